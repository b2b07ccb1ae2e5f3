import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja consent renew`: what is left of a consent, asked of the person again for another period.
struct ConsentRenew: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("renew", Words.Renewal.renew, discussion: Words.Renewal.discussion)
    }

    @Argument(help: Words.Consent.id.help(Words.Common.id)) var id: ConsentID
    @Option(help: Words.Consent.until.help(Words.Common.date)) var until: WrittenTime
    @OptionGroup var giving: ConsentGivingOptions
    @Flag(help: Words.Consent.refused.help) var refused = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let given = try giving.required()
        let template = try Wordings(beside: common.folder).template(Language.current.rawValue)
        try await common.exchange { session in
            let earlier = try await session.result(of: .consent(id))
            guard [.given, .expired].contains(earlier.state) else { throw LocalFault(.unusableArgument, Words.Renewal.over) }
            let names = OrganisationNames(try await session.result(of: .directory()))
            let text = wording(of: earlier.effective, template, names, me: session.me, now: session.now)
            let sitting = ConsentSitting(
                participant: earlier.terms.participant, caseID: earlier.caseID, recordedBy: session.me, place: nil, giver: given.giver,
                method: given.method, wording: text, purposes: earlier.effective.purposes, begins: nil, ends: until.end(),
                explained: ConsentRecord.Explanation.allCases)
            let part = ConsentPart(
                decision: refused ? .refused : .given, from: earlier.effective.from, to: earlier.effective.to,
                categories: earlier.effective.categories)
            try await session.record(part, of: sitting, on: given.paper, supersedes: earlier.id)
        }
    }

    /// The text of today, with the organisations' names as the directory has them now.
    private func wording(
        of scope: ConsentScope, _ template: WordingTemplate, _ names: OrganisationNames, me: OfficerID, now: Timestamp
    ) -> ConsentRecord.Wording {
        template.filled(
            WordingScope(
                from: scope.from.map { names[$0] }, to: scope.to.map { names[$0] }, categories: scope.categories,
                purposes: scope.purposes, begins: now, ends: until.end(), contact: names[me.organisation]))
    }
}
