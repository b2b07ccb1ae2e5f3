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
        /// How many entities were read to find it, for what may be read itself.
        var reach = Reach.level(0)

        init(_ type: CedarType, _ capabilities: Capabilities = .none, reach: Reach = .level(0)) {
            self.type = type
            self.capabilities = capabilities
            self.reach = reach
        }
    }

    let schema: Schema
    let environment: Environment
    let mode: ValidationMode
    /// How many entities may be read one through the other; nil for any number.
    let maximumLevel: Int?
    private let policyID: String
    private let file: String
    private(set) var findings: [Diagnostic] = []
    /// Where entities are read too deeply, by where the expression begins: the deepest read of a chain `a.b.c`.
    private(set) var levelFindings: [Int: LevelFinding] = [:]

    init(schema: Schema, environment: Environment, policy: Policy, mode: ValidationMode = .strict, maximumLevel: Int? = nil) {
        self.schema = schema
        self.environment = environment
        self.mode = mode
        self.maximumLevel = maximumLevel
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
        case .slot(let slot): return Typed(type(of: slot), reach: .unreadable)
        case .conditional(let test, let yes, let no): return conditional(expression, test, yes, no, known)
        case .and(let parts): return conjunction(parts, known)
        case .or(let parts): return disjunction(parts, known)
        case .not(let operand): return negation(operand, known)
        case .negate(let operand): return expect(operand, [.long], known).map { _ in Typed(.long) }
        case .isEmpty(let operand): return setType(of: operand, known).map { _ in Typed(.anyBool) }
        case .binary(let operation, let left, let right): return binary(expression, operation, left, right, known)
        case .has(let operand, let path): return presence(operand, path, known, expression)
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
        // An action's groups are part of the request.
        case .entity(let uid): Typed(.entity(uid.type), reach: uid == environment.action ? .level(0) : .unreadable)
        default: Typed(.string)
        }
    }

    /// A slot stands for whatever makes the scope's constraint possible; the type of the variable itself does.
    private func type(of slot: Slot) -> CedarType {
        switch slot {
        case .principal: .entity(environment.principal)
        case .resource: .entity(environment.resource)
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

    /// Notes an entity that is read through `target`.
    mutating func read(_ target: Reach, at expression: Expression) {
        guard let maximumLevel else { return }
        let finding = LevelFinding(reading: target, expression.range)
        guard finding.level > maximumLevel || finding.isUnreadable else { return }
        let start = expression.range.lower
        if let other = levelFindings[start], other.level >= finding.level { return }
        levelFindings[start] = finding
    }

    /// What is read too deeply, as findings.
    func levelDiagnostics(maximum: Int) -> [Diagnostic] {
        levelFindings.values.map {
            Diagnostic(.levelExceeded, $0.message(maximum: maximum), file: file, at: $0.range, policyID: policyID)
        }
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
        guard !items.isEmpty || mode == .permissive else {
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
            let before = joined ?? .never
            guard let both = before.joined(with: found, mode) else {
                report(.typeMismatch, "a set's elements must have one type: \(before.name) and \(found.name) differ", at: item)
                return nil
            }
            joined = both
        }
        return isSound ? Typed(.set(joined ?? .never)) : nil
    }

    private mutating func record(_ fields: [RecordField], _ known: Capabilities) -> Typed? {
        var result = RecordType()
        var reaches: [ExactString: Reach] = [:]
        for field in fields {
            guard let found = type(of: field.value, known) else { continue }
            result.attributes[field.name] = RecordType.Attribute(type: found.type, isRequired: true)
            reaches[field.name] = found.reach
        }
        return result.attributes.count == fields.count ? Typed(.record(result), reach: .record(reaches)) : nil
    }
}
