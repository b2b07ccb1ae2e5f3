import Testing

@testable import Cedar

/// What strict mode accepts and refuses, each row checked against the reference implementation (Rust, 4.12).
@Suite("Validation: strict mode as in the reference implementation")
struct StrictTableTests {
    static let schemaText = """
        entity Top;
        entity Group in [Group, Top] { n: Long } tags Set<String>;
        entity Color enum ["red", "green"];
        entity User in [Group] {
            name: String, age?: Long, manager?: User, roles: Set<String>, friends: Set<User>,
            address?: { street?: String, city: String, geo: { lat: Long, lon?: Long } }, color: Color,
        } tags Long;
        entity Photo in [Album] { owner: User, labels: Set<String>, at: datetime, ip: ipaddr, price?: decimal, length: duration, public: Bool };
        entity Album { owner?: User };
        action all;
        action read in [all];
        action view in [read] appliesTo { principal: User, resource: Photo, context: { when?: datetime, n: Long, who?: User, r: { x?: Long } } };
        action edit in [read] appliesTo { principal: [User, Group], resource: [Photo, Album] };
        namespace N {
            entity Thing { t: Bool };
            action act appliesTo { principal: Thing, resource: Thing };
        }
        """

    private func errors(_ policy: String) throws -> [String] {
        try Check.schema(Self.schemaText).validate(try Check.policies(policy)).filter { $0.severity == .error }.map(\.description)
    }

    private func whenViewing(_ condition: String) -> String {
        "permit(principal, action == Action::\"view\", resource) when { \(condition) };"
    }

    @Test(
        "unsound conditions",
        arguments: [
            "principal.nam == \"a\"", "principal.age == 1", "principal.manager.name == \"a\"",
            "principal has manager && principal.manager.age == 1", "principal has age || principal.age == 1",
            "principal has age && (principal has manager || principal.manager.age == 1)",
            "!(principal has age) && principal.age == 1", "(principal has age || resource.public) && principal.age == 1",
            "(if resource.public then principal has age else true) && principal.age == 1",
            "resource.owner has age && principal.age == 1", "{a: principal} has a && principal.age == 1",
            "principal.address.city == \"a\"", "principal has address && principal.address.street == \"a\"",
            "principal has address.geo && principal.address.geo.lon == 1",
            "principal has address.geo.lon && principal.address.street == \"a\"", "context.when > datetime(\"2024-01-01\")",
            "context.r.x == 1", "context.who.name == \"a\"", "context.missing == 1",
            "context has missing && context.missing == 1 || context.n == \"a\"", "principal.getTag(\"t\") == 1",
            "principal.hasTag(\"t\") && principal.getTag(\"u\") == 1",
            "principal.hasTag(\"t\") && resource.owner.getTag(\"t\") == 1",
            "principal.hasTag(\"t\") || principal.getTag(\"t\") == 1", "resource.getTag(\"t\") == 1",
            "resource.hasTag(\"t\") && resource.getTag(\"t\") == 1 || context.n", "principal.hasTag(1)",
            "principal.hasTag(\"t\") && principal.getTag(\"t\") == \"a\"", "1.hasTag(\"t\")", "principal == Usr::\"a\"",
            "principal is Usr", "false && principal is Usr", "principal in Grp::\"a\"",
            "resource.owner.color == Color::\"blue\"", "action == Action::\"veiw\"", "action in Action::\"reed\"",
            "action in [Action::\"read\", Action::\"reed\"]", "action == N::Action::\"view\"", "context.n", "principal.name",
            "principal", "[true]", "!context.n", "!principal.name", "context.n && true", "true && context.n",
            "context.n || true", "false || context.n", "if context.n then true else false",
            "if resource.public then 1 else true", "if resource.public then principal else resource",
            "(if resource.public then 1 else \"a\") == 1", "(if resource.public then {a: 1} else {a: \"b\"}) == {a: 1}",
            "(if resource.public then {a: 1} else {b: 1}) == {a: 1}", "context.n == \"1\"", "context.n == principal",
            "principal.name == resource.at", "[1] == [\"a\"]", "{a: 1} == {a: \"a\"}", "{a: 1} == {a: 1, b: 2}",
            "context.n != true", "principal.name < \"a\"", "context.n < resource.at", "resource.at < resource.length",
            "resource.ip < resource.ip", "principal has age && decimal(\"1.0\") < decimal(\"2.0\")", "true < false",
            "context.n + \"a\" == 1", "principal.name + \"a\" == \"b\"", "context.n - true == 1",
            "context.n * resource.length == 1", "-principal.name == 1", "-resource.public", "context.n like \"1\"",
            "resource.ip like \"1*\"", "[].contains(1)", "[] == [1]", "[1, \"a\"].contains(1)",
            "[principal, resource].contains(principal)", "[1, true] == [1, true]", "[[1], [\"a\"]].contains([1])",
            "[{a: 1}, {b: 1}].contains({a: 1})", "resource.labels.contains(1)", "resource.labels.contains(principal)",
            "context.n.contains(1)", "principal.name.contains(\"a\")", "resource.labels.containsAll(\"a\")",
            "resource.labels.containsAll([1])", "resource.labels.containsAny(principal.friends)", "context.n.containsAny([1])",
            "context.n.isEmpty()", "principal.name.isEmpty()", "1 has a", "principal.name has a", "resource.labels has a",
            "context.n has a.b", "principal has name.a", "principal has address.city.a", "context.n.a == 1",
            "resource.ip.a == 1", "principal in 1", "principal in \"Group\"", "principal in [\"a\"]",
            "principal in [Group::\"g\", Album::\"a\"]", "principal in resource.labels", "1 in principal",
            "principal.name in Group::\"g\"", "1 is User", "principal.name is User", "ip(principal.name).isIpv4()",
            "ip(\"1.2.3\").isIpv4()", "ip(1).isIpv4()", "ip().isIpv4()", "ip(\"1.2.3.4\", \"1.2.3.5\").isIpv4()",
            "ip(if resource.public then \"::1\" else \"::2\").isIpv4()", "decimal(\"1\").lessThan(decimal(\"1.0\"))",
            "decimal(\"1.0\").lessThan(1)", "datetime(\"2024-13-01\") < resource.at", "duration(\"1x\") < resource.length",
            "resource.ip.isInRange(\"1.2.3.4\")", "resource.ip.isInRange(resource.ip, resource.ip)",
            "resource.ip.lessThan(resource.ip)", "resource.at.offset(1) == resource.at",
            "resource.at.offset(resource.at) == resource.at", "resource.at.durationSince(resource.length) == resource.length",
            "resource.length.toDate() == resource.at", "resource.at.toDays() == 1", "principal.isIpv4()",
            "{a: principal.nam} has a", "[principal.nam].isEmpty()", "context.n == 1 && principal.nam == \"a\"",
            "context.n == 1 || principal.nam == \"a\"",
        ])
    func unsound(_ condition: String) throws {
        #expect(try errors(whenViewing(condition)) != [])
    }

