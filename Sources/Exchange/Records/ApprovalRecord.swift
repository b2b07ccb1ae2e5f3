/// An approver's answer to a request, with the secrecy assessment (menprövning) that it rests on.
package struct ApprovalRecord: Hashable, Sendable, Codable {
    package static let type = "kedja-approval+jws"
    package static let schema = "kedja-approval/1"

    package enum Answer: String, Hashable, Sendable, Codable { case approved, denied }

    package let schema: String
    package let request: RequestID
    package let document: DocumentID
    package let requester: OfficerID
    package let answer: Answer
    /// The assessment in the approver's words.
    package let assessment: String
    /// What an approval rests on; nothing for a denial.
    package let ground: DisclosureGround?
    /// When an approval ends; nothing for a denial.
    package let validUntil: Timestamp?
    /// `owner` documents: the recipient that the file key was wrapped for, as the approver's client saw it.
    package let recipient: String?
    package let answeredBy: OfficerID
    package let answeredAt: Timestamp

    package init(
        request: RequestID, document: DocumentID, requester: OfficerID, answer: Answer, assessment: String, ground: DisclosureGround?,
        validUntil: Timestamp?, recipient: String?, answeredBy: OfficerID, answeredAt: Timestamp
    ) {
        schema = ApprovalRecord.schema
        self.request = request
        self.document = document
        self.requester = requester
        self.answer = answer
        self.assessment = assessment
        self.ground = ground
        self.validUntil = validUntil
        self.recipient = recipient
        self.answeredBy = answeredBy
        self.answeredAt = answeredAt
    }
}
