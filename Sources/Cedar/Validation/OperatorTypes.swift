/// Types of the operators on two values (Cedar specification, `typeOfBinaryApp`).
extension Typechecker {
    mutating func binary(
        _ expression: Expression, _ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ known: Capabilities
    ) -> Typed? {
        switch operation {
        case .equal: return equality(expression, left, right, known)
        case .notEqual:
            guard case .bool(let found)? = equality(expression, left, right, known)?.type else { return nil }
            return Typed(.bool(found == .unknown ? .unknown : found == .yes ? .no : .yes))
        case .less, .lessOrEqual, .greater, .greaterOrEqual: return comparison(left, right, known)
        case .add, .subtract, .multiply:
            let first = expect(left, [.long], known)
            return expect(right, [.long], known) != nil && first != nil ? Typed(.long) : nil
        case .isIn: return membership(left, right, known)
        case .contains: return containment(expression, left, right, known)
        case .containsAll, .containsAny: return overlap(expression, left, right, known)
        case .hasTag: return tagPresence(left, right, known)
        case .getTag: return tag(left, right, known, at: expression)
        }
    }

    /// Different types differ, which is an error but between entities, where it is simply false.
    private mutating func equality(_ expression: Expression, _ left: Expression, _ right: Expression, _ known: Capabilities) -> Typed? {
        let first = type(of: left, known)?.type
        let second = type(of: right, known)?.type
        guard let first, let second else { return nil }
        if let a = literal(left), let b = literal(right) { return Typed(.bool(a == b ? .yes : .no)) }
        if first.joined(with: second) != nil { return Typed(.anyBool) }
        if first.isEntity && second.isEntity { return Typed(.bool(.no)) }
        report(.typeMismatch, "\(first.name) and \(second.name) are never equal; compare values of one type", at: expression)
        return nil
    }

    private mutating func comparison(_ left: Expression, _ right: Expression, _ known: Capabilities) -> Typed? {
        let comparable: [CedarType] = [.long, .extensionType(.datetime), .extensionType(.duration)]
        guard let first = expect(left, comparable, known) else {
            _ = type(of: right, known)
            return nil
        }
        return expect(right, [first], known).map { _ in Typed(.anyBool) }
    }

    private mutating func containment(
        _ expression: Expression, _ left: Expression, _ right: Expression, _ known: Capabilities
    ) -> Typed? {
        let element = setType(of: left, known)
        let item = type(of: right, known)?.type
        guard let element, let item else { return nil }
        return joinable(element, item, at: expression)
    }

    private mutating func overlap(
        _ expression: Expression, _ left: Expression, _ right: Expression, _ known: Capabilities
    ) -> Typed? {
        let first = setType(of: left, known)
        let second = setType(of: right, known)
        guard let first, let second else { return nil }
        return joinable(first, second, at: expression)
    }

    private mutating func joinable(_ first: CedarType, _ second: CedarType, at expression: Expression) -> Typed? {
        guard first.joined(with: second) == nil else { return Typed(.anyBool) }
        report(.typeMismatch, "the set holds \(first.name), which is never \(second.name)", at: expression)
        return nil
    }

    private mutating func membership(_ left: Expression, _ right: Expression, _ known: Capabilities) -> Typed? {
        let first = type(of: left, known)?.type
        let second = type(of: right, known)?.type
        guard let first, let second else { return nil }
        guard case .entity(let member) = first else {
            mismatch("an entity", first, at: left)
            return nil
        }
        switch second {
        case .entity(let container): return membership(member, in: container, left, entity(right).map { [$0] })
        case .set(.entity(let container)): return membership(member, in: container, left, entities(right))
        default:
            mismatch("an entity or a set of entities", second, at: right)
            return nil
        }
    }

    /// Between actions that are named the schema knows the answer; otherwise the types tell whether it can be true.
    private func membership(
        _ member: String, in container: String, _ left: Expression, _ containers: [EntityUID]?
    ) -> Typed {
        if let action = entity(left), schema.actions[action] != nil, let containers {
            return Typed(.bool(containers.contains { schema.isAction(action, in: $0) } ? .yes : .no))
        }
        return Typed(schema.canBeIn(member, container) ? .anyBool : .bool(.no))
    }

    mutating func isType(
        _ operand: Expression, _ wanted: String, _ container: Expression?, _ expression: Expression, _ known: Capabilities
    ) -> Typed? {
        guard let found = type(of: operand, known)?.type else { return nil }
        guard case .entity(let name) = found else {
            mismatch("an entity", found, at: operand)
            return nil
        }
        guard name == wanted else { return Typed(.bool(.no)) }
        guard let container else { return Typed(.bool(.yes)) }
        return membership(operand, container, known)
    }

    /// In an environment the action is known, so that `action` stands for its name.
    private func literal(_ expression: Expression) -> Value? {
        switch expression.kind {
        case .literal(let value): value
        case .variable(.action): .entity(environment.action)
        default: nil
        }
    }

    private func entity(_ expression: Expression) -> EntityUID? {
        guard case .entity(let uid)? = literal(expression) else { return nil }
        return uid
    }

    private func entities(_ expression: Expression) -> [EntityUID]? {
        guard case .set(let items) = expression.kind else { return nil }
        let uids = items.compactMap(entity)
        return uids.count == items.count ? uids : nil
    }
}
