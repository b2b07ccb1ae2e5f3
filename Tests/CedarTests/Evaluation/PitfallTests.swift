import Testing

@testable import Cedar

/// Where implementers of Cedar go wrong, as tables of expressions and what they come out as.
@Suite("Evaluation: where implementers go wrong")
struct PitfallTests {
    private static let known = [
        Entity(uid: Check.alice, attributes: ["n": 1, "r": ["x": 1]], parents: [EntityUID(type: "Group", id: "g")], tags: ["t": "v"])
    ]

    private func check(_ text: String, _ expected: Check.Outcome, _ context: [String: Value] = [:]) throws {
        #expect(try Check.evaluate(text, context: context, entities: Self.known) == expected, "\(text)")
    }

    @Test(
        "&& and || look at the right side only where it counts, and then it must be a boolean",
        arguments: [
            ("true && 1", Check.Outcome.typeError), ("false && 1", .no), ("1 && false", .typeError), ("true || 1", .yes),
            ("false || 1", .typeError), ("false || true && false", .no), ("if true then 1 else 1 + true", .value(1)),
            ("if 1 then 1 else 2", .typeError), ("!1", .typeError), ("!!!!true", .yes),
        ])
    func logic(_ text: String, _ expected: Check.Outcome) throws { try check(text, expected) }

    @Test(
        "== never errs",
        arguments: [
            ("1 == \"1\"", Check.Outcome.no), ("[] == {}", .no), ("User::\"a\" == User::\"a\"", .yes), ("User::\"a\" == Group::\"a\"", .no),
            ("1 != true", .yes), ("{a: 1, b: 2} == {b: 2, a: 1}", .yes), ("ip(\"1.2.3.4\") == decimal(\"1.0\")", .no),
        ])
    func equality(_ text: String, _ expected: Check.Outcome) throws { try check(text, expected) }

    @Test(
        "< takes two longs, two datetimes or two durations",
        arguments: [
            ("1 < 2", Check.Outcome.yes), ("2 <= 2", .yes), ("2 > 2", .no), ("2 >= 3", .no), ("\"a\" < \"b\"", .typeError),
            ("decimal(\"1.0\") < decimal(\"2.0\")", .typeError), ("1 < duration(\"1s\")", .typeError),
            ("duration(\"1s\") < duration(\"1001ms\")", .yes), ("datetime(\"2024-01-01\") > datetime(\"2023-12-31\")", .yes),
            ("datetime(\"2024-01-01\") < duration(\"1s\")", .typeError),
        ])
    func comparison(_ text: String, _ expected: Check.Outcome) throws { try check(text, expected) }

    @Test(
        "`in` checks every element, is reflexive, and knows parents that aren't described",
        arguments: [
            ("principal in [principal, 1]", Check.Outcome.typeError), ("principal in []", .no), ("principal in 1", .typeError),
            ("User::\"nobody\" in User::\"nobody\"", .yes), ("User::\"nobody\" in [User::\"nobody\"]", .yes),
            ("principal in Group::\"g\"", .yes), ("Group::\"g\" in principal", .no), ("1 in principal", .typeError),
            ("principal is Group in 1", .no), ("principal is User in 1", .typeError), ("principal is User in Group::\"g\"", .yes),
            ("1 is User", .typeError), ("resource is Photo", .yes),
        ])
    func membership(_ text: String, _ expected: Check.Outcome) throws { try check(text, expected) }

    @Test func everyElementIsCheckedInWhicheverOrderTheSetHoldsThem() throws {
        for number in 1...20 { try check("User::\"\(number)\" in [User::\"\(number)\", 1]", .typeError) }
    }

    @Test(
        "an entity that isn't described has nothing, and reading it errs",
        arguments: [
            ("resource has n", Check.Outcome.no), ("resource.hasTag(\"t\")", .no), ("resource.n", .error("entity_does_not_exist")),
            ("resource.getTag(\"t\")", .error("entity_does_not_exist")), ("principal.m", .error("attribute_does_not_exist")),
            ("principal.getTag(\"u\")", .error("tag_does_not_exist")), ("principal.getTag(\"t\")", .value("v")),
            ("principal[\"n\"]", .value(1)), ("{a: 1}.b", .error("attribute_does_not_exist")),
            ("1 has n", .typeError), ("\"a\" has n", .typeError), ("principal has n.b", .typeError), ("principal has r.x", .yes),
            ("principal has r.y", .no), ("principal has m.b", .no), ("principal has \"n\"", .yes), ("{\"a b\": 1} has \"a b\"", .yes),
            ("1.n", .typeError), ("principal.hasTag(1)", .typeError),
        ])
    func missing(_ text: String, _ expected: Check.Outcome) throws { try check(text, expected) }

