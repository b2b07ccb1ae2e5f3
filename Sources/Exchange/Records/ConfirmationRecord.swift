/// A second approver's look at an answer that one alone may not give.
package struct ConfirmationRecord: Hashable, Sendable, Codable {
    package static let type = "kedja-confirmation+jws"
    package static let schema = "kedja-confirmation/1"

    /// A declined answer opens the request again, to be answered anew.
    package enum Verdict: String, Hashable, Sendable, Codable, CaseIterable { case confirmed, declined }

    package let schema: String
    package let request: RequestID
    /// The digest of the signed answer that was looked at, hexadecimal.
    package let answer: String
    package let verdict: Verdict
    /// The second approver's own assessment, in their words.
    package let assessment: String
    package let confirmedBy: OfficerID
    package let confirmedAt: Timestamp

    package init(
        request: RequestID, answer: String, verdict: Verdict, assessment: String, confirmedBy: OfficerID, confirmedAt: Timestamp
    ) {
        schema = ConfirmationRecord.schema
        self.request = request
        self.answer = answer
        self.verdict = verdict
        self.assessment = assessment
        self.confirmedBy = confirmedBy
        self.confirmedAt = confirmedAt
    }
}
