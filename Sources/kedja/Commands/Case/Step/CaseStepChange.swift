import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja case step change`.
struct CaseStepChange: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("change", Words.Chain.stepChange) }

    @Argument(help: Words.Chain.stepID.help(Words.Common.id)) var id: StepID
    @Option(help: Words.Chain.organisation.help(Words.Common.organisation)) var organisation: OrganisationID?
    @Option(help: Words.Chain.from.help(Words.Common.date)) var from: WrittenTime?
    @Option(help: Words.Chain.until.help(Words.Common.date)) var until: WrittenTime?
    @Flag(help: Words.Chain.openEnded.help) var openEnded = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let change = StepChange(
            organisation: organisation, from: from?.beginning(), until: until?.end(), openEnded: openEnded ? true : nil)
        guard change != StepChange() else { throw LocalFault(.unusableArgument, Words.Chain.nothingToChange) }
        try await common.exchange { session in
            try await session.show(.changeStep(id, change)) { _ in [Words.Chain.didChange.text] }
        }
    }
}
