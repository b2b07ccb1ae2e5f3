import Foundation
import SignedRecords
import StorageContract
import Testing

@testable import Exchange

extension World {
    @discardableResult
    func restrict(
        _ participant: ParticipantID, _ ground: RestrictionGround = .accuracy, by name: String = "af/anna",
        reason: String = "Hon säger att planen är fel.", id: RestrictionID? = nil, idempotency: Idempotency? = nil
    ) async throws -> Committed<RestrictionView> {
        let record = RestrictionRecord(
            restriction: id ?? RestrictionID(random: random.source), participant: participant, ground: ground, reason: reason,
            recordedBy: try self.id(name), recordedAt: clock.now)
        return try await exchange.restrict(
            try sign(record, as: RestrictionRecord.type, by: name), by: try self.id(name), idempotency: idempotency)
    }

    /// Lifts exactly what `view` shows, after the person was told `told` before.
    @discardableResult
    func lift(
        _ view: RestrictionView, by name: String = "af/anna", told: Duration = .seconds(0), restricted: String? = nil,
        reason: String = "Planen är rättad.", id: RestrictionID? = nil
    ) async throws -> Committed<RestrictionView> {
        let lifting = RestrictionLifting(
            restriction: id ?? view.id, restricted: try restricted ?? SignedRecord(parsing: Array(view.record.utf8)).digest, reason: reason,
            toldAt: clock.now - told, toldHow: .letter, liftedBy: try self.id(name), liftedAt: clock.now)
        return try await exchange.liftRestriction(
            try sign(lifting, as: RestrictionLifting.type, by: name), by: try self.id(name))
    }

    @discardableResult
    func object(
        to target: ObjectionTarget, of participant: ParticipantID, by name: String = "af/anna", statement: String = "Så var det inte.",
        id: ObjectionID? = nil
    ) async throws -> Committed<ObjectionView> {
        let record = ObjectionRecord(
            objection: id ?? ObjectionID(random: random.source), participant: participant, target: target, statement: statement,
            recordedBy: try self.id(name), recordedAt: clock.now)
        return try await exchange.recordObjection(try sign(record, as: ObjectionRecord.type, by: name), by: try self.id(name))
    }

    @discardableResult
    func correct(
        _ participant: ParticipantID, by name: String = "af/anna", number: String? = nil, givenName: String? = nil,
        familyName: String? = nil, protected: Bool? = nil, reason: String = "Passet visar det.", idempotency: Idempotency? = nil
    ) async throws -> Committed<Registered> {
        let wish = CorrectionWish(
            number: number, givenName: givenName, familyName: familyName, protectedIdentity: protected, reason: reason)
        return try await exchange.correct(participant, wish, by: try id(name), idempotency: idempotency)
    }
}
