import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja case indicators`.
struct CaseIndicators: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("indicators", Words.Chain.indicators, discussion: Words.Chain.indicatorsDiscussion)
    }

    @Argument(help: Words.Case.id.help(Words.Common.id)) var id: CaseID
    @OptionGroup var indicators: IndicatorOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let given = try indicators.given()
        try await common.exchange { session in
            try await session.show(.recordIndicators(given, of: id)) {
                [Words.Chain.didRecord.text] + $0.lines
            }
        }
    }
}
