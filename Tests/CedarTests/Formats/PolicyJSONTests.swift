import Testing

@testable import Cedar

@Suite("Formats: policies as JSON")
struct PolicyJSONTests {
    private static let head = #""principal":{"op":"All"},"action":{"op":"All"},"resource":{"op":"All"}"#

    private static func policy(_ body: String) -> String {
        #"{"effect":"permit",\#(head),"conditions":[{"kind":"when","body":\#(body)}]}"#
    }

    private static func body(of json: String) throws -> Expression {
        try Policy(json: Array(policy(json).utf8)).conditions[0].body
    }

    private static func json(of expression: String) throws -> String {
        let policy = try Check.policies("permit(principal, action, resource) when { \(expression) };").policies[0]
        let json = try JSON.parse(Array(try policy.json().utf8))
        return json["conditions"]?.array?[0]["body"]?.text() ?? ""
    }

    /// The complaint about a JSON text as a set, as a policy or as a template.
    private static func complaint(_ read: () throws(JSONError) -> Void) -> String {
        do throws(JSONError) {
            try read()
            return ""
        } catch {
            return error.description
        }
    }

    @Test(
        "each kind of expression has its form, checked against the reference implementation 4.12",
        arguments: [
            ("true", #"{"Value":true}"#), ("-1", #"{"Value":-1}"#), ("\"a\"", #"{"Value":"a"}"#),
            ("- -1", #"{"neg":{"arg":{"Value":-1}}}"#),
            ("A::B::\"x\"", #"{"Value":{"__entity":{"type":"A::B","id":"x"}}}"#), ("context", #"{"Var":"context"}"#),
            ("!true", #"{"!":{"arg":{"Value":true}}}"#), ("-(1)", #"{"neg":{"arg":{"Value":1}}}"#),
            ("[].isEmpty()", #"{"isEmpty":{"arg":{"Set":[]}}}"#),
            ("true && false && true", #"{"&&":{"left":{"&&":{"left":{"Value":true},"right":{"Value":false}}},"right":{"Value":true}}}"#),
            ("true || (false || true)", #"{"||":{"left":{"Value":true},"right":{"||":{"left":{"Value":false},"right":{"Value":true}}}}}"#),
            ("1 + 2", #"{"+":{"left":{"Value":1},"right":{"Value":2}}}"#), ("1 <= 2", #"{"<=":{"left":{"Value":1},"right":{"Value":2}}}"#),
            ("1 in 2", #"{"in":{"left":{"Value":1},"right":{"Value":2}}}"#),
            ("[1].containsAny([])", #"{"containsAny":{"left":{"Set":[{"Value":1}]},"right":{"Set":[]}}}"#),
            ("principal.getTag(\"a\")", #"{"getTag":{"left":{"Var":"principal"},"right":{"Value":"a"}}}"#),
            ("context[\"a b\"]", #"{".":{"left":{"Var":"context"},"attr":"a b"}}"#),
            ("context has a", #"{"has":{"left":{"Var":"context"},"attr":"a"}}"#),
            ("context has a.b", #"{"has":{"left":{"Var":"context"},"attr":["a","b"]}}"#),
            (
                "\"a\" like \"b*\\*é\"",
                #"{"like":{"left":{"Value":"a"},"pattern":[{"Literal":"b"},"Wildcard",{"Literal":"*"},{"Literal":"é"}]}}"#
            ),
            ("principal is A::B", #"{"is":{"left":{"Var":"principal"},"entity_type":"A::B"}}"#),
            ("principal is A in 1", #"{"is":{"left":{"Var":"principal"},"entity_type":"A","in":{"Value":1}}}"#),
            ("if true then 1 else 2", #"{"if-then-else":{"if":{"Value":true},"then":{"Value":1},"else":{"Value":2}}}"#),
            ("{b: 1, \"a c\": []}", #"{"Record":{"b":{"Value":1},"a c":{"Set":[]}}}"#),
            ("ip(\"::1\").isInRange(1)", #"{"isInRange":[{"ip":[{"Value":"::1"}]},{"Value":1}]}"#), ("ip()", #"{"ip":[]}"#),
        ])
    func expressions(_ text: String, _ json: String) throws {
        #expect(try Self.json(of: text) == json)
        let parsed = try Check.policies("permit(principal, action, resource) when { \(text) };").policies[0].conditions[0].body
        #expect(try Self.body(of: json) == parsed)
    }

    @Test(
        "further forms are read",
        arguments: [
            (#"{"Value":[1,{"a b":"c"},{"type":"A","id":"b"}]}"#, #"[1, {"a b": "c"}, {type: "A", id: "b"}]"#),
            (#"{"Value":{"__extn":{"fn":"ip","arg":"::1"}}}"#, #"ip("::1")"#),
            (#"{"Value":{"__extn":{"fn":"ip","args":["::1"]}}}"#, #"ip("::1")"#),
            (
                #"{"Value":{"__extn":{"fn":"offset","args":[{"__extn":{"fn":"datetime","arg":"2020-01-01"}},{"__extn":{"fn":"duration","arg":"1d"}}]}}}"#,
                #"datetime("2020-01-01").offset(duration("1d"))"#
            ),
            (#"{"Value":{"__entity":{"type":"A","id":"b"},"x":1}}"#, #"{__entity: {type: "A", id: "b"}, x: 1}"#),
            (#"{"has":{"left":{"Var":"context"},"attr":["a b"]}}"#, #"context has "a b""#),
            (#"{"like":{"left":{"Value":"a"},"pattern":[{"Literal":"ab*"},"Wildcard",{"Literal":""}]}}"#, #""a" like "ab\**""#),
            (#"{"neg":{"arg":{"Value":5}}}"#, "-(5)"), (#"{".":{"left":{"Var":"context"},"attr":"if"}}"#, #"context["if"]"#),
            (
                #"{"&&":{"left":{"&&":{"left":{"Value":1},"right":{"Value":2}}},"right":{"&&":{"left":{"Value":3},"right":{"Value":4}}}}}"#,
                "1 && 2 && (3 && 4)"
            ),
            (#"{"Value":-9223372036854775808}"#, "-9223372036854775808"),
        ])
    func furtherForms(_ json: String, _ text: String) throws {
        #expect(try Self.body(of: json).cedarText == text)
    }

    @Test(
        "each fault of an expression is refused with its place",
        arguments: [
            ("5", ": expected an object, found a number"), ("{}", ": expected an object with one key, an operator, found 0 keys"),
            (#"{"Value":1,"Var":"context"}"#, ": expected an object with one key, an operator, found 2 keys"),
            (#"{"nope":1}"#, ": `nope` isn't an operator or a function"),
            (#"{"ipp":[]}"#, ": `ipp` isn't an operator or a function; did you mean `ip`?"),
            (#"{"Value":null}"#, ".Value: Cedar has no null"), (#"{"Value":{"a":[1,null]}}"#, ".Value.a[1]: Cedar has no null"),
            (#"{"Value":{"__expr":"1"}}"#, ".Value: the escape `__expr` is no longer part of Cedar; write the expression as JSON"),
            (#"{"Value":{"__entity":5}}"#, ".Value.__entity: expected an object, found a number"),
            (
                #"{"Value":{"__entity":{"type":"A B","id":"x"}}}"#,
                ".Value.__entity.type: \"A B\" isn't an entity type such as `User` or `Photos::User`"
            ),
            (
                #"{"Value":{"__entity":{"type":"A","id":"x","z":1}}}"#,
                ".Value.__entity.z: the key `z` means nothing here"
            ),
            (#"{"Value":{"__extn":{"fn":"nope","arg":"1"}}}"#, ".Value.__extn.fn: `nope` isn't a function"),
            (#"{"Value":{"__extn":{"fn":"ip"}}}"#, ".Value.__extn: give either `arg` or `args`"),
            (#"{"Value":{"__extn":{"fn":"ip","arg":"1","args":[]}}}"#, ".Value.__extn: give either `arg` or `args`"),
            (
                #"{"Value":{"__extn":{"fn":"isIpv4","args":[]}}}"#,
                ".Value.__extn: the method `isIpv4` needs what it is called on as its first argument"
            ),
            (#"{"Var":"user"}"#, ".Var: `user` isn't a variable; these are `principal`, `action`, `resource` and `context`"),
            (#"{"Var":1}"#, ".Var: expected a string, found a number"),
            (#"{"Slot":"?principal"}"#, ": a slot can stand in the scope alone"),
            (#"{"isIpv4":[]}"#, ".isIpv4: the method `isIpv4` needs what it is called on as its first argument"),
            (#"{"ip":{"Value":"x"}}"#, ".ip: expected an array, found an object"),
            (#"{"==":{"left":{"Value":1}}}"#, "[\"==\"]: the key `right` is missing"),
            (
                #"{"==":{"left":{"Value":1},"right":{"Value":2},"rigth":3}}"#,
                "[\"==\"].rigth: the key `rigth` means nothing here; did you mean `right`?"
            ),
            (#"{"!":{"arg":{"Value":null}}}"#, "[\"!\"].arg.Value: Cedar has no null"),
            (#"{"Set":[{"Value":1},2]}"#, ".Set[1]: expected an object, found a number"),
            (#"{"Record":{"a":1}}"#, ".Record.a: expected an object, found a number"),
            (#"{"Record":[]}"#, ".Record: expected an object, found an array"),
            (
                #"{"is":{"left":{"Value":1},"entity_type":"A::in"}}"#,
                ".is.entity_type: \"A::in\" isn't an entity type such as `User` or `Photos::User`"
            ),
            (#"{"is":{"left":{"Value":1},"entity_type":"A","in":null}}"#, ".is.in: expected an object, found null"),
            (#"{"has":{"left":{"Value":1},"attr":[]}}"#, ".has.attr: the path is empty; name an attribute"),
            (
                #"{"has":{"left":{"Value":1},"attr":["a","b c"]}}"#,
                ".has.attr[1]: \"b c\" isn't an identifier, which each name in a path must be"
            ),
            (#"{"like":{"left":{"Value":1},"pattern":"a*"}}"#, ".like.pattern: expected an array, found a string"),
            (#"{"like":{"left":{"Value":1},"pattern":["Literal"]}}"#, ".like.pattern[0]: expected an object, found a string"),
            (#"{"if-then-else":{"if":{"Value":1},"then":{"Value":1}}}"#, "[\"if-then-else\"]: the key `else` is missing"),
        ])
    func expressionFaults(_ json: String, _ complaint: String) {
        #expect(
            Self.complaint { () throws(JSONError) in _ = try Policy(json: Array(Self.policy(json).utf8)) } == "conditions[0].body"
                + complaint)
    }

    @Test(
        "each fault of a policy is refused with its place",
        arguments: [
            (#""effect":"permit""#, #""effect":"Permit""#, "effect: expected `permit` or `forbid`, found `Permit`"),
            (#""effect":"permit","#, "", "the key `effect` is missing"), (#","conditions":[]"#, "", "the key `conditions` is missing"),
            (
                #""conditions":[]"#, #""conditions":[{"kind":"if","body":{}}]"#,
                "conditions[0].kind: expected `when` or `unless`, found `if`"
            ),
            (#""conditions":[]"#, #""conditions":[{"kind":"when"}]"#, "conditions[0]: the key `body` is missing"),
            (
                #""conditions":[]"#, #""conditions":[],"condition":1"#,
                "condition: the key `condition` means nothing here; did you mean `conditions`?"
            ),
            (#""conditions":[]"#, #""conditions":[],"annotations":{"a b":""}"#, "annotations[\"a b\"]: \"a b\" isn't an annotation's name"),
            (#""conditions":[]"#, #""conditions":[],"annotations":{"a":1}"#, "annotations.a: expected a string, found a number"),
            (#""conditions":[]"#, #""conditions":[],"annotations":null"#, "annotations: expected an object, found null"),
            (#""principal":{"op":"All"}"#, #""principal":{}"#, "principal: the key `op` is missing"),
            (#""principal":{"op":"All"}"#, #""principal":{"op":"ALL"}"#, "principal: `op` must be one of `All`, `==`, `in`, `is`"),
            (
                #""principal":{"op":"All"}"#, #""principal":{"op":"All","x":1}"#,
                "principal.x: the key `x` means nothing here"
            ),
            (
                #""principal":{"op":"All"}"#, #""principal":{"op":"==","entity":"U::\"a\""}"#,
                "principal.entity: expected an object, found a string"
            ),
            (
                #""principal":{"op":"All"}"#, #""principal":{"op":"==","slot":"?resource"}"#,
                "principal.slot: the slot `?resource` can't stand here; `?principal` can"
            ),
            (
                #""principal":{"op":"All"}"#, #""principal":{"op":"in","entities":[]}"#,
                "principal.entities: the key `entities` means nothing here"
            ),
            (#""principal":{"op":"All"}"#, #""principal":{"op":"==","slot":"?principal"}"#, "the policy has a slot; read it as a template"),
            (
                #""principal":{"op":"All"}"#, #""principal":{"op":"is","entity_type":"A","in":{"type":"U","id":"a"}}"#,
                "principal.in.type: the key `type` means nothing here"
            ),
            (#""action":{"op":"All"}"#, #""action":{"op":"is","entity_type":"A"}"#, "action: `op` must be one of `All`, `==`, `in`"),
            (
                #""action":{"op":"All"}"#, #""action":{"op":"==","entity":{"type":"User","id":"a"}}"#,
                "action.entity: an action's type is `Action`, optionally in a namespace, not `User`"
            ),
            (
                #""action":{"op":"All"}"#, #""action":{"op":"in","entities":[{"type":"Action","id":"a"},{"type":"User","id":"a"}]}"#,
                "action.entities[1]: an action's type is `Action`, optionally in a namespace, not `User`"
            ),
            (#""action":{"op":"All"}"#, #""action":{"op":"==","slot":"?action"}"#, "action.slot: the key `slot` means nothing here"),
        ])
    func policyFaults(_ part: String, _ fault: String, _ complaint: String) {
        let sound = #"{"effect":"permit",\#(Self.head),"conditions":[]}"#
        let json = sound.replacing(part, with: fault)
        #expect(json != sound)
        #expect(Self.complaint { () throws(JSONError) in _ = try Policy(json: Array(json.utf8)) } == complaint)
    }

    @Test(
        "each fault of a set is refused with its place",
        arguments: [
            ("{", "line 1, column 2: "), ("[]", "expected an object, found an array"),
            (#"{"staticPolicies":{},"templates":{}}"#, "the key `templateLinks` is missing"),
            (#"{"staticPolicies":{"a":1},"templates":{},"templateLinks":[]}"#, "staticPolicies.a: expected an object, found a number"),
            (#"{"staticPolicies":{"a":P,"a":P},"templates":{},"templateLinks":[]}"#, "line 1, column "),
            (#"{"staticPolicies":{"a":P},"templates":{"a":T},"templateLinks":[]}"#, "templates.a: the id `a` is in use; choose another"),
            (
                #"{"staticPolicies":{"a":T},"templates":{},"templateLinks":[]}"#,
                "staticPolicies.a: `a` has a slot; put it among `templates`"
            ),
            (
                #"{"staticPolicies":{},"templates":{"a":P},"templateLinks":[]}"#,
                "templates.a: `a` has no slot; put it among `staticPolicies`"
            ),
            (
                #"{"staticPolicies":{},"templates":{},"templateLinks":[{"templateId":"a","newId":"b","values":{}}]}"#,
                "templateLinks[0]: there is no template `a`; link one that the set has"
            ),
            (
                #"{"staticPolicies":{},"templates":{"a":T},"templateLinks":[{"templateId":"a","newId":"b","values":{}}]}"#,
                "templateLinks[0]: the slot `?principal` has no value; give an entity for it"
            ),
            (
                #"{"staticPolicies":{},"templates":{"a":T},"templateLinks":[{"templateId":"a","newId":"a","values":{"?principal":E}}]}"#,
                "templateLinks[0]: the id `a` is in use; choose another"
            ),
            (
                #"{"staticPolicies":{},"templates":{"a":T},"templateLinks":[{"templateId":"a","newId":"b","values":{"?principal":E,"?resource":E}}]}"#,
                "templateLinks[0]: the template has no slot `?resource`; leave its value out"
            ),
            (
                #"{"staticPolicies":{},"templates":{"a":T},"templateLinks":[{"templateId":"a","newId":"b","values":{"?action":E}}]}"#,
                "templateLinks[0].values[\"?action\"]: the key `?action` means nothing here"
            ),
            (
                #"{"staticPolicies":{"a":B},"templates":{},"templateLinks":[]}"#,
                "staticPolicies.a.conditions[0].body.Value: Cedar has no null"
            ),
        ])
    func setFaults(_ text: String, _ complaint: String) {
        let template = #"{"effect":"permit",\#(Self.head),"conditions":[]}"#.replacing(
            #""principal":{"op":"All"}"#, with: #""principal":{"op":"in","slot":"?principal"}"#)
        let json = text.replacing("P,", with: Self.policy(#"{"Value":true}"#) + ",").replacing(
            "P}", with: Self.policy(#"{"Value":true}"#) + "}"
        )
        .replacing(":T}", with: ":\(template)}").replacing("E", with: #"{"type":"U","id":"x"}"#)
        .replacing(":B}", with: ":" + Self.policy(#"{"Value":null}"#) + "}")
        let found = Self.complaint { () throws(JSONError) in _ = try PolicySet(json: Array(json.utf8)) }
        #expect(found.hasPrefix(complaint), "\(found)")
    }

    @Test func aSetComesBackWithIdsAnnotationsTemplatesAndLinks() throws {
        var set = try Check.policies(
            """
            @a @b("") @c("x\\n") permit(principal == User::"a", action in [], resource is A::B in X::"y");
            forbid(principal is User in ?principal, action == N::Action::"x", resource in ?resource) unless { true } when { false };
            permit(principal, action in [Action::"a", Action::"b"], resource);
            """)
        try set.link("policy1", as: "é", principal: Check.alice, resource: Check.photo)
        try set.link("policy1", as: "e\u{301}", principal: Check.photo, resource: Check.alice)
        let json = try set.json()
        #expect(
            json
                == #"{"staticPolicies":{"policy0":{"effect":"permit","principal":{"op":"==","entity":{"type":"User","id":"a"}},"action":{"op":"in","entities":[]},"resource":{"op":"is","entity_type":"A::B","in":{"entity":{"type":"X","id":"y"}}},"conditions":[],"annotations":{"a":null,"b":"","c":"x\n"}},"policy2":{"effect":"permit","principal":{"op":"All"},"action":{"op":"in","entities":[{"type":"Action","id":"a"},{"type":"Action","id":"b"}]},"resource":{"op":"All"},"conditions":[]}},"templates":{"policy1":{"effect":"forbid","principal":{"op":"is","entity_type":"User","in":{"slot":"?principal"}},"action":{"op":"==","entity":{"type":"N::Action","id":"x"}},"resource":{"op":"in","slot":"?resource"},"conditions":[{"kind":"unless","body":{"Value":true}},{"kind":"when","body":{"Value":false}}]}},"templateLinks":[{"templateId":"policy1","newId":"é","values":{"?principal":{"type":"User","id":"alice"},"?resource":{"type":"Photo","id":"1"}}},{"templateId":"policy1","newId":"é","values":{"?principal":{"type":"Photo","id":"1"},"?resource":{"type":"User","id":"alice"}}}]}"#
        )
        let again = try PolicySet(json: Array(json.utf8))
        #expect(try again.json() == json)
        #expect(again.policies.map { ExactString($0.id) } == set.policies.map { ExactString($0.id) })
        #expect(again.templates.map(\.id) == ["policy1"])
        #expect(zip(set.all, again.all).allSatisfy { $0.says($1) })
        #expect(again.policy(id: "e\u{301}")?.scope[0].expression.cedarText == "principal is User in Photo::\"1\"")
        #expect(try again.policies[2].json().contains(#""in":{"entity":{"type":"User","id":"alice"}}"#))
        #expect(try set.json(isPretty: true).hasPrefix("{\n  \"staticPolicies\": {\n"))
    }

    @Test func anEmptyIDIsAnIDLikeAnother() throws {
        let template = #"{"effect":"permit",\#(Self.head),"conditions":[]}"#.replacing(
            #""principal":{"op":"All"}"#, with: #""principal":{"op":"in","slot":"?principal"}"#)
        let json = #"{"staticPolicies":{"a":\#(Self.policy(#"{"Value":true}"#))},"templates":{"":\#(template)},"templateLinks":[]}"#
        #expect(try PolicySet(json: Array(json.utf8)).json() == json)
    }

    @Test func explicitEntitiesAndSmallAllAreRead() throws {
        let json = #"""
            {"effect":"forbid","principal":{"op":"all"},"action":{"op":"in","entities":[{"__entity":{"type":"Action","id":"b"}}]},
             "resource":{"op":"==","entity":{"__entity":{"type":"A","id":""}}},"conditions":[],"annotations":{"if":"x","a":null,"__cedar":""}}
            """#
        let policy = try Policy(json: Array(json.utf8), id: "mine", file: "p.json")
        #expect(policy.id == "mine")
        #expect(policy.file == "p.json")
        #expect(policy.text == "@__cedar(\"\")\n@a\n@if(\"x\")\nforbid (principal, action in [Action::\"b\"], resource == A::\"\");")
        #expect(policy.annotations == ["if": "x", "a": "", "__cedar": ""])
    }

    @Test func aTemplateIsReadAndWritten() throws {
        let json =
            #"{"effect":"permit","principal":{"op":"==","slot":"?principal"},"action":{"op":"All"},"resource":{"op":"All"},"conditions":[]}"#
        let template = try Template(json: Array(json.utf8), id: "t")
        #expect(template.slots == ["?principal"])
        #expect(try template.json() == json)
        let policy = json.replacing(#"{"op":"==","slot":"?principal"}"#, with: #"{"op":"All"}"#)
        #expect(
            Self.complaint { () throws(JSONError) in _ = try Template(json: Array(policy.utf8)) }
                == "the template has no slot; read it as a policy")
    }

    @Test func policiesFromJSONHaveATextWithPositionsForDiagnosticsAndExplanations() throws {
        let first = Self.policy(#"{"&&":{"left":{"==":{"left":{"Var":"principal"},"right":{"Var":"resource"}}},"right":{"Value":true}}}"#)
        let second = Self.policy(#"{"nope":1}"#).replacing(#"{"nope":1}"#, with: #"{".":{"left":{"Var":"principal"},"attr":"age"}}"#)
        let set = try PolicySet(json: Array(#"{"staticPolicies":{"x":\#(first),"y":\#(second)},"templates":{},"templateLinks":[]}"#.utf8))
        #expect(set.policies.map(\.id) == ["x", "y"])
        #expect(set.policies[0].text == "permit (principal, action, resource)\nwhen { principal == resource && true };")
        #expect(set.policies[1].position == SourcePosition(line: 4, column: 1))
        let traces = explain(set.policies[0], request: Check.request(), entities: try Entities([]))
        #expect(traces.map(\.text) == ["principal", "action", "resource", "principal == resource", "true"])
        #expect(traces.map(\.outcome) == [.holds, .holds, .holds, .fails, .notReached] || traces[3].outcome == .fails)
        let schema = try Check.schema("entity User; action view appliesTo { principal: User, resource: User };")
        let findings = schema.validate(set).filter { $0.severity == .error }
        #expect(findings.map(\.policyID) == ["y"])
        #expect(findings.first?.position == SourcePosition(line: 5, column: 8))
    }

    @Test("random expressions come back", arguments: 1...4)
    func randomExpressions(seed: Int) throws {
        var random = RandomExpressions(seed: UInt64(seed) + 200)
        for _ in 0..<150 {
            let expression = random.next()
            let policy = try Check.policies("permit (principal, action, resource) when { \(expression.cedarText) };").policies[0]
            let again = try Policy(json: Array(try policy.json().utf8))
            #expect(policy.saysAsJSON(again), "\(expression.cedarText)\n\(again.text)")
        }
    }

    @Test func longChainsAreWrittenBalancedSoThatTheyCanBeRead() throws {
        for count in [2, 32, 33, 100, 20_000] {
            let chain = Array(repeating: "true", count: count).joined(separator: " && ")
            let policy = try Check.policies("permit (principal, action, resource) when { \(chain) };").policies[0]
            let again = try Policy(json: Array(try policy.json().utf8))
            #expect(again.says(policy) == (count <= 32))
            #expect(again.text.utf8.count { $0 == UInt8(ascii: "&") } == 2 * (count - 1))
        }
    }

    @Test func nothingIsWrittenThatCouldNotBeRead() throws {
        var written = 0
        for depth in 80...195 {
            let condition = String(repeating: "[", count: depth) + "A::\"a\"" + String(repeating: "]", count: depth)
            let set = try Check.policies("permit (principal, action, resource) when { \(condition) };")
            do throws(JSONError) {
                let again = try PolicySet(json: Array(try set.json().utf8))
                #expect(again.policies[0].says(set.policies[0]))
                written += 1
            } catch {
                #expect(error.code == .nesting)
                #expect(error.place == "staticPolicies.policy0.conditions[0].body")
                #expect(depth > 95)
            }
        }
        #expect(written > 15)
    }

    @Test func aPathAsLongAsTextCanHoldComesBack() throws {
        let path = Array(repeating: "a", count: Limits.maximumExpressionDepth - 2).joined(separator: ".")
        let policy = try Check.policies("permit (principal, action, resource) when { context has \(path) };").policies[0]
        #expect(try Policy(json: Array(try policy.json().utf8)).says(policy))
    }

    @Test func deepJSONIsRefused() {
        let deep = String(repeating: #"{"!":{"arg":"#, count: 150) + #"{"Value":true}"# + String(repeating: "}}", count: 150)
        #expect(
            Self.complaint { () throws(JSONError) in _ = try Policy(json: Array(Self.policy(deep).utf8)) }.contains(
                "nests deeper than 200 levels"))
        let path = #"{"has":{"left":{"Var":"context"},"attr":[\#(Array(repeating: "\"a\"", count: 5000).joined(separator: ","))]}}"#
        #expect(
            Self.complaint { () throws(JSONError) in _ = try Policy(json: Array(Self.policy(path).utf8)) }
                == "conditions[0].body: the expression nests deeper than 500 levels; split it")
        let value = #"{"Value":\#(String(repeating: "[", count: 190) + String(repeating: "]", count: 190))}"#
        #expect(Self.complaint { () throws(JSONError) in _ = try Policy(json: Array(Self.policy(value).utf8)) } == "")
    }
}
