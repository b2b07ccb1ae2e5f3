package import Exchange
package import ExchangeAPI

/// Lifts one of a person's restrictions that holds. What is signed names exactly the record that was read, and that record must be of just what
/// the exchange shows.
///
/// Throws `restriction-not-there`, `restriction-signature`, `restriction-differs`, and what sending throws.
package func liftRestriction(
    _ id: RestrictionID, of participant: ParticipantID, _ told: RestrictionTold, reason: String, over connection: ExchangeConnection,
    signer: Signer
) async throws(ClientError) -> Answer<RestrictionView> {
    try requireSame(signer, connection)
    let found = try await connection.send(.restrictions(of: participant)).result
    guard let view = found.first(where: { $0.id == id && $0.inForce }) else {
        throw ClientError(.refused, "restriction-not-there", "there is no such restriction of this person that holds")
    }
    let restricted = await SignedStatement<RestrictionRecord>(
        view.record, type: RestrictionRecord.type, named: "restriction-signature", trust: connection.trust, time: \.recordedAt,
        signer: \.recordedBy)
    guard let record = restricted.payload else { throw restricted.check.failure }
    guard record.restriction == id, record.participant == participant, record.ground == view.ground, record.recordedBy == view.begunBy
    else { throw .integrity("restriction-differs", "the exchange shows another restriction than the one that was signed") }
    let lifting = RestrictionLifting(
        restriction: id, restricted: restricted.digest, reason: reason, toldAt: told.at, toldHow: told.how, liftedBy: connection.me,
        liftedAt: connection.clock.now())
    let signed = try signer.sign(lifting, type: RestrictionLifting.type).bodyText
    return try await connection.send(try made { try .liftRestriction(id, record: signed) })
}

/// When and how the person was told that a restriction will be lifted.
package struct RestrictionTold: Sendable, Hashable {
    package let at: Timestamp
    package let how: RestrictionLifting.How

    package init(at time: Timestamp, how: RestrictionLifting.How) {
        at = time
        self.how = how
    }
}
