@testable import Cedar

/// Policies, facts and a request made of a seed. `typed` keeps to types, as strict validation would.
struct RandomCase {
    static let users = ["alice", "bob", "carol"].map { EntityUID(type: "User", id: $0) }
    static let photos = ["1", "2", "3", "4", "5"].map { EntityUID(type: "Photo", id: $0) }

    let text: String
    let policies: PolicySet
    let entities: [Entity]
    let request: Request

    init(seed: UInt64, typed: Bool) throws {
        var writer = PolicyWriter(numbers: SeededNumbers(seed: seed), isTyped: typed)
        text = (0..<4).map { _ in writer.policy() }.joined(separator: "\n")
        policies = try Check.policies(text)
        var facts = FactWriter(numbers: SeededNumbers(seed: seed &+ 1), isTyped: typed)
        entities = facts.entities()
        request = Request(
            principal: Self.users[Int(seed % 3)], action: Check.action, resource: Self.photos[Int(seed / 3 % 5)],
            context: facts.context())
    }
}

/// Writes policies that touch every kind of expression.
struct PolicyWriter {
    var numbers: SeededNumbers
    let isTyped: Bool

    mutating func policy() -> String {
        let scope = numbers.pick(
            "principal", "principal == User::\"alice\"", "principal in Group::\"g\"", "principal is User",
            "principal is User in Group::\"h\"", "principal is Group")
        let action = numbers.pick("action", "action == Action::\"view\"", "action in [Action::\"read\", Action::\"write\"]")
        let resource = numbers.pick("resource", "resource == Photo::\"1\"", "resource in Album::\"x\"", "resource is Photo in Album::\"y\"")
        let clause = numbers.pick("when", "when", "unless")
        return "\(numbers.pick("permit", "permit", "forbid")) (\(scope), \(action), \(resource)) \(clause) { \(boolean(3)) };"
    }

    mutating func boolean(_ depth: Int) -> String {
        if !isTyped, numbers.chance(15) { return value(depth - 1) }
        guard depth > 0 else { return simple() }
        switch Int.random(in: 0..<16, using: &numbers) {
        case 0...2: return "(\(boolean(depth - 1)) && \(boolean(depth - 1)))"
        case 3...5: return "(\(boolean(depth - 1)) || \(boolean(depth - 1)))"
        case 6: return "!(\(boolean(depth - 1)))"
        case 7: return "(if \(boolean(depth - 1)) then \(boolean(depth - 1)) else \(boolean(depth - 1)))"
        case 8: return "(\(long(depth - 1)) \(numbers.pick("<", "<=", ">", ">=", "==", "!=")) \(long(depth - 1)))"
        case 9: return "(\(value(depth - 1)) \(numbers.pick("==", "!=")) \(value(depth - 1)))"
        case 10: return "(\(party()) in \(container()))"
        case 11: return "\(strings()).\(numbers.pick("contains(\(string()))", "containsAny(\(strings()))", "containsAll(\(strings()))"))"
        case 12: return "\(users()).contains(\(party()))"
        case 13: return "(\(string()) like \"\(numbers.pick("*", "a*", "*b", "a"))\")"
        default: return simple()
        }
    }

    mutating func simple() -> String {
        numbers.pick(
            "true", "false", "resource.public", "context.flag", "principal.cleared", "resource.owner == principal",
            "resource.owner == User::\"alice\"", "User::\"bob\" != resource.owner", "resource.album.owner == principal",
            "resource has album", "resource has album.owner", "context has flag", "context has a.x", "principal has boss.cleared",
            "resource.kind == \"a\"", "[\"a\", \"b\"].contains(resource.kind)", "resource.album.open", "!resource.album.open",
            "resource.album.users.contains(principal)", "resource.album.users.contains(User::\"alice\")",
            "principal is User", "resource.owner is Group", "resource is Photo in Album::\"x\"", "resource.owner in Group::\"g\"",
            "resource.owner in [Group::\"g\", User::\"carol\"]", "principal.hasTag(\"t\")", "principal.getTag(\"t\") == \"v\"",
            "resource.labels.isEmpty()", "context.address.isInRange(ip(\"10.0.0.0/8\"))", "context.now < datetime(\"2026-06-01\")",
            "resource.labels.containsAny([\"a\", \"c\"])", "resource.labels.containsAll([\"a\", \"b\"])", "{a: 1, b: context.n}.b == 1")
    }

    private mutating func value(_ depth: Int) -> String {
        if isTyped || depth <= 0 { return string() }
        if numbers.chance(4) { return numbers.pick("(true && \(value(0)))", "(\(simple()) || \(value(0)))") }
        return numbers.pick(
            long(depth), string(), strings(), party(), "(\(boolean(depth - 1)))", "context", "{a: \(long(depth)), b: \(string())}")
    }

