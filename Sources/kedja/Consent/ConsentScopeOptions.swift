import ArgumentParser
import Exchange
import ExchangeAPI

/// What a consent covers: never everything, never for ever.
struct ConsentScopeOptions: ParsableArguments {
    @Option(help: Words.Consent.from.help(Words.Common.organisation)) var from: [OrganisationID]
    @Option(help: Words.Consent.to.help(Words.Common.organisation)) var to: [OrganisationID]
    @Option(help: Words.Consent.category.help) var category: [Category]
    @Option(help: Words.Consent.purpose.help) var purpose: [Purpose]
    @Option(help: Words.Consent.fromDate.help(Words.Common.date)) var fromDate: WrittenTime?
    @Option(help: Words.Consent.until.help(Words.Common.date)) var until: WrittenTime

    /// The first moment; without a date from now on.
    func begins(now: Timestamp) -> Timestamp { fromDate?.beginning() ?? now }

    /// The wording, with the organisations' names as the directory has them.
    func wording(_ directory: DirectoryView, now: Timestamp) -> ConsentWording {
        let names = Dictionary(directory.organisations.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let dates = DateText()
        return ConsentWording(
            from: from.map { names[$0] ?? $0.text }, to: to.map { names[$0] ?? $0.text }, categories: category, purposes: purpose,
            firstDay: dates.date(begins(now: now)), lastDay: dates.lastDay(before: until.end()))
    }
}

/// Who said yes or no, and how.
struct ConsentGivingOptions: ParsableArguments {
    @Option(help: Words.Consent.givenBy.help) var givenBy: ConsentRecord.GivenBy.Who
    @Option(help: Words.Consent.assignment.help(Words.Common.text)) var assignment: String?
    @Flag(help: Words.Consent.personHeard.help) var personHeard = false
    @Option(help: Words.Consent.method.help) var method: ConsentRecord.Method.How
    @Option(help: Words.Consent.paper.help(Words.Common.file)) var paper: String?
    @Option(help: Words.Consent.witness.help(Words.Common.name)) var witness: String?

    var giver: ConsentRecord.GivenBy {
        ConsentRecord.GivenBy(who: givenBy, assignment: assignment, personHeard: givenBy == .participant ? nil : personHeard)
    }

    /// Reads the scanned paper for its digest.
    func way() throws(LocalFault) -> ConsentRecord.Method {
        ConsentRecord.Method(
            how: method, paperDigest: try paper.map { path throws(LocalFault) in try FileText.digest(path) }, witness: witness)
    }
}
