extension Schema {
    /// Checks policies, templates and links (Cedar specification, Validation).
    ///
    /// Each must have the type Bool in every environment that the schema allows, and its scope must fit one. A policy that can never
    /// be satisfied gets a warning. With a `level`, no policy may read more than so many entities one through the other (Cedar RFC 76).
    /// Findings come in the order of policies and places, those of links last.
    public func validate(_ policies: PolicySet, mode: ValidationMode = .strict, level: Int? = nil) -> [Diagnostic] {
        let links = policies.policies.filter { $0.templateID != nil }
        let written = policies.policies.filter { $0.templateID == nil } + policies.templates.map(\.policy)
        return written.flatMap { validate($0, mode, level) } + links.flatMap(validateLink)
    }

    private func validate(_ policy: Policy, _ mode: ValidationMode, _ level: Int?) -> [Diagnostic] {
        var names = NameChecker(schema: self, policy: policy)
        names.check()
        guard names.findings.isEmpty else { return names.findings.sorted { $0.position < $1.position } }
        var findings: Set<Diagnostic> = []
        var isApplicable = false
        var isPossible = false
        for environment in environments {
            var checker = Typechecker(schema: self, environment: environment, policy: policy, mode: mode, maximumLevel: level)
            isApplicable = checker.applies(policy) || isApplicable
            isPossible = checker.canHold(policy) || isPossible
            findings.formUnion(checker.findings)
            if checker.findings.isEmpty, let level { findings.formUnion(checker.levelDiagnostics(maximum: level)) }
        }
        if !isApplicable { findings.insert(inapplicable(policy)) }
        if findings.isEmpty && !isPossible { findings.insert(impossible(policy)) }
        return findings.sorted { ($0.position, $0.message) < ($1.position, $1.message) }
    }

    /// Of a link only what it adds to its template is checked: the entities in the slots, and that some action applies to them.
    private func validateLink(_ policy: Policy) -> [Diagnostic] {
        var names = NameChecker(schema: self, policy: policy)
        names.checkScope()
        guard names.findings.isEmpty else { return names.findings.sorted { $0.position < $1.position } }
        let isApplicable = environments.contains { environment in
            var checker = Typechecker(schema: self, environment: environment, policy: policy)
            return checker.applies(policy)
        }
        return isApplicable ? [] : [inapplicable(policy)]
    }

    private func inapplicable(_ policy: Policy) -> Diagnostic {
        Diagnostic(
            .inapplicableScope,
            "no action of the schema applies to such a principal and resource; compare the scope with the `appliesTo` of its actions",
            file: policy.file, at: policy.range, policyID: policy.id)
    }

    private func impossible(_ policy: Policy) -> Diagnostic {
        Diagnostic(
            .impossiblePolicy,
            "no request that the schema allows can satisfy this policy; one of its conditions is always false",
            file: policy.file, at: policy.range, severity: .warning, policyID: policy.id)
    }

    /// Every combination of action, principal type and resource type that the schema allows.
    private var environments: [Typechecker.Environment] {
        actions.flatMap { action, definition in
            definition.principals.flatMap { principal in
                definition.resources.map { resource in
                    Typechecker.Environment(principal: principal, action: action, resource: resource, context: definition.context)
                }
            }
        }
    }
}
