/// One policy as it was read.
public struct Policy: Sendable {
    /// `policy0`, `policy1`… in the order of the texts given. An `@id` annotation doesn't change it.
    public let id: String
    /// What it asks for where it is satisfied.
    public let effect: Effect
    /// Annotations by name; one without a value is `""`.
    public let annotations: [String: String]
    /// The name of the file it was read from.
    public let file: String
    /// Where it begins, its annotations included.
    public let position: SourcePosition

    let range: SourceRange
    /// Constraints on principal, action and resource, in this order.
    let scope: [Scope]
    let conditions: [Condition]
    private let wholeText: String

    init(
        id: String, effect: Effect, annotations: [String: String], source: PolicySource, range: SourceRange,
        scope: [Scope], conditions: [Condition]
    ) {
        self.id = id
        self.effect = effect
        self.annotations = annotations
        file = source.file
        position = range.position
        self.range = range
        self.scope = scope
        self.conditions = conditions
        wholeText = source.text
    }

    /// The policy's text as it was written.
    public var text: String { text(of: range) }

    func text(of range: SourceRange) -> String { range.text(in: wholeText) }
}

/// A constraint on one of the request's three entities.
struct Scope: Sendable {
    enum Constraint: Sendable {
        case any
        case equal(EntityUID)
        case within(EntityUID)
        case withinAny([EntityUID])
        case isType(String, within: EntityUID?)
    }

    let variable: Variable
    let constraint: Constraint
    let range: SourceRange
    /// The constraint as an expression, which is what it means.
    let expression: Expression

    init(_ variable: Variable, _ constraint: Constraint, range: SourceRange) {
        self.variable = variable
        self.constraint = constraint
        self.range = range
        expression = Self.expression(variable, constraint, range)
    }

    private static func expression(_ variable: Variable, _ constraint: Constraint, _ range: SourceRange) -> Expression {
        let subject = Expression(.variable(variable), range: range)
        func literal(_ uid: EntityUID) -> Expression { Expression(.literal(.entity(uid)), range: range) }
        let kind: Expression.Kind =
            switch constraint {
            case .any: .literal(.bool(true))
            case .equal(let uid): .binary(.equal, subject, literal(uid))
            case .within(let uid): .binary(.isIn, subject, literal(uid))
            case .withinAny(let uids) where uids.isEmpty: .literal(.bool(false))
            case .withinAny(let uids): .binary(.isIn, subject, Expression(.set(uids.map(literal)), range: range))
            case .isType(let type, let container): .isType(subject, type, within: container.map(literal))
            }
        return Expression(kind, range: range)
    }
}

/// A `when` or `unless` clause.
struct Condition: Sendable {
    enum Kind: String, Sendable {
        case when
        case unless
    }

    let kind: Kind
    let body: Expression
    let range: SourceRange

    /// What must be true for the clause to hold.
    var requirement: Expression {
        kind == .when ? body : Expression(.not(body), range: body.range)
    }
}
