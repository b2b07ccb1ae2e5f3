import ArgumentParser
import Exchange
import ExchangeAPI

/// What a consent covers: never everything, never for ever. In a terminal all of it is asked for where none is given.
struct ConsentScopeOptions: ParsableArguments {
    @Option(help: Words.Consent.from.help(Words.Common.organisation)) var from: [OrganisationID] = []
    @Option(help: Words.Consent.to.help(Words.Common.organisation)) var to: [OrganisationID] = []
    @Option(help: Words.Consent.category.help) var category: [Category] = []
    @Option(help: Words.Consent.purpose.help) var purpose: [Purpose] = []
    @Option(help: Words.Consent.until.help(Words.Common.date)) var until: WrittenTime?

    /// The names of the options that aren't given.
    var missing: [String] {
        [
            from.isEmpty ? "--from" : nil, to.isEmpty ? "--to" : nil, category.isEmpty ? "--category" : nil,
            purpose.isEmpty ? "--purpose" : nil, until == nil ? "--until" : nil,
        ].compactMap { $0 }
    }

    static let count = 5
}

/// Who said yes or no, and how.
struct ConsentGivingOptions: ParsableArguments {
    @Option(help: Words.Consent.givenBy.help) var givenBy: ConsentRecord.GivenBy.Who?
    @Option(help: Words.Consent.assignment.help(Words.Common.text)) var assignment: String?
    @Option(help: Words.Consent.assignmentScope.help(Words.Common.text)) var assignmentScope: String?
    @Flag(help: Words.Consent.personHeard.help) var personHeard = false
    @Option(help: Words.Consent.method.help) var method: ConsentRecord.Method.How?
    @Option(help: Words.Consent.paper.help(Words.Common.file)) var paper: String?
    @Option(help: Words.Consent.witness.help(Words.Common.name)) var witness: String?

    var missing: [String] { [givenBy == nil ? "--given-by" : nil, method == nil ? "--method" : nil].compactMap { $0 } }

    /// Whether anything of it is given.
    var isUsed: Bool {
        givenBy != nil || method != nil || assignment != nil || assignmentScope != nil || paper != nil || witness != nil || personHeard
    }

    /// All of it, for who isn't asked. Reads the scanned paper for its digest.
    func required(besides missing: [String] = []) throws(LocalFault) -> WrittenGiving {
        let all = missing + self.missing
        guard all.isEmpty, let who = givenBy, let how = method else {
            throw LocalFault(.missingOptions, Words.Consent.missing(all), hint: Words.Consent.missingHint)
        }
        let scan = try paper.map { path throws(LocalFault) in try PaperScan(path) }
        return WrittenGiving(
            giver: ConsentGiver(
                who: who, assignment: assignment, scope: assignmentScope, personHeard: who == .participant ? nil : personHeard),
            method: ConsentRecord.Method(how: how, paperDigest: scan?.digest, witness: witness), paper: scan)
    }
}

/// Who said yes or no and how, as it stands on the command line.
struct WrittenGiving {
    let giver: ConsentGiver
    let method: ConsentRecord.Method
    let paper: PaperScan?
}
