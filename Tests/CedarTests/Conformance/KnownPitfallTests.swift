import Testing

@testable import Cedar

/// Where implementers of Cedar go wrong, one test each. Every row was checked against the reference implementation (Rust, 4.12).
@Suite("Conformance: known pitfalls")
struct KnownPitfallTests {
    private static let known = [
        Entity(uid: Check.alice, attributes: ["n": 1, "r": ["x": 1]], parents: [EntityUID(type: "Group", id: "g")], tags: ["t": "v"])
    ]

    private static let context: [String: Value] = [
        "s": "10.0.0.1", "r": ["x": ["y": 2]], "set": [1, 2, "a"], "who": .entity(EntityUID(type: "User", id: "nobody")),
    ]

    /// What becomes of a policy with one condition.
    enum Expected { case holds, fails, errs }

    private func check(_ text: String, _ expected: Expected) throws {
        let set = try Check.policies("permit(principal, action, resource) when { \(text) };")
        let response = authorize(Check.request(Self.context), policies: set, entities: try Entities(Self.known))
        let found: Expected = !response.errors.isEmpty ? .errs : response.decision == .allow ? .holds : .fails
        #expect(found == expected, "\(text)")
        let compiled = try Authorizer(CompiledPolicies(set), entities: try Entities(Self.known)).authorize(Check.request(Self.context))
        #expect(compiled == response, "\(text)")
    }

    @Test(
        "3. && and || look at the right only where it counts, and then it must be a boolean",
        arguments: [
            ("true && 1", Expected.errs),
            ("false && 1", .fails),
            ("1 && false", .errs),
            ("true || 1", .holds),
            ("false || 1", .errs),
            ("false && (1 + true == 2)", .fails),
            ("true || principal.missing", .holds),
            ("false || true && false", .fails),
            ("!(false && 1)", .holds),
            ("if true then true else 1", .holds),
            ("(if false then 1 else true) && true", .holds),
            ("if 1 then true else true", .errs),
            ("true && (if false then 1 else true)", .holds),
        ])
    func pitfall3(_ text: String, _ expected: Expected) throws { try check(text, expected) }

    @Test(
        "4. == never errs, also across types",
        arguments: [
            ("1 == \"1\"", Expected.fails),
            ("1 == true", .fails),
            ("[] == {}", .fails),
            ("ip(\"1.2.3.4\") == decimal(\"1.0\")", .fails),
            ("principal == 1", .fails),
            ("User::\"a\" == Group::\"a\"", .fails),
            ("{a: 1} == {a: 1, b: 2}", .fails),
            ("{a: 1, b: 2} == {b: 2, a: 1}", .holds),
            ("1 != \"1\"", .holds),
            ("[1] != [1]", .fails),
            ("principal == principal.missing", .errs),
            ("duration(\"60s\") == duration(\"1m\")", .holds),
            ("duration(\"1s\") == 1000", .fails),
            ("datetime(\"2024-01-01\") == datetime(\"2024-01-01T00:00:00Z\")", .holds),
        ])
    func pitfall4(_ text: String, _ expected: Expected) throws { try check(text, expected) }

    @Test(
        "5. < and friends take two longs, two datetimes or two durations",
        arguments: [
            ("1 < 2", Expected.holds),
            ("2 <= 2", .holds),
            ("2 > 2", .fails),
            ("2 >= 3", .fails),
            ("\"a\" < \"b\"", .errs),
            ("decimal(\"1.0\") < decimal(\"2.0\")", .errs),
            ("ip(\"1.2.3.4\") < ip(\"1.2.3.5\")", .errs),
            ("1 < duration(\"1s\")", .errs),
            ("duration(\"1s\") < duration(\"1001ms\")", .holds),
            ("datetime(\"2024-01-01\") > datetime(\"2023-12-31\")", .holds),
            ("datetime(\"2024-01-01\") < duration(\"1s\")", .errs),
            ("duration(\"1s\") >= datetime(\"2024-01-01\")", .errs),
            ("true < false", .errs),
            ("[1] < [2]", .errs),
            ("principal < principal", .errs),
        ])
    func pitfall5(_ text: String, _ expected: Expected) throws { try check(text, expected) }

    @Test(
        "6. `in` checks every element of a set",
        arguments: [
            ("principal in [principal, 1]", Expected.errs),
            ("principal in [1, principal]", .errs),
            ("principal in [\"a\"]", .errs),
            ("principal in []", .fails),
            ("principal in [Group::\"h\", Group::\"g\"]", .holds),
            ("principal in context.set", .errs),
            ("principal in {a: 1}", .errs),
            ("principal in \"User\"", .errs),
            ("1 in []", .errs),
            ("context in [principal]", .errs),
        ])
    func pitfall6(_ text: String, _ expected: Expected) throws { try check(text, expected) }

