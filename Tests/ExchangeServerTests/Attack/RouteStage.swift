import Age
import Exchange
import ExchangeAPI
import Foundation
import SignedRecords
import StorageContract

/// Real things for calls to be about: a person in a case of three organisations, documents, requests at each stage, a consent, a retrieval,
/// uploads under way, an emergency read, an erasure that somebody must confirm, a restriction. Put back after each call, so that calls don't
/// see one another's effects.
struct RouteStage: Sendable {
    let bench: Bench
    let opened: Case
    let consent: ConsentID
    /// Of kriminalvarden's: released by policy, by its owner, and one that two must answer for.
    let document: DocumentView
    let owned: DocumentView
    let medical: DocumentView
    let step: StepID
    /// Waits for an answer.
    let request: RequestView
    /// Answered, waits for a second approver.
    let halfAnswered: RequestView
    let delegation: DelegationID
    let retrieval: RetrievalID
    let emergency: EmergencyView
    /// Kim's, for each of the calls about one.
    let uploads: [UploadTicket]
    /// Others whom rut has registered: one is to be erased, one is restricted.
    let erasure: ErasureView
    let restriction: RestrictionView
    let storedRows: InMemoryRows

    static let number = "198803200016"
    static let part = [UInt8](repeating: 7, count: 64)

    /// Everything is again as it was at first.
    func putBack() { bench.storage.tamper { $0 = storedRows } }

    /// - Parameters:
    ///   - apart: with another number, other ids.
    ///   - standing: what has come over it all; what the calls are about was there before.
    static func built(apart: Int = 0, standing: Standing? = nil) async throws -> RouteStage {
        let bench = try await Bench.ready()
        _ = bench.random.bytes(apart)
        try await bench.hire()
        try await bench.pastDelegation()
        let opened = try await bench.caseOfThree()
        let consent = try await bench.consent(in: opened)
        let document = try await bench.upload(.utslussning, .policy, to: opened)
        let owned = try await bench.upload(.utslussning, .owner, to: opened)
        let medical = try await bench.upload(.medicinsktUnderlag, .policy, to: opened)
        try await bench.change("kriminalvarden/tri", disabled: true)
        try await bench.change("vagen-ut/dis", disabled: true)
        try await bench.change("vagen-ut/rolf", roles: [])
        try await bench.visits(to: opened)
        let (exchange, now) = (bench.exchange, bench.clock.now)
        let step = try await exchange.addStep(
            .utslussning, to: opened.id, organisation: Cast.owner, from: now, until: nil, by: Cast.officer("kriminalvarden/kim")
        ).value
        let request = try await bench.ask(for: document)
        let uno = Cast.officer("kriminalvarden/uno")
        let halfAnswered = try await bench.answered(try await bench.ask(for: medical), by: uno, on: consent)
        let delegation = try await bench.delegation(id: DelegationID(random: bench.random.source))
        let retrieval = try await exchange.retrieve(document.id, for: .planering, by: Cast.officer("vagen-ut/vera")).value
        let nell = Cast.officer("vagen-ut/nell")
        _ = try await exchange.retrieveInEmergency(document.id, for: .planering, reason: "Fara för livet.", by: nell)
        let emergencies = try await exchange.emergencies(by: Cast.officer("sdf-angered/gun")).value
        guard let emergency = emergencies.first else { throw StageError() }
        let erasure = try await bench.askedErasure()
        let restriction = try await bench.restriction()
        var uploads: [UploadTicket] = []
        for _ in 0..<3 { uploads.append(try await bench.kimsUpload(to: opened)) }
        try await bench.stamp()
        if let standing { try await bench.bring(standing, on: opened) }
        var rows: InMemoryRows?
        bench.storage.tamper { rows = $0 }
        guard let rows else { throw StageError() }
        return RouteStage(
            bench: bench, opened: opened, consent: consent, document: document, owned: owned, medical: medical, step: step.id,
            request: request, halfAnswered: halfAnswered, delegation: delegation, retrieval: retrieval.id, emergency: emergency,
            uploads: uploads, erasure: erasure, restriction: restriction, storedRows: rows)
    }
}

/// How things stand with the person or their case, where that takes from those who had a part in it.
enum Standing: String, CaseIterable, Sendable {
    /// Processing is restricted.
    case restricted
    /// The case is closed.
    case closed
    /// Somebody has stated that the person's identity is protected: of those who ask, the host's recorder and the owner's approver are cleared.
    case protected
}

/// The stage couldn't be built.
struct StageError: Error {}

extension RouteStage {
    /// The same ids for calls to another exchange, which has nothing by them.
    func ids(at other: Bench) -> RouteStage {
        RouteStage(
            bench: other, opened: opened, consent: consent, document: document, owned: owned, medical: medical, step: step,
            request: request, halfAnswered: halfAnswered, delegation: delegation, retrieval: retrieval, emergency: emergency,
            uploads: uploads, erasure: erasure, restriction: restriction, storedRows: storedRows)
    }
}
