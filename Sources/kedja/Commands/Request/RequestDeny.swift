import ArgumentParser
import Exchange
import ExchangeAPI
import ExchangeClient

/// `kedja request deny`.
struct RequestDeny: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("deny", Words.Request.deny) }

    @Argument(help: Words.Request.id.help(Words.Common.id)) var id: RequestID
    @Option(help: Words.Request.assessment.help(Words.Common.text)) var assessment: String
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            let answer = try await session.answer(id, with: .deny(assessment: assessment))
            try session.output.show(answer) { _ in [Words.Request.denied.text] }
        }
    }
}