    private mutating func long(_ depth: Int) -> String {
        guard depth > 0 else { return numbers.pick("1", "2", "context.n", "resource.n", "9223372036854775807") }
        return "(\(long(depth - 1)) \(numbers.pick("+", "-", "*")) \(long(depth - 1)))"
    }

    private mutating func string() -> String { numbers.pick("\"a\"", "\"ab\"", "resource.kind", "context.text") }

    private mutating func strings() -> String { numbers.pick("[\"a\"]", "[\"a\", \"b\"]", "[]", "resource.labels", "context.labels") }

    private mutating func users() -> String {
        numbers.pick("[User::\"alice\", User::\"bob\"]", "resource.album.users", "context.users", "[resource.owner, principal]")
    }

    private mutating func party() -> String {
        numbers.pick("principal", "resource", "resource.owner", "principal.boss", "User::\"alice\"", "User::\"nobody\"", "resource.album")
    }

    private mutating func container() -> String {
        if !isTyped, numbers.chance(8) { return numbers.pick("[Group::\"g\", 1]", "1", "resource.labels", "context.users") }
        return numbers.pick(
            "Group::\"g\"", "Group::\"h\"", "Album::\"x\"", "[Group::\"h\", Album::\"y\"]", "[principal, resource]", "principal.boss")
    }
}

/// Describes users, groups, photos and albums; attributes and whole entities may be missing.
struct FactWriter {
    var numbers: SeededNumbers
    let isTyped: Bool

    mutating func entities() -> [Entity] {
        let users = RandomCase.users.map {
            entity($0, ["cleared": bool(), "boss": user()], in: ["g", "h"], of: "Group", tags: ["t": "v"])
        }
        let groups = ["g", "h"].map { entity(EntityUID(type: "Group", id: $0), [:], in: $0 == "g" ? ["h"] : [], of: "Group", tags: [:]) }
        let photos = RandomCase.photos.map { photo in
            entity(
                photo,
                [
                    "public": bool(), "owner": user(), "kind": text(), "n": long(), "labels": labels(),
                    "album": .entity(EntityUID(type: "Album", id: numbers.pick("x", "y", "z"))),
                ], in: ["x", "y"], of: "Album", tags: [:])
        }
        let albums = ["x", "y"].map {
            entity(
                EntityUID(type: "Album", id: $0), ["owner": user(), "open": bool(), "users": .set([user(), user()])], in: [], of: "Album",
                tags: [:])
        }
        return [users, groups, photos, albums].joined().filter { _ in !numbers.chance(12) } + [
            Entity(uid: Check.action, attributes: [:], parents: [EntityUID(type: "Action", id: "read")]),
            Entity(uid: EntityUID(type: "Action", id: "read"), attributes: [:]),
        ]
    }

    mutating func context() -> [String: Value] {
        let whole: [String: Value] = [
            "flag": bool(), "n": long(), "text": text(), "labels": labels(), "users": .set([user()]), "a": ["x": long()],
            "now": .datetime(millisecondsSinceEpoch: Int64.random(in: 1_770_000_000_000...1_790_000_000_000, using: &numbers)),
            "address": ExtensionFunction.ip.literal(numbers.pick("10.1.2.3", "11.0.0.1")) ?? false,
        ]
        return thinned(whole)
    }

    private mutating func entity(
        _ uid: EntityUID, _ attributes: [String: Value], in parents: [String], of type: String, tags: [String: Value]
    ) -> Entity {
        let chosen = parents.filter { _ in numbers.chance(2) }.map { EntityUID(type: type, id: $0) }
        return Entity(uid: uid, attributes: thinned(attributes), parents: chosen, tags: thinned(tags))
    }

    /// Leaves some out, and where types don't matter gives some another.
    private mutating func thinned(_ values: [String: Value]) -> [String: Value] {
        var result: [String: Value] = [:]
        for name in values.keys.sorted() where !numbers.chance(8) {
            result[name] = !isTyped && numbers.chance(10) ? long() : values[name]
        }
        return result
    }

    private mutating func bool() -> Value { .bool(numbers.chance(2)) }
    private mutating func long() -> Value { .long(Int64.random(in: 0...2, using: &numbers)) }
    private mutating func text() -> Value { .string(numbers.pick("a", "b", "ab", "c")) }
    private mutating func labels() -> Value { .set(["a", "b", "c"].filter { _ in numbers.chance(2) }.map { .string($0) }) }
    private mutating func user() -> Value { .entity(EntityUID(type: "User", id: numbers.pick("alice", "bob", "carol", "nobody"))) }
}
