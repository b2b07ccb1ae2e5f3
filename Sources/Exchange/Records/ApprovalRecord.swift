/// An approver's answer to a request, document by document, with the secrecy assessments (menprövning) that it rests on.
///
/// `kedja-approval/1` answered a request for one document, which stood beside its members; such records are still read.
package struct ApprovalRecord: Hashable, Sendable, Codable {
    package static let type = "kedja-approval+jws"
    package static let schema = "kedja-approval/2"
    package static let firstSchema = "kedja-approval/1"

    package enum Answer: String, Hashable, Sendable, Codable, CaseIterable { case approved, denied }

    /// What is answered about one document.
    package struct DocumentAnswer: Hashable, Sendable, Codable {
        package let document: DocumentID
        package let answer: Answer
        /// The assessment in the approver's words.
        package let assessment: String
        /// What an approval rests on; nothing for a denial.
        package let ground: DisclosureGround?
        /// When an approval ends; nothing for a denial.
        package let validUntil: Timestamp?
        /// `owner` documents: the recipient that the file key was wrapped for, as the approver's client saw it.
        package let recipient: String?

        package init(
            document: DocumentID, answer: Answer, assessment: String, ground: DisclosureGround? = nil, validUntil: Timestamp? = nil,
            recipient: String? = nil
        ) {
            self.document = document
            self.answer = answer
            self.assessment = assessment
            self.ground = ground
            self.validUntil = validUntil
            self.recipient = recipient
        }
    }

    package let schema: String
    package let request: RequestID
    package let requester: OfficerID
    /// All of the request's documents, each once.
    package let documents: [DocumentAnswer]
    /// How to appeal, where something is denied.
    package let appeal: Appeal?
    /// Whom the author stands in for by a delegation, when they are no approver themselves.
    package let onBehalfOf: OfficerID?
    package let answeredBy: OfficerID
    package let answeredAt: Timestamp

    package init(
        request: RequestID, requester: OfficerID, documents: [DocumentAnswer], appeal: Appeal? = nil, onBehalfOf: OfficerID? = nil,
        answeredBy: OfficerID, answeredAt: Timestamp
    ) {
        schema = ApprovalRecord.schema
        self.request = request
        self.requester = requester
        self.documents = documents
        self.appeal = appeal
        self.onBehalfOf = onBehalfOf
        self.answeredBy = answeredBy
        self.answeredAt = answeredAt
    }

    /// What is answered about one document.
    package func answer(on document: DocumentID) -> DocumentAnswer? { documents.first { $0.document == document } }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        schema = try fields.decode(String.self, forKey: .schema)
        request = try fields.decode(RequestID.self, forKey: .request)
        requester = try fields.decode(OfficerID.self, forKey: .requester)
        documents =
            schema == ApprovalRecord.firstSchema
            ? [try DocumentAnswer(from: decoder)] : try fields.decode([DocumentAnswer].self, forKey: .documents)
        appeal = try fields.decodeIfPresent(Appeal.self, forKey: .appeal)
        onBehalfOf = try fields.decodeIfPresent(OfficerID.self, forKey: .onBehalfOf)
        answeredBy = try fields.decode(OfficerID.self, forKey: .answeredBy)
        answeredAt = try fields.decode(Timestamp.self, forKey: .answeredAt)
    }
}
