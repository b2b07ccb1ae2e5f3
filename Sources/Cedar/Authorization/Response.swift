/// What the policies say to a request.
public struct Response: Sendable, Equatable {
    /// Allow or deny; what nothing permits is denied.
    public enum Decision: String, Sendable, Hashable {
        case allow
        case deny
    }

    /// The decision.
    public let decision: Decision
    /// Ids of the policies that determined it, in their order: for an allow the satisfied permits, for a deny the satisfied
    /// forbids; none where nothing permits.
    public let reasons: [String]
    /// The policies that erred and were skipped, in their order.
    public let errors: [PolicyError]

    /// What ``Workspace`` holds after a decision, in the policies' ids.
    public init(decision: Decision, reasons: [String], errors: [PolicyError]) {
        self.decision = decision
        self.reasons = reasons
        self.errors = errors
    }
}

/// A policy that couldn't be evaluated.
public struct PolicyError: Sendable, Equatable {
    /// The engine's id of the policy.
    public let policyID: String
    /// What went wrong.
    public let error: EvaluationError
    /// What went wrong, in a sentence.
    public var message: String { error.description }
}
