import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja document show`: tells of a document; its content is another action.
struct DocumentShow: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("show", Words.Document.show) }

    @Argument(help: Words.Document.id.help(Words.Common.id)) var id: DocumentID
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            try await session.show(.document(id)) { $0.details.lines }
        }
    }
}
