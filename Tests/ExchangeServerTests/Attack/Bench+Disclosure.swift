import Exchange
import ExchangeAPI
import Foundation
import SignedRecords
import StorageContract

/// Requests, delegations, erasures and restrictions of a ``RouteStage``.
extension Bench {
    func ask(for document: DocumentView) async throws -> RequestView {
        let terms = RequestTerms(documents: [document.id], purpose: .planering, reason: "Behövs för planeringen.")
        return try await exchange.createRequest(terms, by: Cast.officer("vagen-ut/vera")).value
    }

    func answered(_ request: RequestView, by approver: OfficerID, on consent: ConsentID) async throws -> RequestView {
        let record = approval(of: request, by: approver, on: consent)
        return try await exchange.answerRequest(try signed(record, ApprovalRecord.type, approver), by: approver).value
    }

    /// As the approver's client makes it; the delegate's says for whom.
    func approval(of request: RequestView, by officer: OfficerID, on consent: ConsentID) -> ApprovalRecord {
        let parts = request.documents.map { part in
            ApprovalRecord.DocumentAnswer(
                document: part.document, answer: .approved, assessment: "Inget men.", ground: .consent(consent),
                validUntil: clock.now + .seconds(7 * 86_400))
        }
        let isDelegate = ["kriminalvarden/del", "kriminalvarden/lat"].map(Cast.officer).contains(officer)
        return ApprovalRecord(
            request: request.id, requester: request.requester, documents: parts,
            onBehalfOf: isDelegate ? Cast.officer("kriminalvarden/uno") : nil, answeredBy: officer, answeredAt: clock.now)
    }

    /// Del answers for uno.
    func delegation(id: DelegationID) async throws -> DelegationID {
        let uno = Cast.officer("kriminalvarden/uno")
        return try await exchange.delegate(try signed(delegationRecord(by: uno, id), DelegationRecord.type, uno), by: uno).value.id
    }

    /// Lat has answered for uno, and their time is over.
    func pastDelegation() async throws {
        let (uno, now) = (Cast.officer("kriminalvarden/uno"), clock.now)
        let record = DelegationRecord(
            delegation: DelegationID(random: random.source), approver: uno, delegate: Cast.officer("kriminalvarden/lat"), from: now,
            until: now + .seconds(60), madeBy: uno, madeAt: now)
        _ = try await exchange.delegate(try signed(record, DelegationRecord.type, uno), by: uno)
        clock.advance(by: .seconds(60))
    }

    func delegationRecord(by officer: OfficerID, _ id: DelegationID) -> DelegationRecord {
        DelegationRecord(
            delegation: id, approver: Cast.officer("kriminalvarden/uno"), delegate: Cast.officer("kriminalvarden/del"), from: clock.now,
            until: clock.now + .seconds(7 * 86_400), madeBy: officer, madeAt: clock.now)
    }

    func askedErasure() async throws -> ErasureView {
        let person = try await someone("197010632391")
        let record = erasureRecord(of: person, by: Bench.rut)
        return try await exchange.askErasure(try signed(record, ErasureRecord.type, Bench.rut), by: Bench.rut).value
    }

    func erasureRecord(of person: ParticipantID, by officer: OfficerID) -> ErasureRecord {
        ErasureRecord(
            erasure: ErasureID(random: random.source), target: .participant(person), ground: "GDPR art. 17.1 b",
            decision: "Dnr 7, 2026-05-01", reason: "Hon har bett om det.", askedBy: officer, askedAt: clock.now)
    }

    func restriction() async throws -> RestrictionView {
        let person = try await someone("200002292399")
        let record = restrictionRecord(of: person, by: Bench.rut)
        return try await exchange.restrict(try signed(record, RestrictionRecord.type, Bench.rut), by: Bench.rut).value
    }

    /// What takes from everybody what they had.
    func bring(_ standing: Standing, on opened: Case) async throws {
        switch standing {
        case .restricted:
            let record = restrictionRecord(of: opened.participant, by: Bench.rut)
            _ = try await exchange.restrict(try signed(record, RestrictionRecord.type, Bench.rut), by: Bench.rut)
        case .closed: _ = try await exchange.closeCase(opened.id, by: Bench.rut)
        case .protected:
            try await change("sdf-angered/rut", cleared: true)
            try await change("kriminalvarden/uno", cleared: true)
            let registration = Registration(
                number: RouteStage.number, givenName: "Tilda", familyName: "Testsson", protectedIdentity: true)
            _ = try await exchange.register(registration, by: Cast.officer("kriminalvarden/kre"))
        }
    }

    func restrictionRecord(of person: ParticipantID, by officer: OfficerID) -> RestrictionRecord {
        RestrictionRecord(
            restriction: RestrictionID(random: random.source), participant: person, ground: .accuracy, reason: "Planen är fel.",
            recordedBy: officer, recordedAt: clock.now)
    }

    /// Another person of rut's, with a case of hers.
    private func someone(_ number: String) async throws -> ParticipantID {
        let registration = Registration(number: number, givenName: "Någon", familyName: "Annan", protectedIdentity: false)
        let person = try await exchange.register(registration, by: Bench.rut).value.participant
        _ = try await exchange.openCase(for: person, by: Bench.rut)
        return person
    }

    /// A time-stamp of the newest checkpoint; nobody looks into it here.
    func stamp() async throws {
        guard let unstamped = try await exchange.unstampedCheckpoint() else { throw StageError() }
        try await exchange.keep(StoredStamp(size: unstamped.size, at: clock.now, note: unstamped.note, token: [1, 2, 3]))
    }
}
