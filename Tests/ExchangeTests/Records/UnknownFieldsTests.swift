import SignedRecords
import StorageContract
import Testing

@testable import Exchange

@Suite("Fields that this version doesn't know") struct UnknownFieldsTests {
    let world: World

    init() async throws { world = try await World() }

    private func signed(_ payload: JSONValue, as type: String) throws -> SignedRecord {
        try world.person("af/anna").signer.sign(payload: payload.canonicalBytes, type: type)
    }

    private func json(_ value: some Encodable) throws -> JSONValue { try JSONValue(parsing: CanonicalJSON.encode(value)) }

    private func consent(_ change: (inout [String: JSONValue]) -> Void) throws -> SignedRecord {
        var members = try #require(try json(try ConsentDraft().record()).object)
        change(&members)
        return try signed(.object(members), as: ConsentRecord.type)
    }

    @Test func whatIsKnownIsNotListed() throws {
        #expect(try consent { _ in }.unknownFields(beyond: ConsentRecord.self) == [])
    }

    @Test func eachIsListedWithItsPlaceAndValue() throws {
        let record = try consent { members in
            members["pen"] = .string("blue")
            members["år"] = .integer(2026)
            var method = members["method"]?.object ?? [:]
            method["seal"] = .object(["b": .bool(true), "a": .null])
            members["method"] = .object(method)
        }
        #expect(
            record.unknownFields(beyond: ConsentRecord.self) == [
                UnknownField(path: "method.seal", json: #"{"a":null,"b":true}"#), UnknownField(path: "pen", json: #""blue""#),
                UnknownField(path: #""år""#, json: "2026"),
            ])
    }

    @Test func theyAreFoundInListsToo() throws {
        let officer = try world.id("kvv/uno")
        let record = RewrapRecord(
            document: DocumentID(random: world.random.source), payloadDigest: "00", holders: [.init(officer: officer, recipient: "age1x")],
            headerDigest: "00", rewrappedBy: officer, rewrappedAt: world.clock.now)
        var members = try #require(try json(record).object)
        members["holders"] = .array([.object(["officer": .string("kvv/uno"), "recipient": .string("age1x"), "token": .integer(2)])])
        #expect(
            try signed(.object(members), as: RewrapRecord.type).unknownFields(beyond: RewrapRecord.self)
                == [UnknownField(path: "holders[0].token", json: "2")])
    }

    @Test func everythingIsUnknownWhereNothingIsUnderstood() throws {
        let record = try signed(.object(["schema": .string("kedja-consent/9")]), as: ConsentRecord.type)
        #expect(record.unknownFields(beyond: ConsentRecord.self) == [UnknownField(path: "schema", json: #""kedja-consent/9""#)])
    }