    @Test(
        "7. `in` is reflexive for entities that aren't described; a parent needn't be described",
        arguments: [
            ("User::\"nobody\" in User::\"nobody\"", Expected.holds),
            ("User::\"nobody\" in [User::\"other\", User::\"nobody\"]", .holds),
            ("User::\"nobody\" in Group::\"g\"", .fails),
            ("principal in Group::\"g\"", .holds),
            ("Group::\"g\" in Group::\"g\"", .holds),
            ("Group::\"g\" in principal", .fails),
            ("resource in resource", .holds),
            ("action in Action::\"view\"", .holds),
            ("context.who in User::\"nobody\"", .holds),
        ])
    func pitfall7(_ text: String, _ expected: Expected) throws { try check(text, expected) }

    @Test(
        "8. an entity that isn't described: `has` and `hasTag` are false, access errs",
        arguments: [
            ("resource has n", Expected.fails),
            ("resource has n.m", .fails),
            ("resource has \"n\"", .fails),
            ("resource.hasTag(\"t\")", .fails),
            ("resource.n == 1", .errs),
            ("resource.getTag(\"t\") == \"v\"", .errs),
            ("context.who has n", .fails),
            ("context.who.n == 1", .errs),
            ("resource has n && resource.n == 1", .fails),
            ("principal has n", .holds),
            ("principal.hasTag(\"t\")", .holds),
            ("principal.getTag(\"t\") == \"v\"", .holds),
            ("principal.getTag(\"u\") == \"v\"", .errs),
            ("principal.hasTag(\"u\")", .fails),
            ("principal.m == 1", .errs),
            ("action has n", .fails),
        ])
    func pitfall8(_ text: String, _ expected: Expected) throws { try check(text, expected) }

    @Test(
        "9. `has` on what has no attributes errs, also inside a path",
        arguments: [
            ("1 has n", Expected.errs),
            ("\"a\" has n", .errs),
            ("[] has n", .errs),
            ("true has n", .errs),
            ("ip(\"::1\") has n", .errs),
            ("principal has n.b", .errs),
            ("principal has m.b", .fails),
            ("principal has r.x", .holds),
            ("principal has r.y", .fails),
            ("principal has r.x.z", .errs),
            ("context has r.x.y", .holds),
            ("context has r.x.y.z", .errs),
            ("context has r.z.y.z", .fails),
            ("context has s.a", .errs),
            ("context has who.n.m", .fails),
            ("{a: {b: 1}} has a.b", .holds),
            ("{\"a b\": 1} has \"a b\"", .holds),
            ("{} has a", .fails),
        ])
    func pitfall9(_ text: String, _ expected: Expected) throws { try check(text, expected) }

    @Test(
        "10. `e is T in x` doesn't look at x where the type fails",
        arguments: [
            ("principal is Group in 1", Expected.fails),
            ("principal is Group in principal.missing", .fails),
            ("principal is User in 1", .errs),
            ("principal is User in Group::\"g\"", .holds),
            ("principal is User in [Group::\"g\"]", .holds),
            ("principal is User in []", .fails),
            ("principal is User in [1]", .errs),
            ("principal is Group in Group::\"g\"", .fails),
            ("1 is User", .errs),
            ("1 is User in Group::\"g\"", .errs),
            ("resource is Photo in resource", .holds),
            ("principal is principal", .fails),
        ])
    func pitfall10(_ text: String, _ expected: Expected) throws { try check(text, expected) }

    @Test(
        "11. arithmetic is checked in 64 bits",
        arguments: [
            ("9223372036854775807 + 1 == 0", Expected.errs),
            ("-9223372036854775808 - 1 == 0", .errs),
            ("-9223372036854775808 < 0", .holds),
            ("-(-9223372036854775808) == 0", .errs),
            ("--9223372036854775808 == 0", .errs),
            ("-9223372036854775808 * -1 == 0", .errs),
            ("4611686018427387904 * 2 == 0", .errs),
            ("-4611686018427387904 * 2 == -9223372036854775808", .holds),
            ("9223372036854775807 - -1 == 0", .errs),
            ("0 - 9223372036854775807 - 1 == -9223372036854775808", .holds),
            ("1 - 2 - 3 == -4", .holds),
            ("2 + 3 * 4 - 1 == 13", .holds),
            ("-3 * -3 == 9", .holds),
            ("false && 9223372036854775807 + 1 == 0", .fails),
            ("true + 1 == 2", .errs),
            ("\"a\" + \"b\" == \"ab\"", .errs),
            ("-true == false", .errs),
            ("-\"1\" == 1", .errs),
        ])
    func pitfall11(_ text: String, _ expected: Expected) throws { try check(text, expected) }

