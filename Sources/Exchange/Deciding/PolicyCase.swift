/// One row of `policies/tests.yaml`: facts, a question, and the answer that the policies must give for the reasons named.
///
/// ```yaml
/// - name: FK reads what the person agreed that FK may read
///   who: {organisation: fk, inCase: true}
///   action: retrieveDocument
///   about: {owner: af, category: planering}
///   purpose: rehabilitering
///   consents: [{from: [af], to: [fk]}]
///   expect: permit
///   by: [read-by-consent]
/// ```
///
/// What a row leaves out has the defaults that stand at each field. A key that isn't known, or that says nothing about the action
/// asked for, is refused: a misspelt fact would let the row pass for the wrong reason.
package struct PolicyCase: Sendable, Decodable {
    /// A sentence that says what the row holds true.
    package let name: String
    package let who: Who
    package let action: Action
    /// What the action is done to.
    package let about: About
    /// `retrieveDocument` alone; `rehabilitering`.
    package let purpose: Purpose
    /// `2026-11-23T08:00:00Z`.
    package let now: Timestamp
    /// `retrieveDocument` alone: all consents of the participant.
    package let consents: [ConsentRow]
    /// `retrieveDocument` alone: all approvals that the caller has for the document.
    package let approvals: [ApprovalRow]
    package let expect: Expectation
    /// The `@id`s of exactly the policies that decide; none where nothing permits.
    package let by: [String]

    package enum Expectation: String, Sendable, Codable { case permit, deny }

    private enum Key: String, CodingKey, CaseIterable {
        case name, who, action, about, purpose, now, consents, approvals, expect, by
    }

    package init(from decoder: any Decoder) throws {
        let row = try decoder.strictContainer(keyedBy: Key.self)
        name = try row.decode(String.self, forKey: .name)
        who = try row.decode(Who.self, forKey: .who)
        action = try row.decode(Action.self, forKey: .action)
        about = try row.value(.about, default: try About())
        purpose = try row.value(.purpose, default: .rehabilitering)
        now = try row.value(.now, default: ExampleTime.now)
        consents = try row.value(.consents, default: [])
        approvals = try row.value(.approvals, default: [])
        expect = try row.decode(Expectation.self, forKey: .expect)
        by = try row.decode([String].self, forKey: .by)
        let retrieving: [Key] = action == .retrieveDocument ? [] : [.purpose, .consents, .approvals]
        if let stray = retrieving.first(where: row.contains) ?? (about.facts.isSubset(of: action.facts) ? nil : .about) {
            throw DecodingError.dataCorruptedError(
                forKey: stray, in: row, debugDescription: "\(name): `\(stray.rawValue)` holds facts that \(action.rawValue) doesn't look at"
            )
        }
    }
}

/// What a row gave, against what it expects.
package struct PolicyCaseOutcome: Sendable, Hashable, Codable {
    package let name: String
    package let passed: Bool
    package let expected: Verdict
    package let got: Verdict

    /// An answer and its reasons.
    package struct Verdict: Sendable, Hashable, Codable, CustomStringConvertible {
        package let permitted: Bool
        /// Sorted `@id`s.
        package let policies: [String]
        /// Sorted `@id`s of vetoes that erred. A row expects none.
        package let errors: [String]

        /// `deny by consent-withdrawn`.
        package var description: String {
            let reasons = policies.isEmpty ? "no policy" : policies.joined(separator: ", ")
            return (permitted ? "permit" : "deny") + " by " + reasons
                + (errors.isEmpty ? "" : "; erring: " + errors.joined(separator: ", "))
        }
    }
}

/// Asks the policies what the row asks. A retrieval goes through all of the row's consents and approvals, as in the exchange.
package func run(_ row: PolicyCase, rules: Rules) -> PolicyCaseOutcome {
    let decision = row.decision(by: rules)
    let expected = PolicyCaseOutcome.Verdict(permitted: row.expect == .permit, policies: row.by.sorted(), errors: [])
    let got = decision.verdict
    return PolicyCaseOutcome(name: row.name, passed: got == expected, expected: expected, got: got)
}

extension Decision {
    /// The answer and its reasons, without what it was made from.
    var verdict: PolicyCaseOutcome.Verdict {
        PolicyCaseOutcome.Verdict(permitted: permitted, policies: policies.sorted(), errors: errors.sorted())
    }
}

extension PolicyCase {
    func decision(by rules: Rules) -> Decision {
        guard action == .retrieveDocument else {
            return rules.decide(action, by: who.facts, on: resource, in: Circumstances(now: now))
        }
        return rules.decideRetrieval(
            of: documentFacts, by: who.facts, for: purpose, at: now, consents: consentsInContext, approvals: approvalsInContext)
    }
}

/// Puts what the policies answer to a row into words, as the exchange explains a decision.
package func explain(_ row: PolicyCase, rules: Rules) -> Explanation {
    let decision = row.decision(by: rules)
    return rules.explain(decision, row.action, by: row.who.facts, on: row.resource, in: row.circumstances(of: decision))
}

extension PolicyCase {
    fileprivate func circumstances(of decision: Decision) -> Circumstances {
        guard action == .retrieveDocument else { return Circumstances(now: now) }
        return Circumstances(
            now: now, purpose: purpose, decision: decision, owner: about.owner.id, receiver: who.organisation.id,
            consents: consentsInContext, approvals: approvalsInContext)
    }

    private var consentsInContext: [ConsentInContext] { consents.enumerated().map { $1.inContext(number: $0) } }

    private var approvalsInContext: [ApprovalInContext] {
        approvals.enumerated().map { $1.inContext(number: $0, approver: who.officer.id) }
    }
}
