import ArgumentParser
import Exchange
import ExchangeAPI
import ExchangeClient

/// `kedja request deny`: no to all of a request's documents.
struct RequestDeny: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("deny", Words.Request.deny) }

    @Argument(help: Words.Request.id.help(Words.Common.id)) var id: RequestID
    @Option(help: Words.Request.assessment.help(Words.Common.text)) var assessment: String
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            let facts = try await session.answerFacts(of: id)
            let written = facts.request.documents.map {
                WrittenAnswer(document: $0.document, assessment: assessment, approval: nil)
            }
            try await session.answer(facts, with: written)
        }
    }
}
