/// Something that a condition looks at, and what stood there: `context.now`, a datetime.
public struct Reading: Sendable, Equatable {
    /// What was there.
    public enum Found: Sendable, Equatable {
        /// This value.
        case value(Value)
        /// Something: `has` and `hasTag` ask no more.
        case present
        /// Nothing.
        case missing
    }

    /// The expression as Cedar would write it. Where a part of the way was missing already, the way up to there.
    public let path: String
    /// What was there.
    public let found: Found
    /// The entity whose attribute or tag was read; none for a variable itself, or in the context.
    public let owner: EntityUID?
    /// The attribute or tag of the owner, or else of the context, through which the path goes; none for a variable itself.
    public let attribute: String?
}

extension Evaluator {
    /// What an expression looks at, literals aside: whole paths, each once, in the order of the text.
    func readings(of expression: Expression) -> [Reading] {
        var readings: [Reading] = []
        for reading in expression.looks.map({ look($0) }) where !readings.contains(where: { $0.path.isExactly(reading.path) }) {
            readings.append(reading)
        }
        return readings
    }

    private func look(_ look: Expression.Look) -> Reading {
        var (owner, attribute): (EntityUID?, String?)
        var value: Value?
        for step in look.path.prefixes {
            if let name = step.lastName, let last = value {
                if case .entity(let uid) = last { (owner, attribute) = (uid, name) } else { attribute = attribute ?? name }
            }
            guard let found = try? evaluate(step) else {
                return Reading(path: step.cedarText, found: .missing, owner: owner, attribute: attribute)
            }
            value = found
        }
        let found = value.map { look.asksForPresence ? Reading.Found.present : .value($0) } ?? .missing
        return Reading(path: look.path.cedarText, found: found, owner: owner, attribute: attribute)
    }
}

extension Expression {
    /// A variable, or what is reached from it by attributes and tags of a written name.
    fileprivate typealias Look = (path: Expression, asksForPresence: Bool)

    fileprivate var looks: [Look] {
        if isPath { return [(self, false)] }
        switch kind {
        case .has(let operand, let names) where operand.isPath: return [(operand.appending(names), true)]
        case .binary(.hasTag, let entity, let name) where entity.isPath && name.isText:
            return [(Expression(.binary(.getTag, entity, name), range: range), true)]
        default: return children.flatMap(\.looks)
        }
    }

    private var isPath: Bool {
        switch kind {
        case .variable: true
        case .attribute(let owner, _): owner.isPath
        case .binary(.getTag, let owner, let name): owner.isPath && name.isText
        default: false
        }
    }

    private var isText: Bool {
        if case .literal(.string) = kind { return true }
        return false
    }

    private func appending(_ names: [ExactString]) -> Expression {
        names.reduce(self) { Expression(.attribute($0, $1), range: range) }
    }

    /// Of a path, all ways that lead to it, from the variable on.
    fileprivate var prefixes: [Expression] {
        switch kind {
        case .attribute(let owner, _), .binary(.getTag, let owner, _): owner.prefixes + [self]
        default: [self]
        }
    }

    /// Of a path, the attribute or tag that it ends in.
    fileprivate var lastName: String? {
        switch kind {
        case .attribute(_, let name): return name.text
        case .binary(.getTag, _, let name):
            if case .literal(.string(let text)) = name.kind { return text }
            return nil
        default: return nil
        }
    }

    private var children: [Expression] {
        switch kind {
        case .literal, .variable, .slot: []
        case .conditional(let test, let yes, let no): [test, yes, no]
        case .and(let parts), .or(let parts), .set(let parts), .call(_, let parts): parts
        case .not(let operand), .negate(let operand), .isEmpty(let operand), .has(let operand, _), .like(let operand, _),
            .attribute(let operand, _):
            [operand]
        case .binary(_, let left, let right): [left, right]
        case .isType(let operand, _, let container): [operand] + (container.map { [$0] } ?? [])
        case .record(let fields): fields.map(\.value)
        }
    }
}
