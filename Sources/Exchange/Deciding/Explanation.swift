/// Why a retrieval would be permitted or refused, in words.
package struct Explanation: Sendable, Codable, Hashable {
    package let permitted: Bool
    /// The policies that decide; when nothing permits, those that could have, the one that lacks least first.
    package let policies: [ExplainedPolicy]
    package let policyDigest: String
    package let consent: ConsentID?
    package let approval: RequestID?

    package init(permitted: Bool, policies: [ExplainedPolicy], policyDigest: String, consent: ConsentID?, approval: RequestID?) {
        self.permitted = permitted
        self.policies = policies
        self.policyDigest = policyDigest
        self.consent = consent
        self.approval = approval
    }
}

/// One policy, and how each of its conditions came out.
package struct ExplainedPolicy: Sendable, Codable, Hashable {
    package let id: String
    package let effect: String
    /// What it says, from its annotations `@sv` and `@en`.
    package let swedish: String
    package let english: String
    /// Whether it decided.
    package let decided: Bool
    package let conditions: [Condition]
}

extension ExplainedPolicy {
    /// One condition, with what it saw.
    ///
    /// ```json
    /// {"kind": "when", "text": "context.now < context.consent.validUntil", "line": 53, "outcome": "fails", "parts": [],
    ///  "readings": [{"path": "context.now", "kind": "time", "values": ["2026-11-23T08:00:00.000Z"], "omitted": 0},
    ///               {"path": "context.consent.validUntil", "kind": "time", "values": ["2026-11-01T00:00:00.000Z"], "omitted": 0}]}
    /// ```
    package struct Condition: Sendable, Codable, Hashable {
        /// `within` another, as an alternative of `||`.
        package enum Kind: String, Sendable, Codable, CaseIterable { case when, unless, within }
        package enum Outcome: String, Sendable, Codable, CaseIterable { case holds, fails, errs, notReached }

        package let kind: Kind
        package let text: String
        package let line: Int
        /// An `unless` holds where its text is false.
        package let outcome: Outcome
        /// What went wrong, where it errs: a code of the policy language, such as `attribute_does_not_exist`.
        package let error: String?
        /// What it looked at; none where it has parts, which tell it of themselves.
        package let readings: [Reading]
        package let parts: [Condition]
    }

    /// What stood where a condition looked.
    package struct Reading: Sendable, Codable, Hashable {
        package enum Kind: String, Sendable, Codable, CaseIterable {
            case text, number, flag, time, entity, other
            /// Sets of these; the values are the elements.
            case texts, entities, others
            /// Whatever it is: the condition asked no more.
            case present
            case missing
            /// The caller may not see it.
            case hidden
        }

        /// `context.consent.validUntil`; where the way there ends before, as far as it goes.
        package let path: String
        package let kind: Kind
        /// Texts, numbers, `true`, times in UTC, entities as `Officer::"af/karin"`.
        package let values: [String]
        /// How many elements more the set has.
        package let omitted: Int
    }
}