    @Test(
        "12. relations don't chain, at most four signs, `-1.f()` is read from its right",
        arguments: [
            ("!!!!true", Expected.holds),
            ("!!!true", .fails),
            ("----1 == 1", .holds),
            ("---1 == -1", .holds),
            ("-(1) == 1 - 2", .holds),
            ("-[1].contains(1) == 1", .errs),
            ("(1 == 1) == true", .holds),
            ("1 == 1 && 2 == 2", .holds),
            ("1 + 1 in principal", .errs),
            ("1 - -1 == 2", .holds),
            ("1 - - - - 1 == 2", .holds),
        ])
    func pitfall12(_ text: String, _ expected: Expected) throws { try check(text, expected) }

    @Test(
        "13. sets ignore order and duplicates and may mix types",
        arguments: [
            ("[1, 2, 2] == [2, 1]", Expected.holds),
            ("[1, \"1\", true].contains(\"1\")", .holds),
            ("[].containsAll([])", .holds),
            ("[1].containsAll([])", .holds),
            ("[].containsAny([])", .fails),
            ("[1, 2].containsAny([2, 3])", .holds),
            ("[1, 2].containsAll([2, 3])", .fails),
            ("[].isEmpty()", .holds),
            ("[[]].isEmpty()", .fails),
            ("[[1], [1, 1]] == [[1]]", .holds),
            ("[{a: 1}].contains({a: 1})", .holds),
            ("[1].contains([1])", .fails),
            ("[[1]].contains([1])", .holds),
            ("context.set.contains(\"a\")", .holds),
            ("context.set == [\"a\", 2, 1]", .holds),
            ("1.isEmpty()", .errs),
            ("[1].containsAll(1)", .errs),
            ("1.contains(1)", .errs),
            ("[1].containsAny(principal)", .errs),
            ("[1, 1 + true].contains(1)", .errs),
            ("[principal, resource].contains(principal)", .holds),
            ("[ip(\"1.2.3.4\")].contains(ip(\"1.2.3.4/32\"))", .holds),
            ("[decimal(\"1.0\")] == [decimal(\"1.00\")]", .holds),
        ])
    func pitfall13(_ text: String, _ expected: Expected) throws { try check(text, expected) }

    @Test(
        "14. strings compare by Unicode scalars",
        arguments: [
            ("\"\\u{e9}\" == \"e\\u{301}\"", Expected.fails),
            ("\"e\\u{301}\" like \"\\u{e9}\"", .fails),
            ("\"e\\u{301}\" like \"e*\"", .holds),
            ("[\"\\u{e9}\", \"e\\u{301}\"] == [\"\\u{e9}\"]", .fails),
            ("User::\"\\u{e9}\" == User::\"e\\u{301}\"", .fails),
            ("{\"\\u{e9}\": 1} has \"e\\u{301}\"", .fails),
            ("{\"\\u{e9}\": 1, \"e\\u{301}\": 2}[\"e\\u{301}\"] == 2", .holds),
            ("\"\\u{212b}\" == \"\\u{c5}\"", .fails),
            ("\"a\" like \"A\"", .fails),
            ("\"\" like \"*\"", .holds),
            ("\"a*c\" like \"a\\*c\"", .holds),
            ("\"abc\" like \"a\\*c\"", .fails),
            ("\"a*c\" like \"a\\u{2a}c\"", .holds),
            ("\"abc\" like \"a\\u{2a}c\"", .holds),
            ("\"a\\\\b\" like \"a\\\\b\"", .holds),
            ("\"abcabd\" like \"*abd\"", .holds),
            ("\"aaa\" like \"*a*a*a*a*\"", .fails),
            ("1 like \"*\"", .errs),
            ("\"a\\nb\" like \"a*b\"", .holds),
            ("\"\\x41\\u{42}\" == \"AB\"", .holds),
            ("\"\\0\" == \"\\u{0}\"", .holds),
        ])
    func pitfall14(_ text: String, _ expected: Expected) throws { try check(text, expected) }

