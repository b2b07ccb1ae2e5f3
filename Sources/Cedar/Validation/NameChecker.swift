/// Checks that every entity type, entity and action that a policy names is declared, also in parts that no environment reaches.
struct NameChecker {
    let schema: Schema
    let policy: Policy
    private(set) var findings: [Diagnostic] = []

    init(schema: Schema, policy: Policy) {
        self.schema = schema
        self.policy = policy
    }

    mutating func check() {
        checkScope()
        for condition in policy.conditions { check(condition.body) }
    }

    mutating func checkScope() {
        for scope in policy.scope { check(scope.expression) }
    }

    private mutating func check(_ expression: Expression) {
        switch expression.kind {
        case .literal(.entity(let uid)): check(uid, at: expression.range)
        case .literal, .variable, .slot: break
        case .isType(let operand, let type, let container):
            check(type: type, at: expression.range)
            check(operand)
            if let container { check(container) }
        case .conditional(let test, let yes, let no): for part in [test, yes, no] { check(part) }
        case .and(let parts), .or(let parts), .set(let parts), .call(_, let parts): for part in parts { check(part) }
        case .not(let operand), .negate(let operand), .isEmpty(let operand), .has(let operand, _), .like(let operand, _),
            .attribute(let operand, _):
            check(operand)
        case .binary(_, let left, let right):
            check(left)
            check(right)
        case .record(let fields): for field in fields { check(field.value) }
        }
    }

    private mutating func check(_ uid: EntityUID, at range: SourceRange) {
        guard !schema.permits(uid) else { return }
        if uid.isAction {
            let hint = Suggestion.phrase(for: uid, among: schema.actions.keys)
            report(.unknownAction, "the schema has no action \(uid)\(hint)", range)
        } else if let ids = schema.entityTypes[uid.type]?.ids {
            let known = ids.map { EntityUID(type: uid.type, id: $0.text) }
            report(.unknownEntity, "`\(uid.type)` doesn't list \(uid)\(Suggestion.phrase(for: uid, among: known))", range)
        } else {
            check(type: uid.type, at: range)
        }
    }

    private mutating func check(type: String, at range: SourceRange) {
        guard schema.entityTypes[type] == nil, !EntityUID.isActionType(type) else { return }
        let hint = Suggestion.phrase(for: type, among: schema.entityTypes.keys)
        report(.unknownEntityType, "the schema has no entity type `\(type)`\(hint)", range)
    }

    private mutating func report(_ code: Diagnostic.Code, _ message: String, _ range: SourceRange) {
        findings.append(Diagnostic(code, message, file: policy.file, at: range, policyID: policy.id))
    }
}
