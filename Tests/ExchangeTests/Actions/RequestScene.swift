import Foundation
import SignedRecords
import StorageContract
import Testing

@testable import Exchange

extension Exchange {
    /// Asks for a single document, as most tests do.
    func createRequest(
        for document: DocumentID, purpose: Purpose, reason: String, by caller: OfficerID
    ) async throws(ExchangeError) -> Committed<RequestView> {
        try await createRequest(RequestTerms(documents: [document], purpose: purpose, reason: reason), by: caller)
    }
}

/// A case with a document that its owner `fk` releases, and `vagen/coach`, who wants it.
struct Scene {
    let world: World
    let opened: Case
    let document: DocumentView

    init() async throws {
        world = try await World()
        opened = try await world.openCase(with: ["fk/bo", "vagen/coach"])
        document = try await world.upload("Ägarens.", to: opened, release: .owner)
    }

    func retrieve() async throws -> Committed<Retrieval> {
        try await world.exchange.retrieve(document.id, for: .planering, by: try world.id("vagen/coach"))
    }

    @discardableResult
    func request(reason: String = "Planeringen börjar på måndag.") async throws -> RequestView {
        try await world.exchange.createRequest(for: document.id, purpose: .planering, reason: reason, by: try world.id("vagen/coach")).value
    }

    /// Approves as `fk/ulla`'s client does, with what `change` makes of it.
    @discardableResult
    func answer(_ id: RequestID, _ change: (inout AnswerTerms) -> Void = { _ in }) async throws -> Committed<RequestView> {
        try await world.answer(id, by: "fk/ulla", change)
    }

    @discardableResult
    func deny(_ id: RequestID, by name: String = "fk/ulla") async throws -> Committed<RequestView> {
        let record = ApprovalRecord(
            request: id, requester: try world.id("vagen/coach"),
            documents: [.init(document: document.id, answer: .denied, assessment: "Men för den enskilde.")], appeal: AnswerTerms.appeal,
            answeredBy: try world.id(name), answeredAt: world.clock.now)
        let signed = try world.sign(record, as: ApprovalRecord.type, by: name)
        return try await world.exchange.answerRequest(signed, by: try world.id(name))
    }
}

extension World {
    /// Approves all that a request asks for as an approver's client does: on the person's newest consent that is in force, else on a duty.
    @discardableResult
    func answer(
        _ id: RequestID, by name: String, _ change: (inout AnswerTerms) -> Void = { _ in }
    ) async throws -> Committed<RequestView> {
        let approver = try self.id(name)
        let request = try await exchange.request(id, by: approver).value
        let consent = try await storage.read { try $0.consents(of: request.participant).first { $0.withdrawnAt == nil }?.id }
        var terms = AnswerTerms(request, on: consent.map { .consent($0) } ?? GroundTests.duty("Vägt."), by: approver, at: clock.now)
        change(&terms)
        var headers: [DocumentID: [UInt8]] = [:]
        for (number, part) in request.documents.enumerated() where terms.bringsHeader && part.header != nil {
            guard terms.record.answer(on: part.document)?.answer != .denied else { continue }
            headers[part.document] = try rewrap(request, number, by: name)
        }
        let record = try person(name).signer.sign(payload: try terms.payload, type: ApprovalRecord.type)
        return try await exchange.answerRequest(record, headers: headers, by: approver)
    }

    /// Gives a second opinion on the answer that waits.
    @discardableResult
    func confirm(
        _ id: RequestID, by name: String, _ verdict: ConfirmationRecord.Verdict = .confirmed, assessment: String = "Håller med.",
        answer: String? = nil
    ) async throws -> Committed<RequestView> {
        let stored = try await storage.read { try $0.request(id) }
        let waiting = try await exchange.request(id, by: try self.id(name)).value.answer
        let digest = try waiting.map { try SignedRecord(parsing: Array($0.utf8)).digest } ?? "none"
        let record = ConfirmationRecord(
            request: try #require(stored).id, answer: answer ?? digest, verdict: verdict, assessment: assessment,
            confirmedBy: try self.id(name), confirmedAt: clock.now)
        return try await exchange.confirmAnswer(
            try sign(record, as: ConfirmationRecord.type, by: name), by: try self.id(name))
    }
}

/// The fields of an answer that approves all, to be changed one by one. Those of a document are the first one's.
struct AnswerTerms {
    /// As the tests' catalogue has it for every owner.
    static let appeal = Appeal(isPossible: true, days: 21, swedish: "Överklaga.", english: "Appeal.")

    struct Part {
        var document: DocumentID
        var answer = ApprovalRecord.Answer.approved
        var assessment = "Det står klart att uppgifterna kan lämnas utan men."
        var ground: DisclosureGround?
        var validUntil: Timestamp?
        var recipient: String?

        /// The same document, not let go.
        mutating func deny() { (answer, ground, validUntil, recipient) = (.denied, nil, nil, nil) }
    }

    var schema = ApprovalRecord.schema
    var request: RequestID
    var requester: OfficerID
    var parts: [Part]
    var appeal: Appeal?
    var onBehalfOf: OfficerID?
    var answeredBy: OfficerID
    var answeredAt: Timestamp
    var bringsHeader = true

    init(_ view: RequestView, on ground: DisclosureGround, by approver: OfficerID, at now: Timestamp) {
        request = view.id
        requester = view.requester
        parts = view.documents.map {
            Part(
                document: $0.document, ground: ground, validUntil: now + .seconds(7 * 86_400),
                recipient: $0.release == .owner ? view.requesterRecipient : nil)
        }
        answeredBy = approver
        answeredAt = now
    }

    var document: DocumentID {
        get { parts[0].document }
        set { parts[0].document = newValue }
    }
    var assessment: String {
        get { parts[0].assessment }
        set { parts[0].assessment = newValue }
    }
    var ground: DisclosureGround? {
        get { parts[0].ground }
        set { parts[0].ground = newValue }
    }
    var validUntil: Timestamp? {
        get { parts[0].validUntil }
        set { parts[0].validUntil = newValue }
    }
    var recipient: String? {
        get { parts[0].recipient }
        set { parts[0].recipient = newValue }
    }

    var record: ApprovalRecord {
        ApprovalRecord(
            request: request, requester: requester,
            documents: parts.map {
                .init(
                    document: $0.document, answer: $0.answer, assessment: $0.assessment, ground: $0.ground, validUntil: $0.validUntil,
                    recipient: $0.recipient)
            }, appeal: appeal, onBehalfOf: onBehalfOf, answeredBy: answeredBy, answeredAt: answeredAt)
    }

    /// Canonical JSON; of the first version, with the first document's members beside the record's own.
    var payload: [UInt8] {
        get throws {
            let bytes = try CanonicalJSON.encode(record)
            guard schema != ApprovalRecord.schema else { return bytes }
            guard case .object(var members) = try JSONValue(parsing: bytes),
                case .object(let part)? = members["documents"]?.array?.first
            else { return bytes }
            members["documents"] = nil
            members["schema"] = .string(schema)
            return JSONValue.object(members.merging(part) { $1 }).canonicalBytes
        }
    }
}
