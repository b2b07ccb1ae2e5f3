import Foundation
import Testing

@testable import Exchange
@testable import ExchangeClient

@Suite("Verifying a consent")
struct ConsentTests {
    let world: World

    init() throws { world = try World() }

    private func terms(_ id: ConsentID? = nil, at time: Timestamp = testNow) -> ConsentRecord {
        let random = world.random.source
        return ConsentRecord(
            id: id ?? ConsentID(random: random), participant: ParticipantID(random: random), caseID: CaseID(random: random),
            decision: .given,
            from: [world.maria.organisation], to: [world.karin.organisation], categories: [.planering], purposes: [.planering],
            validFrom: testNow, validUntil: testNow + .seconds(86_400),
            grounds: .init(secrecy: "OSL 10:1, 12:2", dataProtection: "GDPR 6.1 e"),
            wording: .init(id: "w", version: "1", language: "sv", text: "Jag säger ja."), givenBy: .init(who: .participant),
            method: .init(how: .screen), explained: [.rightToWithdraw, .noConsequenceForBenefits],
            recordedBy: world.karin, recordedAt: time)
    }

    private func view(
        _ terms: ConsentRecord, signed: ConsentRecord? = nil, by officer: OfficerID? = nil, state: ConsentState = .given,
        withdrawal: WithdrawalRecord? = nil, withdrawnAt: Timestamp? = nil, left: ConsentScope? = nil, world other: World? = nil
    ) throws -> ConsentView {
        let signer = try (other ?? world).signer(officer ?? world.karin)
        return ConsentView(
            id: terms.id, caseID: terms.caseID, state: state, terms: terms, effective: left ?? ConsentScope(terms),
            withdrawnAt: withdrawnAt, supersededBy: nil,
            record: try signer.sign(signed ?? terms, type: ConsentRecord.type).bodyText,
            withdrawals: try withdrawal.map { [try world.signer(world.maria).sign($0, type: WithdrawalRecord.type).bodyText] } ?? [])
    }

    private func failed(_ view: ConsentView) async -> [String] {
        await verifyConsent(view, trust: world.trust, at: testNow).filter { !$0.passed }.map(\.name)
    }

    private func withdrawal(of id: ConsentID, by officer: OfficerID? = nil, at time: Timestamp = testNow) -> WithdrawalRecord {
        WithdrawalRecord(consent: id, how: .oral, recordedBy: officer ?? world.maria, recordedAt: time)
    }

    @Test("a sound consent passes, withdrawn or not")
    func sound() async throws {
        let given = terms()
        #expect(await failed(try view(given)).isEmpty)
        let withdrawn = try view(given, state: .withdrawn, withdrawal: withdrawal(of: given.id), withdrawnAt: testNow)
        #expect(await failed(withdrawn).isEmpty)
        #expect(await verifyConsent(withdrawn, trust: world.trust, at: testNow).count == 6)
    }

    @Test("fields that nobody knows are no fault, and told")
    func unknownFields() async throws {
        let given = terms()
        let record = try world.signer(world.karin).sign(WiderRecord(record: given), type: ConsentRecord.type).bodyText
        let view = ConsentView(
            id: given.id, caseID: given.caseID, state: .given, terms: given, effective: ConsentScope(given), withdrawnAt: nil,
            supersededBy: nil, record: record, withdrawals: [])
        let checks = await verifyConsent(view, trust: world.trust, at: testNow)
        #expect(checks.allPassed)
        let told = try #require(checks.last)
        #expect(told.name == "unknown-fields" && told.sentence.contains(#"consent.pen: "blue\u001b[31m""#))
    }

    @Test("each lie about the consent is found")
    func lies() async throws {
        let given = terms()
        #expect(await failed(try view(given, signed: terms(given.id))) == ["consent-terms"])
        #expect(await failed(try view(given, by: world.maria)) == ["consent-signature"])
        #expect(await failed(try view(given, world: try World())) == ["consent-signature"])
        #expect(await failed(try view(terms(at: testNow + .seconds(3600)))) == ["consent-form"])
        let early = terms(at: testNow - .seconds(86_400))
        #expect(await failed(try view(early)) == ["consent-signature"])
        let wording = try forgedWording(given)
        #expect(await failed(try view(wording)) == ["consent-wording", "consent-form"])
    }