    @Test(
        "15. networks: the host part counts for ==, not for ranges; versions never mix",
        arguments: [
            ("ip(\"10.0.0.1/8\") == ip(\"10.0.0.0/8\")", Expected.fails),
            ("ip(\"10.0.0.1/8\").isInRange(ip(\"10.0.0.0/8\"))", .holds),
            ("ip(\"10.0.0.0/8\").isInRange(ip(\"10.0.0.1/8\"))", .holds),
            ("ip(\"10.0.0.0/7\").isInRange(ip(\"10.0.0.0/8\"))", .fails),
            ("ip(\"10.0.0.1\").isInRange(ip(\"::/0\"))", .fails),
            ("ip(\"::1\").isInRange(ip(\"0.0.0.0/0\"))", .fails),
            ("ip(\"127.0.0.0/7\").isLoopback()", .fails),
            ("ip(\"127.255.0.1\").isLoopback()", .holds),
            ("ip(\"::1/127\").isLoopback()", .fails),
            ("ip(\"224.0.0.0/4\").isMulticast()", .holds),
            ("ip(\"224.0.0.0/3\").isMulticast()", .fails),
            ("ip(\"ff00::/7\").isMulticast()", .fails),
            ("ip(\"1.2.3.4\") == ip(\"1.2.3.4/32\")", .holds),
            ("ip(\"::1\").isIpv6()", .holds),
        ])
    func pitfall15(_ text: String, _ expected: Expected) throws { try check(text, expected) }

    @Test(
        "16. IP texts: no leading zeros, no IPv4 inside IPv6",
        arguments: [
            ("ip(\"01.2.3.4\").isIpv4()", Expected.errs),
            ("ip(\"1.2.3.4/08\").isIpv4()", .errs),
            ("ip(\"::ffff:1.2.3.4\").isIpv6()", .errs),
            ("ip(\"1.2.3\").isIpv4()", .errs),
            ("ip(\"::1/129\").isIpv6()", .errs),
            ("ip(\"::0001\").isIpv6()", .holds),
            ("ip(\"::00001\").isIpv6()", .errs),
            ("ip(\"1:2:3:4:5:6:7::\").isIpv6()", .holds),
            ("ip(\"1:2:3:4:5:6:7:8::\").isIpv6()", .errs),
            ("ip(\"A:B::\").isIpv6()", .holds),
            ("ip(\"1.2.3.4 \").isIpv4()", .errs),
            ("ip(\"\").isIpv4()", .errs),
        ])
    func pitfall16(_ text: String, _ expected: Expected) throws { try check(text, expected) }

    @Test(
        "17. decimals: one to four fraction digits, no plus",
        arguments: [
            ("decimal(\"1.0\") == decimal(\"1.0000\")", Expected.holds),
            ("decimal(\"1.00000\") == decimal(\"1.0\")", .errs),
            ("decimal(\"+1.0\") == decimal(\"1.0\")", .errs),
            ("decimal(\"1.\") == decimal(\"1.0\")", .errs),
            ("decimal(\".5\") == decimal(\"0.5\")", .errs),
            ("decimal(\"1\") == decimal(\"1.0\")", .errs),
            ("decimal(\"-0.0\") == decimal(\"0.0\")", .holds),
            ("decimal(\"922337203685477.5807\").greaterThan(decimal(\"-922337203685477.5808\"))", .holds),
            ("decimal(\"922337203685477.5808\") == decimal(\"0.0\")", .errs),
            ("decimal(\"001.1\").lessThanOrEqual(decimal(\"1.1\"))", .holds),
            ("decimal(\"1.0\").lessThan(1)", .errs),
            ("decimal(\"1.0\").lessThan(decimal(\"1.0001\"))", .holds),
        ])
    func pitfall17(_ text: String, _ expected: Expected) throws { try check(text, expected) }

    @Test(
        "18. toDate and toTime floor before 1970; toSeconds and the like truncate toward zero",
        arguments: [
            ("datetime(\"1969-12-31T23:00:00Z\").toDate() == datetime(\"1969-12-31\")", Expected.holds),
            ("datetime(\"1969-12-31T23:00:00Z\").toTime() == duration(\"23h\")", .holds),
            ("datetime(\"1969-12-31\").toTime() == duration(\"0ms\")", .holds),
            ("datetime(\"1969-12-31T23:59:59.999Z\").toTime().toMilliseconds() == 86399999", .holds),
            ("duration(\"-1999ms\").toSeconds() == -1", .holds),
            ("duration(\"-999ms\").toSeconds() == 0", .holds),
            ("duration(\"-47h\").toDays() == -1", .holds),
            ("duration(\"119s\").toMinutes() == 1", .holds),
            ("duration(\"-59m\").toHours() == 0", .holds),
            ("datetime(\"2024-01-01\").durationSince(datetime(\"2024-01-02\")).toHours() == -24", .holds),
        ])
    func pitfall18(_ text: String, _ expected: Expected) throws { try check(text, expected) }

