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
        let method = try giving.way()
        try await common.exchange { session in
            let earlier = try await session.result(of: .consent(id))
            guard [.given, .expired].contains(earlier.state) else { throw LocalFault(.unusableArgument, Words.Renewal.over) }
            let wording = wording(of: earlier.effective, try await session.result(of: .directory()), now: session.now)
            let record = record(after: earlier, wording.record, method, by: session.me, at: session.now)
            try record.validate()
            let signed = try session.signed(record, type: ConsentRecord.type)
            try await session.show(.recordConsent(record: signed)) { [wording.record.text, "", Words.Consent.recorded($0).text] }
        }
    }

    /// The text of today, with the organisations' names as the directory has them now.
    private func wording(of scope: ConsentScope, _ directory: DirectoryView, now: Timestamp) -> ConsentWording {
        let names = Dictionary(directory.organisations.map { ($0.id, $0.name) }) { first, _ in first }
        let dates = DateText()
        return ConsentWording(
            from: scope.from.map { names[$0] ?? $0.text }, to: scope.to.map { names[$0] ?? $0.text }, categories: scope.categories,
            purposes: scope.purposes, firstDay: dates.date(now), lastDay: dates.lastDay(before: until.end()))
    }

    private func record(
        after earlier: ConsentView, _ wording: ConsentRecord.Wording, _ method: ConsentRecord.Method, by me: OfficerID, at now: Timestamp
    ) -> ConsentRecord {
        let scope = earlier.effective
        return ConsentRecord(
            id: ConsentID(random: SystemSources.random), participant: earlier.terms.participant, caseID: earlier.caseID,
            decision: refused ? .refused : .given, from: scope.from, to: scope.to, categories: scope.categories, purposes: scope.purposes,
            validFrom: now, validUntil: until.end(), grounds: earlier.terms.grounds, wording: wording, givenBy: giving.giver,
            method: method,
            explained: ConsentRecord.Explanation.allCases, recordedBy: me, recordedAt: now, supersedes: earlier.id)
    }
}
