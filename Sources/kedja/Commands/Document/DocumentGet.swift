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
    @Flag(help: Words.Transfer.sealedGet.help) var sealed = false
    @Flag(name: .customLong("continue"), help: Words.Transfer.continueGet.help) var continues = false
    @Option(help: Words.Transfer.bytes.help(Words.Transfer.bytesValue)) var bytes: ByteSpan?
    @Option(help: Words.Emergency.reason.help(Words.Common.text)) var emergency: String?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        guard bytes == nil || !(sealed || continues) else { throw LocalFault(.unusableArgument, Words.Transfer.bytesAlone) }
        guard bytes == nil || emergency == nil else { throw LocalFault(.unusableArgument, Words.Emergency.bytesNotHere) }
        guard output != "-" || !continues else { throw LocalFault(.unusableArgument, Words.Transfer.continueNeedsFile) }
        try await common.exchange { session in
            let place = try await place(session)
            let line = session.progress
            let got = try await fetched(to: place == "-" ? .standardOutput : .file(place), session, line)
            line.end()
            if let read = got.emergency { Terminal.note(Words.Emergency.willBeReviewed(read)) }
            if let newer = got.document.version.supersededBy { Terminal.note(Words.Version.isSuperseded(by: newer)) }
            if bytes != nil { Terminal.note(Words.Transfer.onlyAPart) }
            guard place != "-" else { return Terminal.note(Words.receipt(got.receipt.index)) }
            try session.output.show(Answer(result: got.document, receipt: got.receipt)) { _ in [Words.Document.got(place).text] }
        }
    }

    private func fetched(to destination: Destination, _ session: Session, _ line: ProgressLine) async throws -> Retrieved {
        let connection = session.connection
        if let bytes {
            return try await getBytes(
                bytes, of: id, purpose: purpose, to: destination, force: force, over: connection,
                identities: session.identities(), progress: line.sink)
        }
        // A sealed file is for another place or time: the officer's key may not even be here.
        return try await getDocument(
            id, purpose: purpose, to: destination, form: sealed ? .sealed : .opened, force: force, continuing: continues,
            inEmergency: emergency, over: connection, identities: sealed ? OfficerKeys() : session.identities(), progress: line.sink)
    }

    /// Where the user wants it, else the document's own name in this folder.
    private func place(_ session: Session) async throws -> String {
        if let output { return output }
        guard let name = try await name(session) else {
            throw LocalFault(.unusableArgument, Words.Document.noPlainName, hint: Words.Document.noPlainNameHint)
        }
        return sealed ? name + ".age" : name
    }

    /// Whoever opens in an emergency needn't be one who is shown what the document is called: then it's its id.
    private func name(_ session: Session) async throws -> String? {
        do { return suggestedFileName(of: try await session.result(of: .document(id))) } catch let error as ClientError
            where emergency != nil && [.refused, .notFound].contains(error.exitClass)
        {
            return id.text
        }
    }
}

extension ByteSpan: ExpressibleByArgument {
    /// `0-4095` or `4096-`.
    public init?(argument: String) { self.init(argument) }
}
