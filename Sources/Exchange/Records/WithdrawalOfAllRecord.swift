/// That a person takes back everything they have consented to, signed by whoever they turned to. One record, so that saying "stop" is one step, and
/// nobody has to know what there is to be stopped.
///
///     {"how":"oral","participant":"par_…","recordedAt":"2026-11-23T08:00:00.000Z","recordedBy":"vagen/coach","schema":"kedja-withdrawal-of-all/1"}
package struct WithdrawalOfAllRecord: Hashable, Sendable, Codable {
    package static let type = "kedja-withdrawal-of-all+jws"
    package static let schema = "kedja-withdrawal-of-all/1"

    package let schema: String
    package let participant: ParticipantID
    package let how: WithdrawalRecord.How
    package let recordedBy: OfficerID
    package let recordedAt: Timestamp

    package init(participant: ParticipantID, how: WithdrawalRecord.How, recordedBy: OfficerID, recordedAt: Timestamp) {
        schema = WithdrawalOfAllRecord.schema
        self.participant = participant
        self.how = how
        self.recordedBy = recordedBy
        self.recordedAt = recordedAt
    }
}

extension WithdrawalOfAllRecord {
    package func validate() throws(ExchangeError) {
        guard schema == WithdrawalOfAllRecord.schema else {
            throw ExchangeError(
                .invalidConsent, "the withdrawal can't be taken: its schema is not \(WithdrawalOfAllRecord.schema); update the client")
        }
    }
}
