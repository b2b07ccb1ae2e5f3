/// Types of `&&`, `||`, `!` and `if`, where what is known of the left decides whether and how the right is looked at.
extension Typechecker {
    mutating func conjunction(_ parts: [Expression], _ known: Capabilities) -> Typed? {
        var known = known
        var result = CedarType.Known.yes
        var gained = Capabilities.none
        for part in parts {
            guard let (found, capabilities) = boolean(part, known) else { return nil }
            // What follows a part that is certainly false is never evaluated.
            if found == .no { return Typed(.bool(.no)) }
            if found == .unknown { result = .unknown }
            known.formUnion(capabilities)
            gained.formUnion(capabilities)
        }
        return Typed(.bool(result), gained)
    }

    mutating func disjunction(_ parts: [Expression], _ known: Capabilities) -> Typed? {
        var result: Typed?
        for part in parts {
            guard let (found, capabilities) = boolean(part, known) else { return nil }
            if found == .yes { return Typed(.bool(.yes)) }
            guard let before = result else {
                result = Typed(.bool(found), capabilities)
                continue
            }
            if before.type == .bool(.no) {
                result = Typed(.bool(found), capabilities)
            } else {
                result = Typed(.anyBool, found == .no ? before.capabilities : before.capabilities.intersection(capabilities))
            }
        }
        return result
    }

    mutating func negation(_ operand: Expression, _ known: Capabilities) -> Typed? {
        guard let (found, _) = boolean(operand, known) else { return nil }
        switch found {
        case .yes: return Typed(.bool(.no))
        case .no: return Typed(.bool(.yes))
        case .unknown: return Typed(.anyBool)
        }
    }

    mutating func conditional(
        _ expression: Expression, _ test: Expression, _ yes: Expression, _ no: Expression, _ known: Capabilities
    ) -> Typed? {
        guard let (found, tested) = boolean(test, known) else { return nil }
        if found == .no { return type(of: no, known) }
        let positive = type(of: yes, known.union(tested))
        if found == .yes { return positive.map { Typed($0.type, tested.union($0.capabilities), reach: $0.reach) } }
        let negative = type(of: no, known)
        guard let positive, let negative else { return nil }
        guard let joined = positive.type.joined(with: negative.type, mode) else {
            report(
                .typeMismatch,
                "both branches of `if` must have one type: \(positive.type.name) and \(negative.type.name) differ", at: expression)
            return nil
        }
        return Typed(
            joined, tested.union(positive.capabilities).intersection(negative.capabilities),
            reach: .either(positive.reach, negative.reach))
    }

    private mutating func boolean(_ operand: Expression, _ known: Capabilities) -> (CedarType.Known, Capabilities)? {
        guard let found = type(of: operand, known) else { return nil }
        guard case .bool(let value) = found.type else {
            mismatch("Bool", found.type, at: operand)
            return nil
        }
        return (value, found.capabilities)
    }
}
