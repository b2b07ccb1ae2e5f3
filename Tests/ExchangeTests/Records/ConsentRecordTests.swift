import SignedRecords
import Testing

@testable import Exchange

@Suite struct ConsentRecordTests {
    /// A change that makes a record doubtful, and a word of the reason that it is refused for.
    struct Doubt: Sendable {
        let reason: String
        let change: @Sendable (inout ConsentDraft) -> Void

        init(_ reason: String, _ change: @escaping @Sendable (inout ConsentDraft) -> Void) {
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
            { $0.explained = [.rightToWithdraw, .noConsequenceForBenefits] },
            { $0.method = .init(how: .paper, paperDigest: digest) },
            { $0.method = .init(how: .paper, paperDigest: digest, paperDocument: DocumentID(random: .seeded(4))) },
            { $0.method = .init(how: .oral, witness: "af/lars") },
            { $0.givenBy = .init(who: .godMan, assignment: "Göteborgs tingsrätt 2026-17", scope: "bevaka rätt", personHeard: true) },
            { $0.controllers = ["af", "fk", "kommun", "vagen"] },
            { $0.controllers = (0..<97).map { "o\($0)" } + ["af", "fk", "kommun"] },
            { $0.place = String(repeating: "å", count: 100) },
            { $0.wording.language = "zh-Hans" },
            { $0.givenBy = .init(who: .guardian, assignment: "vårdnadshavare", personHeard: false) },
            { $0.validUntil = "2026-01-01T00:00:00.001Z" },
            { $0.from = (0..<50).map { "o\($0)" } },
        ] as [@Sendable (inout ConsentDraft) -> Void])
    func leavesNoDoubt(_ change: @Sendable (inout ConsentDraft) -> Void) throws {
        var draft = ConsentDraft()
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
        Doubt("covers") { $0.givenBy = .init(who: .godMan, assignment: "x", personHeard: true) },
        Doubt("covers") { $0.givenBy = .init(who: .forvaltare, assignment: "x", scope: "", personHeard: true) },
        Doubt("answered themselves") { $0.givenBy = .init(who: .participant, assignment: "x") },
        Doubt("answered themselves") { $0.givenBy = .init(who: .participant, scope: "x") },
        Doubt("answered themselves") { $0.givenBy = .init(who: .participant, personHeard: true) },
        Doubt("paper") { $0.method = .init(how: .paper) },
        Doubt("paper") { $0.method = .init(how: .paper, paperDigest: "abc") },
        Doubt("paper") { $0.method = .init(how: .paper, paperDigest: String(repeating: "x", count: 64)) },
        Doubt("witness") { $0.method = .init(how: .oral) },
        Doubt("witness") { $0.method = .init(how: .oral, witness: "") },
        Doubt("right to withdraw") { $0.explained = [.whoReadsIsLogged, .noConsequenceForBenefits] },
        Doubt("right to withdraw") { $0.explained = [] },
        Doubt("no consequence") { $0.explained = [.rightToWithdraw] },
        Doubt("an explanation") { $0.explained += [.rightToSee] },
        Doubt("on paper") { $0.method = .init(how: .screen, paperDigest: digest) },
        Doubt("on paper") { $0.method = .init(how: .oral, paperDocument: DocumentID(random: .seeded(4)), witness: "af/lars") },
        Doubt("controllers") { $0.controllers = ["af", "fk"] },
        Doubt("controllers") { $0.controllers = [] },
        Doubt("twice") { $0.controllers = ["af", "fk", "kommun", "af"] },
        Doubt("100 controllers") { $0.controllers = (0..<98).map { "o\($0)" } + ["af", "fk", "kommun"] },
        Doubt("where it was recorded") { $0.place = "" },
        Doubt("where it was recorded") { $0.place = " \n" },
        Doubt("the place is longer") { $0.place = String(repeating: "å", count: 101) },
        Doubt("the witness is longer") { $0.method = .init(how: .oral, witness: String(repeating: "a", count: 201)) },
        Doubt("the assignment is longer") {
            $0.givenBy = .init(who: .guardian, assignment: String(repeating: "a", count: 501), personHeard: true)
        },
        Doubt("the assignment's scope is longer") {
            $0.givenBy = .init(who: .godMan, assignment: "x", scope: String(repeating: "a", count: 1001), personHeard: true)
        },
        Doubt("the secrecy ground is longer") { $0.grounds = .init(secrecy: String(repeating: "a", count: 501), dataProtection: "x") },
        Doubt("the data protection ground is longer") {
            $0.grounds = .init(secrecy: "x", dataProtection: String(repeating: "a", count: 501))
        },
        Doubt("the wording is longer") { $0.text = String(repeating: "a", count: 65_537) },
        Doubt("id and version") { $0.wording.id = "" },
        Doubt("id and version") { $0.wording.version = "" },
        Doubt("the wording's id is longer") { $0.wording.id = String(repeating: "a", count: 101) },
        Doubt("the wording's version is longer") { $0.wording.version = String(repeating: "1", count: 51) },
        Doubt("language") { $0.wording.language = "" },
        Doubt("language") { $0.wording.language = "svenska" },
        Doubt("language") { $0.wording.language = "SV" },
        Doubt("language") { $0.wording.language = "sv-" },
        Doubt("language") { $0.wording.language = "sv_SE" },
    ])
    func aDoubtIsRefused(_ doubt: Doubt) throws {
        var draft = ConsentDraft()
        doubt.change(&draft)
        let record = try draft.record()
        let error = #expect(throws: ExchangeError.self) { try record.validate() }
        #expect(error?.code == .invalidConsent)
        #expect(error?.sentence.contains(doubt.reason) == true, "\(error?.sentence ?? "")")
    }

    @Test func wordsThatWereChangedAfterwardsAreRefused() throws {
        let record = try ConsentDraft().record()
        let text = String(decoding: try CanonicalJSON.encode(record), as: UTF8.self)
        for (word, other) in [
            ("säger ja", "säger aldrig nej"), (ConsentRecord.schema, "kedja-consent/1"), (ConsentRecord.schema, "kedja-consent/3"),
        ] {
            let changed = try CanonicalJSON.decode(ConsentRecord.self, from: Array(text.replacing(word, with: other).utf8))
            #expect(changed != record)
            #expect(throws: ExchangeError(.invalidConsent, "")) { try changed.validate() }
        }
    }

    @Test func readsBackFromItsCanonicalBytes() throws {
        let record = try ConsentDraft().record()
        #expect(try CanonicalJSON.decode(ConsentRecord.self, from: try CanonicalJSON.encode(record)) == record)
    }
}
