import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja case step end`.
struct CaseStepEnd: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("end", Words.Chain.stepEnd) }

    @Argument(help: Words.Chain.stepID.help(Words.Common.id)) var id: StepID
    @Option(help: Words.Chain.endUntil.help(Words.Common.date)) var until: WrittenTime?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            let end = until?.end() ?? session.now
            try await session.show(.changeStep(id, StepChange(until: end))) { _ in [Words.Chain.didChange.text] }
        }
    }
}
