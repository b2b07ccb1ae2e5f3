import SignedRecords
import StorageContract
import Testing

@testable import Exchange

/// The lists of a withdrawal in part.
struct WithdrawnNames {
    var from: [String]?
    var to: [String]?
    var categories: [Category]?
    var purposes: [Purpose]?
}

extension World {
    /// Withdraws what is named; the rest holds.
    @discardableResult
    func withdraw(
        _ consent: ConsentID, _ names: WithdrawnNames, by name: String = "af/anna", idempotency: Idempotency? = nil
    ) async throws -> Committed<Withdrawn> {
        let withdrawal = WithdrawalRecord(
            consent: consent, how: .oral, from: try names.from?.map(organisation), to: try names.to?.map(organisation),
            categories: names.categories, purposes: names.purposes, recordedBy: try id(name), recordedAt: clock.now)
        return try await exchange.withdrawConsent(
            try sign(withdrawal, as: WithdrawalRecord.type, by: name), by: try id(name), idempotency: idempotency)
    }

    @discardableResult
    func withdrawAll(of participant: ParticipantID, by name: String = "af/anna") async throws -> Committed<WithdrawnAll> {
        let withdrawal = WithdrawalOfAllRecord(participant: participant, how: .oral, recordedBy: try id(name), recordedAt: clock.now)
        return try await exchange.withdrawAll(try sign(withdrawal, as: WithdrawalOfAllRecord.type, by: name), by: try id(name))
    }

    func view(_ consent: ConsentID, by name: String = "af/anna") async throws -> ConsentView {
        try await exchange.consent(consent, by: try id(name)).value
    }

    /// Another exchange on the same storage, as another process is.
    func another(downloads: DownloadsUnderWay = .cut) throws -> Exchange {
        let (authority, revoked) = (authority, revoked)
        return Exchange(
            storage: ports.storage, blobs: ports.blobs, keys: keys, rulebook: try Rulebook(loading: ShippedPolicies.loader),
            records: RecordVerifier(anchors: try authority.anchors) { revoked.list(by: authority) }, clock: clock.clock,
            random: random.source, downloads: downloads)
    }
}

/// A case of `af/anna` with `fk/bo` and `vagen/coach`, a document of `fk`'s in it, and a consent that lets `af` and `vagen` read it.
struct ConsentScene {
    let world: World
    let opened: Case
    let document: DocumentView
    let consent: ConsentID

    init(_ text: String = "Planen för Tolvan.") async throws {
        world = try await World()
        opened = try await world.openCase(with: ["fk/bo", "vagen/coach"])
        document = try await world.upload(text, to: opened)
        consent = try await world.recordConsent(in: opened).value.id
    }

    @discardableResult
    func read(by name: String = "vagen/coach", for purpose: Purpose = .planering) async throws -> Committed<Retrieval> {
        try await world.exchange.retrieve(document.id, for: purpose, by: try world.id(name))
    }

    func isRefused(_ name: String = "vagen/coach", for purpose: Purpose = .planering) async throws -> Bool {
        do { try await read(by: name, for: purpose) } catch let error as ExchangeError where error.code == .denied { return true }
        return false
    }
}
