/// Finds the types of a policy's expressions in one environment (Cedar specification, Typechecker).
///
/// Where the specification stops at the first error this goes on, as far as what follows doesn't depend on it.
struct Typechecker {
    /// The types of a request that the schema allows.
    struct Environment: Sendable {
        let principal: String
        let action: EntityUID
        let resource: String
        let context: RecordType
    }

    /// A type, and what is known to be there if the expression is true.
    struct Typed {
        let type: CedarType
        var capabilities = Capabilities.none

        init(_ type: CedarType, _ capabilities: Capabilities = .none) {
            self.type = type
            self.capabilities = capabilities
        }
    }

    let schema: Schema
    let environment: Environment
    private let policyID: String
    private let file: String
    private(set) var findings: [Diagnostic] = []

    init(schema: Schema, environment: Environment, policy: Policy) {
        self.schema = schema
        self.environment = environment
        policyID = policy.id
        file = policy.file
    }

    /// Whether the scope alone can be satisfied in this environment.
    mutating func applies(_ policy: Policy) -> Bool {
        policy.scope.allSatisfy { type(of: $0.expression, .none)?.type != .bool(.no) }
    }

    /// Checks a policy; false if it can't be satisfied in this environment.
    mutating func canHold(_ policy: Policy) -> Bool {
        let parts = policy.scope.map(\.expression) + policy.conditions.map(\.requirement)
        guard let result = conjunction(parts, .none) else { return true }
        return result.type != .bool(.no)
    }

    mutating func report(_ code: Diagnostic.Code, _ message: String, at expression: Expression) {
        findings.append(Diagnostic(code, message, file: file, at: expression.range, policyID: policyID))
    }

    /// The type; nil where an error was found and reported.
    mutating func type(of expression: Expression, _ known: Capabilities) -> Typed? {
        switch expression.kind {
        case .literal(let value): return type(of: value)
        case .variable(let variable): return Typed(type(of: variable))
        case .slot: return nil
        case .conditional(let test, let yes, let no): return conditional(expression, test, yes, no, known)
        case .and(let parts): return conjunction(parts, known)
        case .or(let parts): return disjunction(parts, known)
        case .not(let operand): return negation(operand, known)
        case .negate(let operand): return expect(operand, [.long], known).map { _ in Typed(.long) }
        case .isEmpty(let operand): return setType(of: operand, known).map { _ in Typed(.anyBool) }
        case .binary(let operation, let left, let right): return binary(expression, operation, left, right, known)
        case .has(let operand, let path): return presence(operand, path[...], known, expression.range)
        case .like(let operand, _): return expect(operand, [.string], known).map { _ in Typed(.anyBool) }
        case .isType(let operand, let type, let container): return isType(operand, type, container, expression, known)
        case .attribute(let operand, let name): return attribute(name, of: operand, known, at: expression)
        case .set(let items): return set(items, at: expression, known)
        case .record(let fields): return record(fields, known)
        case .call(let function, let arguments): return call(function, arguments, at: expression, known)
        }
    }

    private func type(of literal: Value) -> Typed {
        switch literal {
        case .bool(let value): Typed(.bool(value ? .yes : .no))
        case .long: Typed(.long)
        case .entity(let uid): Typed(.entity(uid.type))
        default: Typed(.string)
        }
    }

    private func type(of variable: Variable) -> CedarType {
        switch variable {
        case .principal: .entity(environment.principal)
        case .action: .entity(environment.action.type)
        case .resource: .entity(environment.resource)
        case .context: .record(environment.context)
        }
    }

    /// An operand that must have one of some types.
    mutating func expect(_ operand: Expression, _ wanted: [CedarType], _ known: Capabilities) -> CedarType? {
        guard let found = type(of: operand, known)?.type else { return nil }
        guard wanted.contains(found) else {
            mismatch(wanted.map(\.name).joined(separator: " or "), found, at: operand)
            return nil
        }
        return found
    }

    mutating func mismatch(_ wanted: String, _ found: CedarType, at expression: Expression) {
        report(.typeMismatch, "expected \(wanted), found \(found.name)", at: expression)
    }

    /// The element type of an operand that must be a set.
    mutating func setType(of operand: Expression, _ known: Capabilities) -> CedarType? {
        guard let found = type(of: operand, known)?.type else { return nil }
        guard case .set(let element) = found else {
            mismatch("a set", found, at: operand)
            return nil
        }
        return element
    }

    private mutating func set(_ items: [Expression], at expression: Expression, _ known: Capabilities) -> Typed? {
        guard !items.isEmpty else {
            report(.typeMismatch, "an empty set has no element type; use `isEmpty()` or name an element", at: expression)
            return nil
        }
        var joined: CedarType?
        var isSound = true
        for item in items {
            guard let found = type(of: item, known)?.type else {
                isSound = false
                continue
            }
            guard let before = joined else {
                joined = found
                continue
            }
            guard let both = before.joined(with: found) else {
                report(.typeMismatch, "a set's elements must have one type: \(before.name) and \(found.name) differ", at: item)
                return nil
            }
            joined = both
        }
        return isSound ? joined.map { Typed(.set($0)) } : nil
    }

    private mutating func record(_ fields: [RecordField], _ known: Capabilities) -> Typed? {
        var result = RecordType()
        for field in fields {
            guard let found = type(of: field.value, known)?.type else { continue }
            result.attributes[field.name] = RecordType.Attribute(type: found, isRequired: true)
        }
        return result.attributes.count == fields.count ? Typed(.record(result)) : nil
    }
}
