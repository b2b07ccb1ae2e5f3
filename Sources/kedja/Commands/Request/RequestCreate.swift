import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja request create`.
struct RequestCreate: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("create", Words.Request.create) }

    @Argument(help: Words.Document.id.help(Words.Common.id)) var document: DocumentID
    @Option(help: Words.Document.purpose.help) var purpose: Purpose
    @Option(help: Words.Request.reason.help(Words.Common.text)) var reason: String
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            let body = CreateRequestBody(purpose: purpose, reason: reason)
            try await session.show(.createRequest(for: document, body)) { [Words.Request.created($0.id).text] }
        }
    }
}
