import ArgumentParser
import Exchange
import ExchangeAPI
import ExchangeClient

/// `kedja document get`. Nothing appears at the destination before everything has been checked.
struct DocumentGet: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("get", Words.Document.get) }

    @Argument(help: Words.Document.id.help(Words.Common.id)) var id: DocumentID
    @Option(help: Words.Document.purpose.help) var purpose: Purpose
    @Option(name: .shortAndLong, help: Words.Document.output.help(Phrase(sv: "fil|-", en: "file|-"))) var output: String?
    @Flag(help: Words.Document.force.help) var force = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            let place = try await place(session)
            let line = session.progress
            let got = try await getDocument(
                id, purpose: purpose, to: place == "-" ? .standardOutput : .file(place), force: force, over: session.connection,
                identities: loadIdentities(session.profile), progress: line.sink)
            line.end()
            if let newer = got.document.version.supersededBy { Terminal.note(Words.Version.isSuperseded(by: newer)) }
            guard place != "-" else { return Terminal.note(Words.receipt(got.receipt.index)) }
            try session.output.show(Answer(result: got.document, receipt: got.receipt)) { _ in [Words.Document.got(place).text] }
        }
    }

    /// Where the user wants it, else the document's own name in this folder.
    private func place(_ session: Session) async throws -> String {
        if let output { return output }
        guard let name = suggestedFileName(of: try await session.result(of: .document(id))) else {
            throw LocalFault(.unusableArgument, Words.Document.noPlainName, hint: Words.Document.noPlainNameHint)
        }
        return name
    }
}