    @Test(
        "sound conditions, also those that can never hold",
        arguments: [
            "principal.name == \"a\"", "principal has age && principal.age < 3", "true || principal.age > 3",
            "false && principal.age > 3", "if true then true else principal.age > 3",
            "if false then principal.nam == \"a\" else true",
            "principal has address.street && principal.address.street like \"a*\"",
            "principal has address.geo.lon && principal.address.geo.lon > principal.address.geo.lat",
            "principal has manager.manager.age && principal.manager.manager.age == 1",
            "principal.hasTag(principal.name) && principal.getTag(principal.name) > 0",
            "principal.hasTag(\"t\") && principal.getTag(\"t\") + 1 == context.n",
            "(principal has age || principal has age) && principal.age == 1",
            "if principal has age then principal.age == 1 else false", "(if principal has age then true else false) && true",
            "(if principal has age then principal has manager else principal has age) || true", "1 == \"a\"", "1 != \"a\"",
            "\"a\" == User::\"a\"", "principal == resource", "principal != resource", "Color::\"red\" == User::\"a\"",
            "action == Action::\"edit\"", "action in Action::\"all\"", "action in [Action::\"edit\", Action::\"read\"]",
            "principal in Group::\"g\"", "principal in [Group::\"g\", Group::\"h\"]", "principal in Top::\"t\"",
            "principal in Color::\"red\"", "principal in Album::\"a\"", "resource in principal", "principal is User",
            "principal is Group", "principal is User in Group::\"g\"", "principal is Group in 1", "principal has missing",
            "principal has name", "context has n", "context has missing.a", "action has a", "action.hasTag(\"t\")",
            "resource.hasTag(\"t\")", "[1, context.n] == [2]", "{a: 1, b: context} == {a: 2, b: context}",
            "[principal, resource.owner].contains(principal)", "[true, false, resource.public].contains(true)",
            "principal.friends.contains(resource.owner)", "principal.friends == [principal]", "resource.labels.isEmpty()",
            "resource.at.offset(duration(\"1h\")) > resource.at", "resource.at.durationSince(resource.at).toMilliseconds() == 0",
            "resource.ip.isInRange(ip(\"10.0.0.0/8\")) && !resource.ip.isLoopback()",
            "resource has price && resource.price.lessThan(decimal(\"1.0\"))", "principal.color == Color::\"red\"",
        ])
    func sound(_ condition: String) throws {
        #expect(try errors(whenViewing(condition)) == [])
    }

