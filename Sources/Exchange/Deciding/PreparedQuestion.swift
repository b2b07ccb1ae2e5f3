import Cedar

/// A question to the policies whose facts have become numbers, to be asked again as time goes on.
///
/// It's what was asked and nothing else: who wants to use it compares (`isAbout`), so that no answer rests on other facts than those at hand.
package final class PreparedQuestion: Sendable {
    private let rules: Rules
    private let action: Action
    private let officer: OfficerFacts
    private let resource: Resource
    private let circumstances: Circumstances
    private let request: PreparedRequest
    private let now: ContextMoment

    fileprivate init(
        rules: Rules, action: Action, officer: OfficerFacts, resource: Resource, circumstances: Circumstances, request: PreparedRequest,
        now: ContextMoment
    ) {
        self.rules = rules
        self.action = action
        self.officer = officer
        self.resource = resource
        self.circumstances = circumstances
        self.request = request
        self.now = now
    }

    /// Whether it's this question, but for the time. Facts that were remembered are compared at a glance, for they lie in the same memory.
    func isAbout(
        _ action: Action, by officer: OfficerFacts, on resource: Resource, in circumstances: Circumstances, _ rules: Rules
    ) -> Bool {
        self.action == action && self.rules.digest == rules.digest && self.officer == officer && self.resource == resource
            && self.circumstances.isSame(butForTime: circumstances)
    }

    /// The decision, as `Rules.decide` gives it; `nil` where a policy errs, for then that function says which.
    func decide(at time: Timestamp) -> Decision? {
        var workspace = Workspace()
        let decision = request.decide(with: now, at: time.milliseconds, in: &workspace)
        return rules.decision(decision, leaving: workspace, in: circumstances)
    }
}

extension Rules {
    /// `nil` where the facts contradict each other.
    package func question(
        _ action: Action, by officer: OfficerFacts, on resource: Resource, in circumstances: Circumstances
    ) -> PreparedQuestion? {
        let question = Question(action: action, officer: officer, resource: resource, circumstances: circumstances)
        guard let request = prepared(question), let now = request.moment("now") else { return nil }
        return PreparedQuestion(
            rules: self, action: action, officer: officer, resource: resource, circumstances: circumstances, request: request, now: now)
    }

    /// A question with its facts in numbers; `nil` where they contradict each other.
    func prepared(_ question: Question) -> PreparedRequest? {
        guard let facts = try? Entities(question.facts) else { return nil }
        return try? prepare(question.request, facts)
    }

    /// A prepared question's decision by Kedja's rule, with what it has left in the workspace; `nil` where a policy errs.
    func decision(
        _ decision: Response.Decision, leaving workspace: borrowing Workspace, in circumstances: Circumstances
    ) -> Decision? {
        guard workspace.erring.isEmpty else { return nil }
        let reasons = policyIDs(workspace.reasons)
        return self.decision(Response(decision: decision, reasons: reasons, errors: []), in: circumstances)
    }
}

extension Circumstances {
    fileprivate func isSame(butForTime other: Circumstances) -> Bool {
        purpose == other.purpose && consent == other.consent && approval == other.approval
    }
}
