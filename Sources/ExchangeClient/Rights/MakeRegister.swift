package import Exchange
package import ExchangeAPI

/// Fetches everything that is kept about a person. The answer is the exchange's word; what is signed in it stands for itself.
///
/// Throws `malformed-answer`, and what sending throws.
package func makeRegister(
    of participant: ParticipantID, over connection: ExchangeConnection
) async throws(ClientError) -> Answer<RegisterExtract> {
    let answer = try await connection.send(try made { try .register(of: participant) })
    guard answer.result.participant == participant, answer.result.schema == RegisterExtract.schema else {
        throw .integrity("malformed-answer", "the exchange answered with another extract than the one asked for")
    }
    return answer
}
