package import Exchange
package import ExchangeAPI

/// Answers an erasure that somebody else has asked for. What is signed names exactly the record that was read, and that record must be its
/// asker's, of just what the exchange shows.
///
/// Throws `erasure-not-open`, `erasure-signature`, `erasure-differs`, and what sending throws.
package func answerErasure(
    _ id: ErasureID, with answer: ErasureAnswer.Answer, over connection: ExchangeConnection, signer: Signer
) async throws(ClientError) -> Answer<ErasureView> {
    try requireSame(signer, connection)
    let view = try await connection.send(.erasure(id)).result
    guard view.id == id, let text = view.record else {
        throw ClientError(.refused, "erasure-not-open", "there is nothing to answer: the erasure isn't asked any more")
    }
    let asked = await SignedStatement<ErasureRecord>(
        text, type: ErasureRecord.type, named: "erasure-signature", trust: connection.trust, time: \.askedAt, signer: \.askedBy)
    guard let terms = asked.payload else { throw asked.check.failure }
    guard terms.erasure == id, terms.target == view.target, terms.ground == view.ground, terms.askedBy == view.askedBy else {
        throw .integrity("erasure-differs", "the exchange shows another erasure than the one that \(terms.askedBy) has signed")
    }
    let record = ErasureAnswer(
        erasure: id, asked: asked.digest, answer: answer, answeredBy: connection.me, answeredAt: connection.clock.now())
    let signed = try signer.sign(record, type: ErasureAnswer.type).bodyText
    return try await connection.send(try made { try .answerErasure(id, record: signed) })
}
