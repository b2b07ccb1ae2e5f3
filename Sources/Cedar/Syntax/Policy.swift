/// One policy as it was read, or as a template's slots were filled.
public struct Policy: Sendable {
    /// `policy0`, `policy1`… in the order of the texts given, or the id given to a template's link. An `@id` annotation doesn't change it.
    public let id: String
    /// What it asks for where it is satisfied.
    public let effect: Effect
    /// Annotations by name; one without a value is `""`.
    public let annotations: [String: String]
    /// The name of the file it was read from.
    public let file: String
    /// Where it begins, its annotations included.
    public let position: SourcePosition
    /// The id of the template that it links; nil for a policy that stands for itself.
    public let templateID: String?

    let range: SourceRange
    /// Constraints on principal, action and resource, in this order.
    let scope: [Scope]
    let conditions: [Condition]
    /// The text that it stands in.
    package let wholeText: String

    init(
        id: String, effect: Effect, annotations: [String: String], source: PolicySource, range: SourceRange,
        scope: [Scope], conditions: [Condition], templateID: String? = nil
    ) {
        self.id = id
        self.effect = effect
        self.annotations = annotations
        file = source.file
        position = range.position
        self.range = range
        self.scope = scope
        self.conditions = conditions
        self.templateID = templateID
        wholeText = source.text
    }

    /// The policy's text as it was written.
    public var text: String { text(of: range) }

    func text(of range: SourceRange) -> String { range.text(in: wholeText) }

    /// The slots that the scope leaves open; none in a policy that can be evaluated.
    var slots: [Slot] { scope.compactMap(\.slot) }

    /// The same policy under another id, as it is or with another scope as the link of a template.
    func with(id: String, scope: [Scope]? = nil, templateID: String? = nil) -> Policy {
        Policy(
            id: id, effect: effect, annotations: annotations, source: PolicySource(file: file, text: wholeText), range: range,
            scope: scope ?? self.scope, conditions: conditions, templateID: templateID)
    }
}

/// A place of a template that a link fills with an entity (Cedar grammar, `?principal` and `?resource`).
enum Slot: String, Sendable, Hashable {
    case principal = "?principal"
    case resource = "?resource"
}

/// What a scope compares with: an entity, or in a template a slot for one.
enum EntityReference: Sendable, Hashable {
    case entity(EntityUID)
    case slot(Slot)
}

/// A constraint on one of the request's three entities.
struct Scope: Sendable {
    enum Constraint: Sendable {
        case any
        case equal(EntityReference)
        case within(EntityReference)
        case withinAny([EntityUID])
        case isType(String, within: EntityReference?)
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

    /// The slot that the constraint leaves open.
    var slot: Slot? {
        switch constraint {
        case .equal(.slot(let slot)), .within(.slot(let slot)), .isType(_, within: .slot(let slot)?): slot
        default: nil
        }
    }

    private static func expression(_ variable: Variable, _ constraint: Constraint, _ range: SourceRange) -> Expression {
        let subject = Expression(.variable(variable), range: range)
        func literal(_ uid: EntityUID) -> Expression { Expression(.literal(.entity(uid)), range: range) }
        func operand(_ reference: EntityReference) -> Expression {
            switch reference {
            case .entity(let uid): literal(uid)
            case .slot(let slot): Expression(.slot(slot), range: range)
            }
        }
        let kind: Expression.Kind =
            switch constraint {
            case .any: .literal(.bool(true))
            case .equal(let reference): .binary(.equal, subject, operand(reference))
            case .within(let reference): .binary(.isIn, subject, operand(reference))
            case .withinAny(let uids) where uids.isEmpty: .literal(.bool(false))
            case .withinAny(let uids): .binary(.isIn, subject, Expression(.set(uids.map(literal)), range: range))
            case .isType(let type, let container): .isType(subject, type, within: container.map(operand))
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
