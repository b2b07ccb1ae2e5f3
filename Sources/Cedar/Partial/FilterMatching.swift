// What a store does with a filter, done with facts in memory.
extension Filter {
    /// Whether the entity passes.
    public func matches(_ uid: EntityUID, in entities: Entities) -> Bool {
        switch self {
        case .all: true
        case .none: false
        case .condition(let condition): condition.holds(for: uid, in: entities)
        case .not(let filter): !filter.matches(uid, in: entities)
        case .and(let parts): parts.allSatisfy { $0.matches(uid, in: entities) }
        case .or(let parts): parts.contains { $0.matches(uid, in: entities) }
        }
    }
}

extension Filter.Condition {
    fileprivate func holds(for uid: EntityUID, in entities: Entities) -> Bool {
        guard let value = path.value(from: uid, in: entities) else { return false }
        switch (self, value) {
        case (.isPresent, _): return true
        case (.isEqual(_, let other), _): return value == other
        case (.isOneOf(_, let others), _): return others.contains(value)
        case (.isIn(_, let containers), .entity(let member)): return containers.contains { entities.isIn(member, $0) }
        case (.isType(_, let type), .entity(let member)): return member.type.isExactly(type)
        case (.contains(_, let element), .set(let set)): return set.elements.contains(element)
        default: return false
        }
    }

    /// Where the condition looks.
    public var path: Filter.Path {
        switch self {
        case .isPresent(let path), .isEqual(let path, _), .isOneOf(let path, _), .isIn(let path, _), .isType(let path, _),
            .contains(let path, _):
            path
        }
    }
}

extension Filter.Path {
    fileprivate func value(from uid: EntityUID, in entities: Entities) -> Value? {
        var value = Value.entity(uid)
        for name in attributes {
            let next: Value? =
                switch value {
                case .entity(let uid): entities[uid]?.attributes[name]
                case .record(let record): record[name]
                default: nil
                }
            guard let next else { return nil }
            value = next
        }
        return value
    }
}