    /// Whatever carries records tells of them: what is restricted, objected to and delegated, too.
    @Test func everyViewOfARecordTellsThem() throws {
        func text(_ record: some Encodable, _ type: String) throws -> String {
            var members = try #require(try json(record).object)
            members["pen"] = .string("blue")
            return String(decoding: try signed(.object(members), as: type).encoded, as: UTF8.self)
        }
        func pen(_ path: String) -> UnknownField { UnknownField(path: path, json: #""blue""#) }
        let (random, now, anna, karl) = (world.random.source, world.clock.now, try world.id("af/anna"), try world.id("af/karl"))
        let participant = ParticipantID(random: random)
        let (objection, restriction, delegation) = (
            ObjectionID(random: random), RestrictionID(random: random), DelegationID(random: random)
        )
        let objected = ObjectionView(
            id: objection, target: .participant(participant), recordedBy: anna, recordedAt: now,
            record: try text(
                ObjectionRecord(
                    objection: objection, participant: participant, target: .participant(participant), statement: "Fel.", recordedBy: anna,
                    recordedAt: now), ObjectionRecord.type))
        #expect(objected.unknownFields == [pen("objection.pen")])
        let begun = RestrictionRecord(
            restriction: restriction, participant: participant, ground: .objection, reason: "Prövas.", recordedBy: anna, recordedAt: now
        )
        let restricted = RestrictionView(
            id: restriction, participant: participant, ground: .objection, inForce: true, begunBy: anna, begunAt: now, endedBy: nil,
            endedAt: nil, record: try text(begun, RestrictionRecord.type), lifting: nil)
        #expect(restricted.unknownFields.of("x") == [pen("x restriction.pen")])
        let delegated = DelegationView(
            id: delegation, approver: anna, delegate: karl, from: now, until: now, isInForce: true,
            record: try text(
                DelegationRecord(delegation: delegation, approver: anna, delegate: karl, from: now, until: now, madeBy: anna, madeAt: now),
                DelegationRecord.type), endedBy: nil, endedAt: nil)
        #expect(delegated.unknownFields == [pen("delegation.pen")])
    }

    /// A client of a later version signs more than this exchange knows: the exchange keeps and answers what was signed, byte by byte.
    @Test func theyGoThroughTheExchangeAndComeBack() async throws {
        let opened = try await world.openCase(with: ["fk/bo"])
        var members = try #require(try json(try world.consent(in: opened)).object)
        members["pen"] = .string("blue")
        let record = try signed(.object(members), as: ConsentRecord.type)
        let id = try await world.exchange.recordConsent(record, by: try world.id("af/anna")).value.id
        let withdrawal = WithdrawalRecord(consent: id, how: .oral, recordedBy: try world.id("af/anna"), recordedAt: world.clock.now)
        var words = try #require(try json(withdrawal).object)
        words["reason"] = .string("ångrar mig")
        let second = try signed(.object(words), as: WithdrawalRecord.type)
        _ = try await world.exchange.withdrawConsent(second, by: try world.id("af/anna"))

        let view = try await world.exchange.consent(id, by: try world.id("fk/bo")).value
        #expect(view.record == String(decoding: record.encoded, as: UTF8.self))
        #expect(view.withdrawals == [String(decoding: second.encoded, as: UTF8.self)])
        #expect(
            view.unknownFields == [
                UnknownField(path: "consent.pen", json: #""blue""#), UnknownField(path: "withdrawals[0].reason", json: #""ångrar mig""#),
            ])
    }

    /// The same of a withdrawal of everything, which stands among a consent's others.
    @Test func aWithdrawalOfAllComesBackToo() async throws {
        let opened = try await world.openCase(with: ["fk/bo"])
        let anna = try world.id("af/anna")
        let consent = try await world.recordConsent(in: opened).value
        let record = WithdrawalOfAllRecord(
            participant: opened.participant, how: .oral, recordedBy: anna, recordedAt: world.clock.now)
        var members = try #require(try json(record).object)
        members["consent"] = .string(consent.id.text)
        _ = try await world.exchange.withdrawAll(try signed(.object(members), as: WithdrawalOfAllRecord.type), by: anna)
        let view = try await world.exchange.consent(consent.id, by: try world.id("fk/bo")).value
        #expect(view.unknownFields == [UnknownField(path: "withdrawals[0].consent", json: #""\#(consent.id)""#)])
    }

    @Test func anApprovalsComeBackToo() async throws {
        let scene = try await Scene()
        let (world, request) = (scene.world, try await scene.request())
        let approver = try world.id("fk/ulla")
        var terms = AnswerTerms(request, on: .consent(nil), by: approver, at: world.clock.now)
        terms.parts[0].deny()
        terms.appeal = AnswerTerms.appeal
        var members = try #require(try JSONValue(parsing: terms.payload).object)
        var part = try #require(members["documents"]?.array?.first?.object)
        part["mask"] = .string("s. 2")
        members["documents"] = .array([.object(part)])
        members["referent"] = .string("förvaltningsrätten")
        let record = try world.person("fk/ulla").signer.sign(payload: JSONValue.object(members).canonicalBytes, type: ApprovalRecord.type)
        let view = try await world.exchange.answerRequest(record, by: approver).value
        #expect(view.answer == String(decoding: record.encoded, as: UTF8.self))
        #expect(
            view.unknownFields == [
                UnknownField(path: "answer.documents[0].mask", json: #""s. 2""#),
                UnknownField(path: "answer.referent", json: #""förvaltningsrätten""#),
            ])
    }

    @Test func aSecondOpinionsAreListedToo() async throws {
        let scene = try await Scene()
        var view = try await scene.request()
        let ulla = try scene.world.id("fk/ulla")
        let record = ConfirmationRecord(
            request: view.id, answer: "00", verdict: .confirmed, assessment: "Håller med.", confirmedBy: ulla, confirmedAt: view.createdAt)
        var members = try #require(try json(record).object)
        members["minutes"] = .integer(5)
        view.confirmation = String(
            decoding: try signed(.object(members), as: ConfirmationRecord.type).encoded, as: UTF8.self)
        #expect(view.unknownFields == [UnknownField(path: "confirmation.minutes", json: "5")])
    }

    /// Its one document stood beside the answer's own members, and nothing of that is unknown.
    @Test func anAnswerOfTheFirstVersionIsComparedWithThatVersion() async throws {
        let scene = try await Scene()
        var view = try await scene.request()
        func unknown(in text: String) throws -> [UnknownField] {
            let record = try scene.world.person("fk/ulla").signer.sign(payload: Array(text.utf8), type: ApprovalRecord.type)
            view.answer = String(decoding: record.encoded, as: UTF8.self)
            return view.unknownFields
        }
        for text in ApprovalVersionTests.all { #expect(try unknown(in: text) == []) }
        let later = ApprovalVersionTests.denied.replacing(#""request":"#, with: #""onBehalfOf":"fk/ulla","request":"#)
        #expect(try unknown(in: later) == [UnknownField(path: "answer.onBehalfOf", json: #""fk/ulla""#)])
    }
}
