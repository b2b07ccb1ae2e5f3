import ArgumentParser
import Exchange
import ExchangeAPI
import ExchangeClient
import Foundation

/// `kedja document upload`.
struct DocumentUpload: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("upload", Words.Document.upload) }

    @Argument(help: Words.Document.file.help(Phrase(sv: "fil|-", en: "file|-"))) var file: String
    @Option(name: .customLong("case"), help: Words.Case.id.help(Words.Common.id)) var caseID: CaseID?
    @Option(help: Words.Document.category.help) var category: Category?
    @Option(help: Words.Document.release.help) var release: ReleaseMode?
    @Option(help: Words.Version.supersedes.help(Words.Common.id)) var supersedes: DocumentID?
    @Option(help: Words.Document.name.help(Words.Common.name)) var name: String?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let name = try documentName()
        let place = try UploadPlace(caseID, category, release, superseding: supersedes)
        try await common.exchange { session in
            let plan = try await place.plan(name: name, source: file == "-" ? .standardInput : .file(file), session)
            let line = session.progress
            let answer = try await uploadDocument(
                plan, over: session.connection, signer: Signer(profile: session.profile), progress: line.sink)
            line.end()
            try session.output.show(answer) { [Words.Document.uploaded($0).text] }
        }
    }

    private func documentName() throws(LocalFault) -> String {
        if let name { return name }
        guard file != "-" else { throw LocalFault(.unusableArgument, Words.Document.nameMissing) }
        return URL(filePath: file).lastPathComponent
    }
}
