import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja case step add`.
struct CaseStepAdd: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("add", Words.Chain.stepAdd) }

    @Argument(help: Words.Case.id.help(Words.Common.id)) var id: CaseID
    @Argument(help: Words.Chain.kind.help) var kind: StepKind
    @Option(help: Words.Chain.organisation.help(Words.Common.organisation)) var organisation: OrganisationID
    @Option(help: Words.Chain.from.help(Words.Common.date)) var from: WrittenTime
    @Option(help: Words.Chain.until.help(Words.Common.date)) var until: WrittenTime?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let body = AddStepBody(kind: kind, organisation: organisation, from: from.beginning(), until: until?.end())
        try await common.exchange { session in
            try await session.show(.addStep(to: id, body)) { [Words.Chain.didAdd($0).text] }
        }
    }
}