    @Test(
        "unsound policies and templates",
        arguments: [
            "permit(principal, action == Action::\"all\", resource);",
            "permit(principal, action == Action::\"read\", resource);", "permit(principal, action in [], resource);",
            "permit(principal, action in [Action::\"view\", N::Action::\"act\"], resource);",
            "permit(principal is Group, action == Action::\"view\", resource);", "permit(principal is Color, action, resource);",
            "permit(principal is Top, action, resource);", "permit(principal, action, resource is User);",
            "permit(principal, action == Action::\"view\", resource is Album);",
            "permit(principal in Album::\"a\", action, resource);", "permit(principal in Color::\"red\", action, resource);",
            "permit(principal == Photo::\"p\", action, resource);", "permit(principal == Color::\"blue\", action, resource);",
            "permit(principal == Usr::\"a\", action, resource);", "permit(principal is Usr, action, resource);",
            "permit(principal is N::User, action, resource);", "permit(principal is N::Thing, action, resource is Photo);",
            "permit(principal is Thing, action, resource);", "permit(principal is User in Album::\"a\", action, resource);",
            "permit(principal, action == Action::\"veiw\", resource);",
            "permit(principal, action == Action::\"act\", resource);",
            "permit(principal, action in [Action::\"view\", Action::\"x\"], resource);",
            "permit(principal, action == Action::\"edit\", resource) when { principal.name == \"a\" };",
            "permit(principal, action == Action::\"edit\", resource) when { resource.owner == principal };",
            "permit(principal, action, resource) when { context.n == 1 };",
            "permit(principal == ?principal, action, resource is User);",
            "permit(principal is Group in ?principal, action == Action::\"view\", resource);",
            "permit(principal in ?principal, action == Action::\"view\", resource) when { principal.n == 1 };",
            "permit(principal == ?principal, action == Action::\"read\", resource);",
            "permit(principal is Usr in ?principal, action, resource);",
            "permit(principal, action, resource == ?resource) when { resource.missing };",
        ])
    func unsoundPolicies(_ policy: String) throws {
        #expect(try errors(policy) != [])
    }

    @Test(
        "sound policies and templates",
        arguments: [
            "permit(principal, action in Action::\"read\", resource);",
            "permit(principal, action in Action::\"all\", resource);",
            "permit(principal is Group, action == Action::\"edit\", resource);",
            "permit(principal is Group, action, resource is Photo);", "permit(principal, action, resource is Album);",
            "permit(principal in Group::\"g\", action, resource in Album::\"a\");",
            "permit(principal in Top::\"t\", action, resource);",
            "permit(principal == User::\"a\", action, resource == Photo::\"p\");",
            "permit(principal is N::Thing, action, resource);", "permit(principal is User in Top::\"t\", action, resource);",
            "permit(principal, action == N::Action::\"act\", resource);",
            "permit(principal is Group, action, resource) when { principal.n == 1 };",
            "permit(principal, action == Action::\"edit\", resource) when { principal is User && principal.name == \"a\" };",
            "permit(principal, action == Action::\"edit\", resource) when { resource is Photo && resource.owner == principal };",
            "permit(principal, action == Action::\"edit\", resource) when { context == {} };",
            "forbid(principal, action, resource) unless { principal is User && principal.name == \"a\" };",
            "permit(principal == ?principal, action, resource);",
            "permit(principal in ?principal, action == Action::\"view\", resource in ?resource);",
            "permit(principal is User in ?principal, action == Action::\"view\", resource) when { principal.name == \"a\" };",
        ])
    func soundPolicies(_ policy: String) throws {
        #expect(try errors(policy) == [])
    }
}
