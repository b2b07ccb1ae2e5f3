import ArgumentParser
import Exchange
import ExchangeAPI
import ExchangeClient
import Foundation

/// `kedja document upload`. With `--continue` it goes on with one that was broken off.
struct DocumentUpload: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("upload", Words.Document.upload) }

    @Argument(help: Words.Document.file.help(Words.Document.fileValue)) var file: String?
    @Option(name: .customLong("case"), help: Words.Case.id.help(Words.Common.id)) var caseID: CaseID?
    @Option(help: Words.Document.category.help) var category: Category?
    @Option(help: Words.Document.release.help) var release: ReleaseMode?
    @Option(help: Words.Version.supersedes.help(Words.Common.id)) var supersedes: DocumentID?
    @Option(help: Words.Document.name.help(Words.Common.name)) var name: String?
    @Flag(help: Words.Transfer.sealedUpload.help) var sealed = false
    @Flag(name: .customLong("continue"), help: Words.Transfer.continueUpload.help) var continues = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        guard !continues else { return try await goOn() }
        guard let file else { throw LocalFault(.unusableArgument, Words.Version.target) }
        let place = try UploadPlace(caseID, category, release, superseding: supersedes)
        let name = try documentName(file)
        try await common.exchange { session in
            var plan = try await place.plan(name: name, source: file == "-" ? .standardInput : .file(file), session)
            plan.isSealed = sealed
            let keeping = try await session.uploadKeeping()
            try await session.uploading(file) { line in
                try await uploadDocument(
                    plan, over: session.connection, signer: Signer(profile: session.profile), keeping: keeping, progress: line.sink)
            }
        }
    }

    /// The word is an upload's id or its file here, or nothing when only one is unfinished.
    private func goOn() async throws {
        guard caseID == nil, category == nil, release == nil, supersedes == nil, name == nil, !sealed else {
            throw LocalFault(.unusableArgument, Words.Transfer.continueAlone)
        }
        try await common.exchange { session in
            let memory = try session.uploads()
            let upload = try memory.upload(named: file, at: session.now)
            try await session.uploading(nil) { line in
                try await continueUpload(
                    upload, in: memory, identities: try session.identities(), over: session.connection,
                    signer: Signer(profile: session.profile), progress: line.sink)
            }
        }
    }

    private func documentName(_ file: String) throws(LocalFault) -> String {
        if let name { return name }
        guard file != "-" else { throw LocalFault(.unusableArgument, Words.Document.nameMissing) }
        return URL(filePath: file).lastPathComponent
    }
}
