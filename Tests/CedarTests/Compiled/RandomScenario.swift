@testable import Cedar

/// Policies, entities and requests over a few names, so that they often meet.
struct RandomScenario {
    private var expressions: RandomExpressions
    private static let uids = ["a", "b", "c", "d"].flatMap { id in ["User", "A::B"].map { EntityUID(type: $0, id: id) } }
    private static let actions = ["x", "y", "z"].map { EntityUID(type: "Action", id: $0) }
    private static let names = ["a", "_b1", "é", "e\u{301}", "like"]

    init(seed: UInt64) {
        expressions = RandomExpressions(seed: seed)
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int { expressions.number(range) }

    mutating func policy(number: Int) -> Policy {
        let scope = [scope(.principal, Self.uids), scope(.action, Self.actions), scope(.resource, Self.uids)]
        let conditions = (0..<self.number(0...2)).map { _ in condition() }
        return Policy(
            id: "policy\(number)", effect: self.number(0...2) == 0 ? .forbid : .permit, annotations: [:],
            source: PolicySource(file: "random", text: ""), range: Expression.synthetic(.literal(true)).range, scope: scope,
            conditions: conditions)
    }

    private mutating func scope(_ variable: Variable, _ uids: [EntityUID]) -> Scope {
        let uid = EntityReference.entity(expressions.pick(uids))
        let constraint: Scope.Constraint =
            switch number(0...7) {
            case 0: .equal(uid)
            case 1: .within(uid)
            case 2: variable == .action ? .withinAny([expressions.pick(uids), expressions.pick(uids)]) : .isType("User", within: nil)
            case 3: variable == .action ? .withinAny([]) : .isType("A::B", within: uid)
            default: .any
            }
        return Scope(variable, constraint, range: Expression.synthetic(.literal(true)).range)
    }

    /// Half of the conditions are a comparison, which is a boolean more often than any expression.
    private mutating func condition() -> Condition {
        let body: Expression =
            switch number(0...3) {
            case 0: expressions.next(depth: 4)
            case 1: .synthetic(.binary(.equal, expressions.next(depth: 3), expressions.next(depth: 3)))
            case 2:
                .synthetic(.or([.synthetic(.binary(.isIn, role(), .synthetic(.literal(.entity(expressions.pick(Self.uids)))))), test()]))
            default: .synthetic(.and([test(), test()]))
            }
        return Condition(kind: number(0...2) == 0 ? .unless : .when, body: body, range: body.range)
    }

    private mutating func role() -> Expression { .synthetic(.variable(expressions.pick([.principal, .action, .resource]))) }

    private mutating func test() -> Expression {
        let name = ExactString(expressions.pick(Self.names))
        let base: Expression = number(0...1) == 0 ? .synthetic(.variable(.context)) : role()
        return switch number(0...3) {
        case 0: .synthetic(.has(base, [name]))
        case 1: .synthetic(.binary(.hasTag, base, .synthetic(.literal(.string(name.text)))))
        case 2: .synthetic(.isType(base, "User", within: nil))
        default: .synthetic(.binary(.equal, .synthetic(.attribute(base, name)), expressions.next(depth: 2)))
        }
    }

    mutating func value(depth: Int = 3) -> Value {
        switch number(0...(depth > 0 ? 8 : 6)) {
        case 0: .bool(number(0...1) == 0)
        case 1: .long(expressions.pick([0, 1, -1, .max, .min]))
        case 2: .string(expressions.pick(Self.names + ["", "*"]))
        case 3: .entity(expressions.pick(Self.uids))
        case 4: .datetime(millisecondsSinceEpoch: expressions.pick([0, -1, 86_400_000]))
        case 5: IPNetwork(expressions.pick(["10.0.0.1", "::1", "10.0.0.0/8"])).map(Value.ipaddr) ?? .bool(false)
        case 6: .decimal(FixedDecimal(tenThousandths: expressions.pick([0, 10_000, -1])))
        case 7: .set((0..<number(0...3)).map { _ in value(depth: depth - 1) })
        default: .record(record(depth: depth - 1))
        }
    }

    private mutating func record(depth: Int) -> RecordValue {
        RecordValue((0..<number(0...3)).map { _ in (name: expressions.pick(Self.names), value: value(depth: depth)) })
    }

    /// Parents come later in the list, so that there is no circle; not every entity is described.
    mutating func entities() throws -> Entities {
        var entities: [Entity] = []
        for uids in [Self.uids, Self.actions] {
            for (index, uid) in uids.enumerated() where number(0...3) > 0 {
                let parents = uids[(index + 1)...].filter { _ in number(0...3) == 0 }
                entities.append(
                    Entity(
                        uid: uid, attributes: record(depth: 2), parents: Array(parents),
                        tags: number(0...1) == 0 ? record(depth: 1) : RecordValue([:] as [String: Value])))
            }
        }
        return try Entities(entities)
    }

    /// The request prepared with some of the facts of its own and the others the authorizer's.
    mutating func split(_ entities: Entities, policies: PolicySet, request: Request) throws -> PreparedRequest {
        let own = Array(entities.all).sorted { $0.uid < $1.uid }.filter { _ in number(0...1) == 0 }
        let others = entities.all.filter { entity in !own.contains { $0.uid == entity.uid } }
        let authorizer = Authorizer(CompiledPolicies(policies), entities: try Entities(others))
        return try authorizer.prepare(request, facts: try Entities(own))
    }

    mutating func request() -> Request {
        Request(
            principal: expressions.pick(Self.uids + [EntityUID(type: "Stranger", id: "é")]), action: expressions.pick(Self.actions),
            resource: expressions.pick(Self.uids), context: record(depth: 3))
    }
}