    @Test("each lie about the withdrawal is found")
    func withdrawals() async throws {
        let given = terms()
        #expect(await failed(try view(given, state: .withdrawn)) == ["withdrawal"])
        #expect(await failed(try view(given, withdrawnAt: testNow)) == ["withdrawal"])
        let other = withdrawal(of: ConsentID(random: world.random.source))
        #expect(await failed(try view(given, state: .withdrawn, withdrawal: other, withdrawnAt: testNow)) == ["withdrawal"])
        #expect(await failed(try view(given, state: .given, withdrawal: withdrawal(of: given.id), withdrawnAt: testNow)) == ["withdrawal"])
        let foreign = withdrawal(of: given.id, by: world.karin)
        #expect(await failed(try view(given, state: .withdrawn, withdrawal: foreign, withdrawnAt: testNow)) == ["withdrawal-signature"])
        let later = withdrawal(of: given.id, at: testNow + .seconds(3600))
        #expect(await failed(try view(given, state: .withdrawn, withdrawal: later, withdrawnAt: testNow)) == ["withdrawal"])
    }

    @Test("what is left is what the signed withdrawals leave")
    func parts() async throws {
        let (mine, others) = (world.karin.organisation, world.maria.organisation)
        var given = terms()
        given = ConsentRecord(
            id: given.id, participant: given.participant, caseID: given.caseID, decision: .given, from: [others], to: [mine, others],
            categories: given.categories, purposes: given.purposes, validFrom: given.validFrom, validUntil: given.validUntil,
            grounds: given.grounds, wording: given.wording, givenBy: given.givenBy, method: given.method, explained: given.explained,
            recordedBy: given.recordedBy, recordedAt: given.recordedAt)
        func part(_ names: [OrganisationID]) -> WithdrawalRecord {
            WithdrawalRecord(consent: given.id, how: .oral, to: names, recordedBy: world.maria, recordedAt: testNow)
        }
        let left = ConsentScope(given).subtracting(ConsentScope(part([others])))
        #expect(await failed(try view(given, withdrawal: part([others]), left: left)).isEmpty)
        #expect(await failed(try view(given, withdrawal: part([others]))) == ["withdrawal"])
        #expect(await failed(try view(given, left: left)) == ["withdrawal"])
        #expect(
            await failed(try view(given, state: .withdrawn, withdrawal: part([others]), withdrawnAt: testNow, left: left)) == ["withdrawal"]
        )
        // Nothing left of a list is the whole.
        let none = ConsentScope(given).subtracting(ConsentScope(part([mine, others])))
        #expect(await failed(try view(given, withdrawal: part([mine, others]), left: none)) == ["withdrawal"])
        let over = try view(given, state: .withdrawn, withdrawal: part([mine, others]), withdrawnAt: testNow, left: none)
        #expect(await failed(over).isEmpty)
    }

    @Test("a withdrawal of everything is the person's own, and takes the whole")
    func everything() async throws {
        let given = terms()
        func view(of person: ParticipantID, state: ConsentState = .withdrawn) throws -> ConsentView {
            let all = WithdrawalOfAllRecord(participant: person, how: .oral, recordedBy: world.maria, recordedAt: testNow)
            return ConsentView(
                id: given.id, caseID: given.caseID, state: state, terms: given, effective: ConsentScope(given), withdrawnAt: testNow,
                supersededBy: nil, record: try world.signer(world.karin).sign(given, type: ConsentRecord.type).bodyText,
                withdrawals: [try world.signer(world.maria).sign(all, type: WithdrawalOfAllRecord.type).bodyText])
        }
        #expect(await failed(try view(of: given.participant)).isEmpty)
        #expect(await failed(try view(of: ParticipantID(random: world.random.source))) == ["withdrawal"])
        #expect(await failed(try view(of: given.participant, state: .given)) == ["withdrawal"])
    }

    /// Other words under the same digest.
    private func forgedWording(_ terms: ConsentRecord) throws -> ConsentRecord {
        let text = String(decoding: try JSONEncoder().encode(terms), as: UTF8.self).replacingOccurrences(of: "säger ja", with: "säger allt")
        return try JSONDecoder().decode(ConsentRecord.self, from: Data(text.utf8))
    }
}

/// A consent record as a later version may sign it.
private struct WiderRecord: Encodable {
    let record: ConsentRecord

    private enum Keys: String, CodingKey { case pen }

    func encode(to encoder: any Encoder) throws {
        try record.encode(to: encoder)
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode("blue\u{1b}[31m", forKey: .pen)
    }
}
