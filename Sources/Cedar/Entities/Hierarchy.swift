/// Transitive closure of "is directly a member of", for entities, entity types, actions.
enum Hierarchy<Member: Hashable & Comparable & Sendable> {
    /// The smallest member of a circle that was found.
    struct Cycle: Error {
        let member: Member
    }

    /// For each key all that is reached from it. Walks without recursion, so that long chains don't exhaust the stack.
    static func closure(of parents: [Member: Set<Member>]) throws(Cycle) -> [Member: Set<Member>] {
        var closed: [Member: Set<Member>] = [:]
        var open: Set<Member> = []
        for start in parents.keys where closed[start] == nil {
            var path = [start]
            while let member = path.last {
                if closed[member] != nil {
                    path.removeLast()
                } else if open.insert(member).inserted {
                    for parent in parents[member] ?? [] where parents[parent] != nil && closed[parent] == nil {
                        if open.contains(parent) { throw cycle(through: parent, path, open) }
                        path.append(parent)
                    }
                } else {
                    closed[member] = reach(of: member, parents: parents, closed: closed)
                    open.remove(member)
                    path.removeLast()
                }
            }
        }
        return closed
    }

    /// Those that are open from the member on, up the path, form the circle.
    private static func cycle(through member: Member, _ path: [Member], _ open: Set<Member>) -> Cycle {
        let circle = path.drop { $0 != member }.filter(open.contains)
        return Cycle(member: circle.min() ?? member)
    }

    private static func reach(
        of member: Member, parents: [Member: Set<Member>], closed: [Member: Set<Member>]
    ) -> Set<Member> {
        var result = parents[member] ?? []
        for parent in parents[member] ?? [] { result.formUnion(closed[parent] ?? []) }
        return result
    }
}

extension Hierarchy {
    /// For each key all that is reached from it, where circles are allowed, as between entity types (`entity Album in Album`).
    static func reachable(in parents: [Member: Set<Member>]) -> [Member: Set<Member>] {
        var result: [Member: Set<Member>] = [:]
        for start in parents.keys {
            var seen: Set<Member> = []
            var pending = Array(parents[start] ?? [])
            while let member = pending.popLast() {
                if seen.insert(member).inserted { pending += parents[member] ?? [] }
            }
            result[start] = seen
        }
        return result
    }
}
