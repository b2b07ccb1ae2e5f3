/// What is known to be there at a place in a policy, because a `has` or `hasTag` before it was true.
struct Capabilities: Sendable, Equatable {
    private enum Key: Hashable, Sendable {
        case attribute(Expression, ExactString)
        case tag(Expression, Expression)
    }

    private var keys: Set<Key> = []

    static let none = Capabilities()

    static func attribute(_ name: ExactString, of owner: Expression) -> Capabilities {
        Capabilities(keys: [.attribute(owner, name)])
    }

    static func tag(_ name: Expression, of owner: Expression) -> Capabilities {
        Capabilities(keys: [.tag(owner, name)])
    }

    func hasAttribute(_ name: ExactString, of owner: Expression) -> Bool { keys.contains(.attribute(owner, name)) }

    func hasTag(_ name: Expression, of owner: Expression) -> Bool { keys.contains(.tag(owner, name)) }

    func union(_ other: Capabilities) -> Capabilities {
        var result = self
        result.formUnion(other)
        return result
    }

    /// Adds the other's, at a cost that depends on them alone.
    mutating func formUnion(_ other: Capabilities) {
        for key in other.keys { keys.insert(key) }
    }

    func intersection(_ other: Capabilities) -> Capabilities { Capabilities(keys: keys.intersection(other.keys)) }
}