    @Test(
        "19. durations: units descend, each once; the smallest number is legal",
        arguments: [
            ("duration(\"1d2h3m4s5ms\").toMilliseconds() == 93784005", Expected.holds),
            ("duration(\"1h1d\").toDays() == 1", .errs),
            ("duration(\"1s1s\").toSeconds() == 2", .errs),
            ("duration(\"-9223372036854775808ms\").toMilliseconds() == -9223372036854775808", .holds),
            ("duration(\"9223372036854775808ms\").toDays() == 0", .errs),
            ("duration(\"\").toDays() == 0", .errs),
            ("duration(\"1\").toDays() == 0", .errs),
            ("duration(\"-1d1ms\").toMilliseconds() == -86400001", .holds),
            ("duration(\"1d-1ms\").toDays() == 1", .errs),
            ("duration(\"90m\") == duration(\"1h30m\")", .holds),
            ("duration(\"+1h\") == duration(\"1h\")", .errs),
        ])
    func pitfall19(_ text: String, _ expected: Expected) throws { try check(text, expected) }

    @Test(
        "20. datetimes: no leap second, no lower case, offsets to 23:59, the year 0",
        arguments: [
            ("datetime(\"2016-12-31T23:59:60Z\") == datetime(\"2017-01-01\")", Expected.errs),
            ("datetime(\"2024-01-01t00:00:00Z\") == datetime(\"2024-01-01\")", .errs),
            ("datetime(\"2024-01-01T00:00:00z\") == datetime(\"2024-01-01\")", .errs),
            ("datetime(\"1970-01-01T00:00:00+2359\").durationSince(datetime(\"1970-01-01\")).toMinutes() == -1439", .holds),
            ("datetime(\"1970-01-01T00:00:00+2400\") == datetime(\"1970-01-01\")", .errs),
            ("datetime(\"1970-01-01T00:00:00+0060\") == datetime(\"1970-01-01\")", .errs),
            ("datetime(\"1970-01-01T00:00:00+00:00\") == datetime(\"1970-01-01\")", .errs),
            ("datetime(\"0000-01-01\") < datetime(\"0001-01-01\")", .holds),
            ("datetime(\"2023-02-29\") < datetime(\"2024-01-01\")", .errs),
            ("datetime(\"2000-02-29\") < datetime(\"2024-01-01\")", .holds),
            ("datetime(\"1900-02-29\") < datetime(\"2024-01-01\")", .errs),
            ("datetime(\"2024-01-01T00:00:00.1Z\") > datetime(\"2024-01-01\")", .errs),
            ("datetime(\"2024-01-01T00:00:00.001Z\") > datetime(\"2024-01-01\")", .holds),
            ("datetime(\"2024-01-01T24:00:00Z\") > datetime(\"2024-01-01\")", .errs),
        ])
    func pitfall20(_ text: String, _ expected: Expected) throws { try check(text, expected) }

    @Test(
        "21. constructors take computed strings; a bad literal errs where it is evaluated, and only there",
        arguments: [
            ("ip(context.s).isIpv4()", Expected.holds),
            ("ip(if true then \"::1\" else \"x\").isIpv6()", .holds),
            ("decimal(\"x\") == 1", .errs),
            ("false && decimal(\"x\") == 1", .fails),
            ("true || ip(\"x\").isIpv4()", .holds),
            ("decimal(1) == 1", .errs),
            ("decimal() == 1", .errs),
            ("ip(\"::1\", \"::1\").isIpv6()", .errs),
            ("decimal(\"1.0\").isIpv4()", .errs),
            ("ip(\"1.2.3.4\").toDays() == 1", .errs),
            ("datetime(\"2024-01-01\").offset(1) == 1", .errs),
            ("duration(\"1d\").durationSince(duration(\"1d\")) == 1", .errs),
            ("ip(\"::1\").isIpv6(1)", .errs),
            ("\"1.0\".lessThan(\"2.0\")", .errs),
        ])
    func pitfall21(_ text: String, _ expected: Expected) throws { try check(text, expected) }
}
