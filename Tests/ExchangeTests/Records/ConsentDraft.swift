import Testing

@testable import Exchange

/// What one may get wrong in a record.
struct ConsentDraft {
    var decision = ConsentRecord.Decision.given
    var from = ["af"]
    var to = ["fk", "kommun"]
    var categories: [Category] = [.planering, .kartlaggning]
    var purposes: [Purpose] = [.rehabilitering]
    var validFrom = "2026-01-01"
    var validUntil = "2027-01-01"
    var recordedAt = "2026-01-01"
    var grounds = ConsentRecord.Grounds(secrecy: "OSL 10:1, 12:2", dataProtection: "GDPR art. 6.1 e, 9.2 h")
    var text = "Jag säger ja."
    var givenBy = ConsentRecord.GivenBy(who: .participant)
    var method = ConsentRecord.Method(how: .screen)
    var explained = ConsentRecord.Explanation.allCases
    var controllers: [String]?
    var place: String?
    var wording = (id: "samtycke", version: "1", language: "sv")
    var supersedes: ConsentID?

    func record() throws -> ConsentRecord {
        ConsentRecord(
            id: ConsentID(random: .seeded(1)), participant: ParticipantID(random: .seeded(2)), caseID: CaseID(random: .seeded(3)),
            decision: decision,
            controllers: try controllers?.map { try #require(OrganisationID($0)) },
            from: try from.map { try #require(OrganisationID($0)) },
            to: try to.map { try #require(OrganisationID($0)) },
            categories: categories, purposes: purposes, validFrom: try #require(Timestamp(validFrom)),
            validUntil: try #require(Timestamp(validUntil)), grounds: grounds,
            wording: ConsentRecord.Wording(id: wording.id, version: wording.version, language: wording.language, text: text),
            givenBy: givenBy, method: method, explained: explained, recordedBy: try #require(OfficerID("af/stina")),
            recordedAt: try #require(Timestamp(recordedAt)), place: place, supersedes: supersedes)
    }
}
