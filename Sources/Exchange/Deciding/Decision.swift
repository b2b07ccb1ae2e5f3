/// What the policies answered, and what they answered from.
package struct Decision: Sendable, Hashable {
    package let permitted: Bool
    /// The `@id`s of the policies that decided: the permits of a permit, the forbids of a refusal, none when nothing permits.
    package let policies: [String]
    /// The `@id`s of policies that erred. One that could forbid turns any answer into a refusal.
    package let errors: [String]
    /// SHA-256 of the policy set that decided, hexadecimal.
    package let policyDigest: String
    /// The consent and the approval that were in the context.
    package let consent: ConsentID?
    package let approval: RequestID?
}

/// Proof that a decision permitted an action. Only `Rules` can make one, so a function that takes it can't be reached without a decision.
package struct Authorized: Sendable {
    package let action: Action
    package let decision: Decision

    fileprivate init(action: Action, decision: Decision) {
        self.action = action
        self.decision = decision
    }
}

extension Decision {
    /// The permit as proof, or the refusal as an error.
    package func authorized(_ action: Action) throws(ExchangeError) -> Authorized {
        guard permitted else { throw .denied(by: self) }
        return Authorized(action: action, decision: self)
    }
}

extension ExchangeError {
    fileprivate static func denied(by decision: Decision) -> ExchangeError {
        let sentence: String
        if !decision.errors.isEmpty {
            sentence =
                "a policy that could forbid failed (\(decision.errors.joined(separator: ", "))), so the answer is no; tell the administrator"
        } else if decision.policies.isEmpty {
            sentence = "no policy permits this; ask kedja policy explain what is missing"
        } else {
            sentence = "refused by \(decision.policies.joined(separator: ", ")); ask kedja policy explain for the reason in words"
        }
        return ExchangeError(.denied, sentence, policies: decision.errors + decision.policies)
    }
}
