import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja case close`.
struct CaseClose: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("close", Words.Case.close) }

    @Argument(help: Words.Case.id.help(Words.Common.id)) var id: CaseID
    @Option(help: Words.Chain.outcome.help) var outcome: CaseOutcome?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            try await session.show(.closeCase(id, outcome: outcome)) { _ in [Words.Case.didClose.text] }
        }
    }
}
