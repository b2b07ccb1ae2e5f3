/// That somebody asks for an erasure, and on which ground. Lies sealed under the key that the erasure destroys.
package struct ErasureRecord: Hashable, Sendable, Codable {
    package static let type = "kedja-erasure+jws"
    package static let schema = "kedja-erasure/1"

    package let schema: String
    package let erasure: ErasureID
    package let target: ErasureTarget
    /// Act and section, one of those that `retention.yaml` has: `GDPR art. 17.1 b`.
    package let ground: String
    /// The decision (gallringsbeslut) that lets an authority's documents be destroyed: its reference and date.
    package let decision: String?
    /// Why, in the asker's words. Never leaves the record.
    package let reason: String
    package let askedBy: OfficerID
    package let askedAt: Timestamp

    package init(
        erasure: ErasureID, target: ErasureTarget, ground: String, decision: String?, reason: String, askedBy: OfficerID, askedAt: Timestamp
    ) {
        schema = ErasureRecord.schema
        self.erasure = erasure
        self.target = target
        self.ground = ground
        self.decision = decision
        self.reason = reason
        self.askedBy = askedBy
        self.askedAt = askedAt
    }
}

/// A second person's answer to what was asked. Names nobody but officers, so it may outlive what was erased.
package struct ErasureAnswer: Hashable, Sendable, Codable {
    package static let type = "kedja-erasure-answer+jws"
    package static let schema = "kedja-erasure-answer/1"

    package enum Answer: String, Hashable, Sendable, Codable { case confirmed, declined }

    package let schema: String
    package let erasure: ErasureID
    /// SHA-256 of the signed record that is answered, hexadecimal: what was read is what is answered.
    package let asked: String
    package let answer: Answer
    package let answeredBy: OfficerID
    package let answeredAt: Timestamp

    package init(erasure: ErasureID, asked: String, answer: Answer, answeredBy: OfficerID, answeredAt: Timestamp) {
        schema = ErasureAnswer.schema
        self.erasure = erasure
        self.asked = asked
        self.answer = answer
        self.answeredBy = answeredBy
        self.answeredAt = answeredAt
    }
}

extension ErasureRecord: Answerable {
    var author: OfficerID { askedBy }
    var madeAt: Timestamp { askedAt }
}

extension ErasureAnswer: Answerable {
    var author: OfficerID { answeredBy }
    var madeAt: Timestamp { answeredAt }
}
