import StorageContract
import Testing

@testable import Exchange

@Suite("Recording and withdrawing consent") struct ConsentTests {
    @Test func aConsentIsRecordedAndReadBack() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo"])
        let recorded = try await world.recordConsent(in: opened)
        #expect(recorded.value.state == .given)
        #expect(try await world.exchange.consent(recorded.value.id, by: try world.id("fk/bo")).value == recorded.value)
        #expect(try await world.exchange.consents(of: opened.participant, by: try world.id("fk/bo")).value == [recorded.value])
        let entry = try world.check(recorded.receipt).entry
        #expect(entry.action == .recordConsent && entry.participant == opened.participant && entry.record != nil)
    }

    @Test func aRefusalIsRecordedAsOne() async throws {
        let world = try await World()
        let recorded = try await world.recordConsent(in: try await world.openCase()) { terms in
            terms.decision = .refused
            terms.explained = []
        }
        #expect(recorded.value.state == .refused)
    }

    static let spoilings: [(String, ExchangeError.Code, @Sendable (inout ConsentTerms) -> Void)] = [
        ("no giver", .invalidConsent, { $0.from = [] }),
        ("no receiver", .invalidConsent, { $0.to = [] }),
        ("no category", .invalidConsent, { $0.categories = [] }),
        ("no purpose", .invalidConsent, { $0.purposes = [] }),
        ("a name twice", .invalidConsent, { $0.to += $0.to }),
        ("a category twice", .invalidConsent, { $0.categories += [.planering] }),
        ("an unknown organisation", .invalidConsent, { $0.to = OrganisationID("ingen").map { [$0] } ?? [] }),
        ("an unknown controller", .invalidConsent, { $0.controllers = $0.from + $0.to + [OrganisationID("ingen")].compactMap { $0 } }),
        (
            "a scan that isn't among the case's documents", .invalidConsent,
            {
                $0.method = ConsentRecord.Method(
                    how: .paper, paperDigest: String(repeating: "0a", count: 32),
                    paperDocument: DocumentID("doc_00000000000000000000000000"))
            }
        ),
        ("no place", .invalidConsent, { $0.place = " " }),
        ("an end before its beginning", .invalidConsent, { $0.validUntil = $0.validFrom - .seconds(1) }),
        (
            "an end that has been", .invalidConsent,
            {
                $0.validFrom = $0.recordedAt - .seconds(100)
                $0.validUntil = $0.recordedAt - .seconds(10)
            }
        ),
        ("no secrecy ground", .invalidConsent, { $0.grounds = ConsentRecord.Grounds(secrecy: "", dataProtection: "x") }),
        ("no data protection ground", .invalidConsent, { $0.grounds = ConsentRecord.Grounds(secrecy: "x", dataProtection: "") }),
        ("no wording", .invalidConsent, { $0.wording = ConsentRecord.Wording(id: "a", version: "1", language: "sv", text: "") }),
        ("a representative without assignment", .invalidConsent, { $0.givenBy = ConsentRecord.GivenBy(who: .godMan) }),
        (
            "a guardian's word without the child's", .invalidConsent,
            { $0.givenBy = ConsentRecord.GivenBy(who: .guardian, assignment: "vårdnadshavare") }
        ),
        ("a paper without digest", .invalidConsent, { $0.method = ConsentRecord.Method(how: .paper) }),
        ("spoken words without witness", .invalidConsent, { $0.method = ConsentRecord.Method(how: .oral) }),
        ("the right to withdraw not explained", .invalidConsent, { $0.explained = [.whoReadsIsLogged] }),
        ("another author", .invalidRecord, { $0.recordedBy = OfficerID("fk/bo") ?? $0.recordedBy }),
        ("a time long ago", .invalidRecord, { $0.recordedAt = $0.recordedAt - .seconds(601) }),
        ("a time ahead", .invalidRecord, { $0.recordedAt = $0.recordedAt + .seconds(601) }),
        (
            "another participant", .invalidConsent,
            { $0.participant = ParticipantID("par_00000000000000000000000000") ?? $0.participant }
        ),
        ("an unknown case", .notFound, { $0.caseID = CaseID("case_00000000000000000000000000") ?? $0.caseID }),
        (
            "a predecessor that isn't there", .invalidConsent,
            { $0.supersedes = ConsentID("cons_00000000000000000000000000") }
        ),
    ]

    @Test(arguments: spoilings.indices) func aDoubtfulConsentIsRefused(_ index: Int) async throws {
        let (name, code, spoil) = ConsentTests.spoilings[index]
        let world = try await World()
        let opened = try await world.openCase()
        await #expect(throws: ExchangeError.any(code), Comment(rawValue: name)) { try await world.recordConsent(in: opened, spoil) }
        let entry = try await world.lastEntry()
        #expect(entry.action == .recordConsent && entry.outcome == .failed && entry.code == code.rawValue)
        #expect(try await world.storage.read { try $0.consents(of: opened.participant) } == [])
    }

    @Test func theSameRecordIsTakenOnce() async throws {
        let world = try await World()
        let opened = try await world.openCase()
        let record = try world.sign(try world.consent(in: opened), as: ConsentRecord.type, by: "af/anna")
        _ = try await world.exchange.recordConsent(record, by: try world.id("af/anna"))
        await #expect(throws: ExchangeError.any(.alreadyExists)) {
            try await world.exchange.recordConsent(record, by: try world.id("af/anna"))
        }
    }

    @Test func aClosedCaseTakesNoConsent() async throws {
        let world = try await World()
        let opened = try await world.openCase()
        _ = try await world.exchange.closeCase(opened.id, by: try world.id("af/anna"))
        await #expect(throws: ExchangeError.any(.conflict)) { try await world.recordConsent(in: opened) }
    }

    @Test func aNewConsentReplacesAnOldOneOnce() async throws {
        let world = try await World()
        let opened = try await world.openCase()
        let first = try await world.recordConsent(in: opened).value.id
        let second = try await world.recordConsent(in: opened) { $0.supersedes = first }.value.id
        let views = try await world.exchange.consents(of: opened.participant, by: try world.id("af/anna")).value
        #expect(views.map(\.id) == [second, first])
        #expect(views.map(\.state) == [.given, .superseded])
        await #expect(throws: ExchangeError.any(.invalidConsent)) { try await world.recordConsent(in: opened) { $0.supersedes = first } }
    }

    @Test func aConsentReplacesOneOfItsOwnCaseOnly() async throws {
        let world = try await World()
        let opened = try await world.openCase()
        let first = try await world.recordConsent(in: opened).value.id
        let other = try await world.exchange.openCase(for: opened.participant, by: try world.id("af/anna")).value
        await #expect(throws: ExchangeError.any(.invalidConsent)) { try await world.recordConsent(in: other) { $0.supersedes = first } }
        #expect(try await world.exchange.consent(first, by: try world.id("af/anna")).value.state == .given)
    }

    /// A clock that steps back brings no withdrawn consent to life.
    @Test func aWithdrawalStandsWhateverTheClockSays() async throws {
        let world = try await World()
        let consent = try await world.recordConsent(in: try await world.openCase()).value.id
        _ = try await world.withdraw(consent)
        world.clock.advance(by: .seconds(-3600))
        #expect(try await world.exchange.consent(consent, by: try world.id("af/anna")).value.state == .withdrawn)
    }

    /// Whoever may not read the consent isn't told when it was withdrawn before, only that it is.
    @Test func anybodyRecordsAWithdrawalAndTheFirstCounts() async throws {
        let world = try await World()
        let opened = try await world.openCase()
        let consent = try await world.recordConsent(in: opened).value.id
        let withdrawn = try await world.withdraw(consent, by: "vagen/coach").value
        #expect(withdrawn == Withdrawn(consent: consent, withdrawnAt: world.clock.now))
        let signed = try await world.exchange.consent(consent, by: try world.id("af/anna")).value
        #expect(signed.state == .withdrawn && signed.withdrawals.count == 1)
        world.clock.advance(by: .seconds(60))
        let again = try await world.withdraw(consent, by: "sof/rut", how: .written).value
        #expect(again == Withdrawn(consent: consent, withdrawnAt: world.clock.now))
        #expect(try await world.exchange.consent(consent, by: try world.id("af/anna")).value == signed)
        #expect(try await world.entries().suffix(2).map(\.outcome) == [.permitted, .permitted])
    }

    @Test func anUnknownConsentCannotBeWithdrawn() async throws {
        let world = try await World()
        await #expect(throws: ExchangeError.any(.notFound)) { try await world.withdraw(ConsentID(random: world.random.source)) }
    }

    @Test func outsidersSeeNoConsent() async throws {
        let world = try await World()
        let opened = try await world.openCase()
        let consent = try await world.recordConsent(in: opened).value.id
        let caller = try world.id("fk/nils")
        let forbidden = await #expect(throws: ExchangeError.self) { try await world.exchange.consent(consent, by: caller) }
        let none = ConsentID(random: world.random.source)
        let missing = await #expect(throws: ExchangeError.self) { try await world.exchange.consent(none, by: caller) }
        expectSame(forbidden, missing)
        let list = await #expect(throws: ExchangeError.self) { try await world.exchange.consents(of: opened.participant, by: caller) }
        expectSame(list, missing)
    }
}
