import Foundation
import SignedRecords
import Testing

@testable import Exchange

@Suite struct ConsentRecordTests {
    /// What one may get wrong in a record.
    struct Draft {
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

        func record() throws -> ConsentRecord {
            ConsentRecord(
                id: ConsentID(random: .seeded(1)), participant: ParticipantID(random: .seeded(2)), caseID: CaseID(random: .seeded(3)),
                decision: decision, from: try from.map { try #require(OrganisationID($0)) },
                to: try to.map { try #require(OrganisationID($0)) },
                categories: categories, purposes: purposes, validFrom: try #require(Timestamp(validFrom)),
                validUntil: try #require(Timestamp(validUntil)), grounds: grounds,
                wording: ConsentRecord.Wording(id: "samtycke", version: "1", language: "sv", text: text), givenBy: givenBy, method: method,
                explained: explained, recordedBy: try #require(OfficerID("af/stina")), recordedAt: try #require(Timestamp(recordedAt)))
        }
    }

    /// A change that makes a record doubtful, and a word of the reason that it is refused for.
    struct Doubt: Sendable {
        let reason: String
        let change: @Sendable (inout Draft) -> Void

        init(_ reason: String, _ change: @escaping @Sendable (inout Draft) -> Void) {
            self.reason = reason
            self.change = change
        }
    }

    private static let digest = String(repeating: "0a", count: 32)

    @Test(
        arguments: [
            { _ in },
            {
                $0.decision = .refused; $0.explained = []
            },
            { $0.explained = [.rightToWithdraw] },
            { $0.method = .init(how: .paper, paperDigest: digest) },
            { $0.method = .init(how: .oral, witness: "af/lars") },
            { $0.givenBy = .init(who: .godMan, assignment: "Göteborgs tingsrätt 2026-17", personHeard: true) },
            { $0.givenBy = .init(who: .guardian, assignment: "vårdnadshavare", personHeard: false) },
            { $0.validUntil = "2026-01-01T00:00:00.001Z" },
            { $0.from = (0..<50).map { "o\($0)" } },
        ] as [@Sendable (inout Draft) -> Void])
    func leavesNoDoubt(_ change: @Sendable (inout Draft) -> Void) throws {
        var draft = Draft()
        change(&draft)
        try draft.record().validate()
    }

    @Test(arguments: [
        Doubt("from whom") { $0.from = [] },
        Doubt("from whom") { $0.to = [] },
        Doubt("from whom") { $0.categories = [] },
        Doubt("from whom") { $0.purposes = [] },
        Doubt("twice") { $0.from = ["af", "af"] },
        Doubt("twice") { $0.to = ["fk", "fk"] },
        Doubt("twice") { $0.categories = [.planering, .planering] },
        Doubt("twice") { $0.purposes = [.planering, .planering] },
        Doubt("never general") { $0.to = (0..<51).map { "o\($0)" } },
        Doubt("never general") { $0.from = (0..<51).map { "o\($0)" } },
        Doubt("end after") { $0.validUntil = "2026-01-01" },
        Doubt("end after") { $0.validUntil = "2025-01-01" },
        Doubt("already ended") { $0.recordedAt = "2027-01-01" },
        Doubt("wording") { $0.text = "" },
        Doubt("ground") { $0.grounds = .init(secrecy: "", dataProtection: "x") },
        Doubt("ground") { $0.grounds = .init(secrecy: "x", dataProtection: "") },
        Doubt("representative") { $0.givenBy = .init(who: .godMan) },
        Doubt("representative") { $0.givenBy = .init(who: .forvaltare, assignment: "", personHeard: true) },
        Doubt("representative") { $0.givenBy = .init(who: .guardian, assignment: "x") },
        Doubt("representative") { $0.givenBy = .init(who: .guardian, personHeard: true) },
        Doubt("paper") { $0.method = .init(how: .paper) },
        Doubt("paper") { $0.method = .init(how: .paper, paperDigest: "abc") },
        Doubt("paper") { $0.method = .init(how: .paper, paperDigest: String(repeating: "x", count: 64)) },
        Doubt("witness") { $0.method = .init(how: .oral) },
        Doubt("witness") { $0.method = .init(how: .oral, witness: "") },
        Doubt("right to withdraw") { $0.explained = [.whoReadsIsLogged, .noConsequenceForBenefits] },
        Doubt("right to withdraw") { $0.explained = [] },
    ])
    func aDoubtIsRefused(_ doubt: Doubt) throws {
        var draft = Draft()
        doubt.change(&draft)
        let record = try draft.record()
        let error = #expect(throws: ExchangeError.self) { try record.validate() }
        #expect(error?.code == .invalidConsent)
        #expect(error?.sentence.contains(doubt.reason) == true, "\(error?.sentence ?? "")")
    }

    @Test func wordsThatWereChangedAfterwardsAreRefused() throws {
        let record = try Draft().record()
        let text = String(decoding: try CanonicalJSON.encode(record), as: UTF8.self)
        for (word, other) in [("säger ja", "säger aldrig nej"), (ConsentRecord.schema, "kedja-consent/2")] {
            let changed = try CanonicalJSON.decode(ConsentRecord.self, from: Array(text.replacing(word, with: other).utf8))
            #expect(changed != record)
            #expect(throws: ExchangeError(.invalidConsent, "")) { try changed.validate() }
        }
    }

    @Test func readsBackFromItsCanonicalBytes() throws {
        let record = try Draft().record()
        #expect(try CanonicalJSON.decode(ConsentRecord.self, from: try CanonicalJSON.encode(record)) == record)
    }

    @Test(
        arguments: [
            (ConsentRecord.Decision.given, nil, false, "2026-06-01", ConsentState.given),
            (.given, nil, false, "2026-12-31T23:59:59.999Z", .given),
            (.given, nil, false, "2027-01-01", .expired),
            (.given, "2026-05-01", false, "2026-06-01", .withdrawn),
            (.given, "2026-05-01", false, "2026-05-01", .withdrawn),
            (.given, "2026-05-01", false, "2026-04-30", .withdrawn),
            (.given, "2026-05-01", true, "2027-06-01", .withdrawn),
            (.given, nil, true, "2026-06-01", .superseded),
            (.given, nil, true, "2027-06-01", .superseded),
            (.refused, nil, false, "2026-06-01", .refused),
            (.refused, "2026-05-01", true, "2027-06-01", .refused),
        ] as [(ConsentRecord.Decision, String?, Bool, String, ConsentState)])
    func standsSomewhereAtEveryTime(
        _ decision: ConsentRecord.Decision, _ withdrawn: String?, _ superseded: Bool, _ now: String, _ state: ConsentState
    ) throws {
        var draft = Draft()
        draft.decision = decision
        let terms = try draft.record()
        let stored = StoredConsent(
            id: terms.id, participant: terms.participant, caseID: terms.caseID, record: Sealed(bytes: []), recordedAt: terms.recordedAt,
            withdrawnAt: try withdrawn.map { try #require(Timestamp($0)) }, supersededBy: superseded ? terms.id : nil)
        #expect(Consent(stored: stored, terms: terms, record: try Self.unverified()).state(at: try #require(Timestamp(now))) == state)
    }

    /// A record in form alone, for what doesn't look at signatures.
    private static func unverified() throws -> SignedRecord {
        let header = Data(#"{"alg":"ES256","typ":"kedja-consent+jws","x5c":["AA=="]}"#.utf8).base64EncodedString()
            .replacing("=", with: "").replacing("+", with: "-").replacing("/", with: "_")
        let signature = String(repeating: "A", count: 86)
        return try SignedRecord(
            parsing: Array(#"{"payload":"e30","signatures":[{"protected":"\#(header)","signature":"\#(signature)"}]}"#.utf8))
    }
}