    @Test(
        "arithmetic is checked in 64 bits",
        arguments: [
            ("9223372036854775807 + 1", Check.Outcome.error("overflow")), ("-9223372036854775808 - 1", .error("overflow")),
            ("-9223372036854775808", .value(.long(.min))), ("-(-9223372036854775808)", .error("overflow")),
            ("--9223372036854775808", .error("overflow")), ("-9223372036854775808 * -1", .error("overflow")),
            ("4611686018427387904 * 2", .error("overflow")), ("2 + 3 * 4 - 1", .value(13)), ("1 - 2 - 3", .value(-4)),
            ("1 + true", .typeError), ("-true", .typeError), ("----1", .value(1)), ("-1.lessThan(-1)", .typeError),
        ])
    func arithmetic(_ text: String, _ expected: Check.Outcome) throws { try check(text, expected) }

    @Test(
        "sets ignore order and duplicates and may mix types",
        arguments: [
            ("[1, 2, 2] == [2, 1]", Check.Outcome.yes), ("[1, \"1\", true].contains(\"1\")", .yes), ("[].containsAll([])", .yes),
            ("[1].containsAll([])", .yes), ("[].containsAny([])", .no), ("[1, 2].containsAny([2, 3])", .yes),
            ("[1, 2].containsAll([2, 3])", .no),
            ("[].isEmpty()", .yes), ("[1].isEmpty()", .no), ("1.isEmpty()", .typeError), ("[1].containsAll(1)", .typeError),
            ("1.contains(1)", .typeError), ("[[1], [1]] == [[1]]", .yes), ("[{a: 1}].contains({a: 1})", .yes),
        ])
    func sets(_ text: String, _ expected: Check.Outcome) throws { try check(text, expected) }

    @Test(
        "strings compare by Unicode scalars, not by canonical equivalence",
        arguments: [
            ("\"\\u{e9}\" == \"e\\u{301}\"", Check.Outcome.no), ("\"e\\u{301}\" like \"\\u{e9}\"", .no),
            ("\"e\\u{301}\" like \"e*\"", .yes),
            ("[\"\\u{e9}\", \"e\\u{301}\"] == [\"\\u{e9}\"]", .no), ("User::\"\\u{e9}\" == User::\"e\\u{301}\"", .no),
            ("{\"\\u{e9}\": 1, \"e\\u{301}\": 2}[\"e\\u{301}\"]", .value(2)), ("{\"\\u{e9}\": 1} has \"e\\u{301}\"", .no),
        ])
    func scalars(_ text: String, _ expected: Check.Outcome) throws { try check(text, expected) }

    @Test(
        "like",
        arguments: [
            ("\"\" like \"\"", Check.Outcome.yes), ("\"\" like \"*\"", .yes), ("\"a\" like \"\"", .no), ("\"abcabd\" like \"*abd\"", .yes),
            ("\"abc\" like \"a*c*\"", .yes), ("\"a*c\" like \"a\\*c\"", .yes), ("\"abc\" like \"a\\*c\"", .no),
            ("\"aaa\" like \"*a*a*a*a*\"", .no),
            ("1 like \"1\"", .typeError), ("\"a\\nb\" like \"a*b\"", .yes),
        ])
    func patterns(_ text: String, _ expected: Check.Outcome) throws { try check(text, expected) }

    @Test(
        "constructors take computed strings and err only when evaluated",
        arguments: [
            ("ip(context.a).isIpv4()", Check.Outcome.yes), ("decimal(\"x\")", .error("extension_error")),
            ("false && decimal(\"x\") == 1", .no), ("decimal(1)", .typeError), ("decimal(\"1.0\", \"2.0\")", .typeError),
            ("ip()", .typeError),
            ("decimal(\"1.0\").isIpv4()", .typeError), ("ip(\"1.2.3.4\").toDays()", .typeError),
            ("datetime(\"2024-01-01\").lessThan(1)", .typeError),
        ])
    func constructors(_ text: String, _ expected: Check.Outcome) throws { try check(text, expected, ["a": "10.0.0.1"]) }
}
