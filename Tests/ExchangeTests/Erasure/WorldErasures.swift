import Foundation
import SignedRecords
import StorageContract
import Testing

@testable import Exchange

extension World {
    /// Asks as a client does. `change` spoils what is signed.
    @discardableResult
    func askErasure(
        of target: ErasureTarget, by name: String = "af/anna", ground: String = "GDPR art. 17.1 b", decision: String? = "Dnr 7, 2026-05-01",
        reason: String = "Hon har bett om det.", id: ErasureID? = nil, idempotency: Idempotency? = nil
    ) async throws -> Committed<ErasureView> {
        let record = ErasureRecord(
            erasure: id ?? ErasureID(random: random.source), target: target, ground: ground, decision: decision, reason: reason,
            askedBy: try self.id(name), askedAt: clock.now)
        return try await exchange.askErasure(
            try sign(record, as: ErasureRecord.type, by: name), by: try self.id(name), idempotency: idempotency)
    }

    /// Answers to exactly what `view` shows, or to another record.
    @discardableResult
    func answerErasure(
        _ view: ErasureView, _ answer: ErasureAnswer.Answer = .confirmed, by name: String = "af/eva", asked: String? = nil,
        idempotency: Idempotency? = nil
    ) async throws -> Committed<ErasureView> {
        let digest = try view.record.map { try SignedRecord(parsing: Array($0.utf8)).digest } ?? ""
        let record = ErasureAnswer(
            erasure: view.id, asked: asked ?? digest, answer: answer, answeredBy: try id(name), answeredAt: clock.now)
        return try await exchange.answerErasure(
            try sign(record, as: ErasureAnswer.type, by: name), by: try id(name), idempotency: idempotency)
    }

    /// Asks and confirms.
    @discardableResult
    func erase(_ participant: ParticipantID) async throws -> Committed<ErasureView> {
        try await answerErasure(try await askErasure(of: .participant(participant)).value)
    }

    /// What an auditor of the host sees of each entry.
    func audited() async throws -> [AuditEntryView] {
        try await exchange.audit(EntryFilter(), by: try id("vard/granskare")).value.entries
    }
}

/// A person with all that can hang on one: consents, documents of both kinds, requests, a retrieval, an upload under way, kept answers; and a
/// bystander in a case of their own.
struct PersonScene {
    let world: World
    let opened: Case
    let documents: [DocumentView]
    let retrieval: Retrieval
    let upload: SealedUpload
    let bystander: Case
    let bystandersDocument: DocumentView

    var person: ParticipantID { opened.participant }

    static let number = "198803200016"
    static let bystandersNumber = "197010632391"
    static let texts = ["Planen i klartext.", "Ägarens handling i klartext."]

    init(_ world: World) async throws {
        self.world = world
        let (anna, bo) = (try world.id("af/anna"), try world.id("fk/bo"))
        bystander = try await PersonScene.openCase(in: world, number: PersonScene.bystandersNumber)
        bystandersDocument = try await world.upload("Någon annans.", to: bystander)
        let key = try #require(Idempotency(key: "register-1", requestDigest: world.random.bytes(32)))
        let registered = try await world.exchange.register(world.registration(), by: anna, idempotency: key).value
        var opened = try await world.exchange.openCase(for: registered.participant, by: anna).value
        for name in ["fk/bo", "vagen/coach"] {
            opened = try await world.exchange.addOfficer(try world.id(name), to: opened.id, by: anna).value
        }
        self.opened = opened
        let consent = try await world.recordConsent(in: opened).value
        let documents = [
            try await world.upload(PersonScene.texts[0], to: opened),
            try await world.upload(PersonScene.texts[1], to: opened, release: .owner),
        ]
        self.documents = documents
        retrieval = try await world.exchange.retrieve(documents[0].id, for: .planering, by: try world.id("vagen/coach")).value
        _ = try await world.exchange.createRequest(
            for: documents[1].id, purpose: .planering, reason: "Skälet i klartext.", by: try world.id("vagen/coach"))
        _ = try await world.withdraw(consent.id)
        _ = try await world.recordConsent(in: opened)
        let read = try await world.readInEmergency(documents[0].id, reason: "Nödens skäl i klartext.")
        try await world.reviewEmergency(try #require(read.value.emergency), note: "Granskarens ord i klartext.")
        upload = try await world.beginUpload("Halvvägs.", to: opened)
        _ = try await world.exchange.documents(of: opened.id, by: bo)
    }

    private static func openCase(in world: World, number: String) async throws -> Case {
        let anna = try world.id("af/anna")
        let registration = Registration(number: number, givenName: "Någon", familyName: "Annan", protectedIdentity: false)
        let registered = try await world.exchange.register(registration, by: anna).value
        let opened = try await world.exchange.openCase(for: registered.participant, by: anna).value
        return try await world.exchange.addOfficer(try world.id("fk/bo"), to: opened.id, by: anna).value
    }
}
