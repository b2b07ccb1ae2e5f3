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
        case .isIn: return membership(left, right, known, at: expression)
        case .contains: return containment(expression, left, right, known)
        case .containsAll, .containsAny: return overlap(expression, left, right, known)
        case .hasTag: return tagPresence(left, right, known, at: expression)
        case .getTag: return tag(left, right, known, at: expression)
        }
    }

    /// Different types differ, which is an error in strict mode but between entities, where it is simply false.
    private mutating func equality(_ expression: Expression, _ left: Expression, _ right: Expression, _ known: Capabilities) -> Typed? {
        let first = type(of: left, known)?.type
        let second = type(of: right, known)?.type
        guard let first, let second else { return nil }
        if let a = literal(left), let b = literal(right) { return Typed(.bool(a == b ? .yes : .no)) }
        if let first = first.entityTypes, let second = second.entityTypes, first.isDisjoint(with: second) { return Typed(.bool(.no)) }
        if mode == .permissive || first.joined(with: second, mode) != nil { return Typed(.anyBool) }
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
        guard mode == .strict, first.joined(with: second, mode) == nil else { return Typed(.anyBool) }
        report(.typeMismatch, "the set holds \(first.name), which is never \(second.name)", at: expression)
        return nil
    }

    private mutating func membership(
        _ left: Expression, _ right: Expression, _ known: Capabilities, at expression: Expression
    ) -> Typed? {
        let member = type(of: left, known)
        let second = type(of: right, known)?.type
        guard let member, let second else { return nil }
        guard let members = member.type.entityTypes else {
            mismatch("an entity", member.type, at: left)
            return nil
        }
        read(member.reach, at: expression)
        switch second {
        case .entity, .entities: return membership(members, in: second, left, entity(right).map { [$0] })
        case .set(let element) where element.isEntity || element == .never: return membership(members, in: element, left, entities(right))
        default:
            mismatch("an entity or a set of entities", second, at: right)
            return nil
        }
    }

    /// Between actions that are named the schema knows the answer; otherwise the types tell whether it can be true.
    private func membership(
        _ members: Set<String>, in container: CedarType, _ left: Expression, _ named: [EntityUID]?
    ) -> Typed {
        if let action = entity(left), schema.actions[action] != nil, let named {
            return Typed(.bool(named.contains { schema.isAction(action, in: $0) } ? .yes : .no))
        }
        guard let containers = container.entityTypes else { return Typed(.anyBool) }
        let isPossible = members.contains { member in containers.contains { schema.canBeIn(member, $0) } }
        return Typed(isPossible ? .anyBool : .bool(.no))
    }

    mutating func isType(
        _ operand: Expression, _ wanted: String, _ container: Expression?, _ expression: Expression, _ known: Capabilities
    ) -> Typed? {
        guard let found = type(of: operand, known)?.type else { return nil }
        guard let types = found.entityTypes else {
            mismatch("an entity", found, at: operand)
            return nil
        }
        guard types.contains(wanted) else { return Typed(.bool(.no)) }
        let isCertain = types.count == 1
        guard let container else { return Typed(isCertain ? .bool(.yes) : .anyBool) }
        let membership = membership(operand, container, known, at: expression)
        return isCertain || membership?.type == .bool(.no) ? membership : membership.map { _ in Typed(.anyBool) }
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
