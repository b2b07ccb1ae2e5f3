import Testing

@testable import Cedar
@testable import CedarCommand

/// Answers of `--lines`, a line at a time.
@Suite struct LineTests {
    private static let schema = """
        entity User in [Group] { age?: Long, ip?: ipaddr, n: Long }; entity Group; entity Photo;
        action view in [all] appliesTo { principal: [User], resource: [Photo], context: { a?: ipaddr, b?: Long, r?: { x: Long } } };
        action all;
        """
    private static let policies = """
        permit(principal, action in Action::"all", resource);
        permit(principal, action, resource) when { context.a.isIpv4() };
        """

    /// A line of JSON; entities and request as JSON text.
    private static func line(
        _ policies: String = policies, schema: JSON? = .string(schema), entities: String = "[]", action: String = "view",
        context: String = "{}"
    ) -> String {
        let request = """
            {"principal": {"type": "User", "id": "a"}, "action": {"type": "Action", "id": "\(action)"}, \
            "resource": {"type": "Photo", "id": "p"}, "context": \(context)}
            """
        let schemaText = schema.map { "\"schema\": \($0.text()), " } ?? ""
        return "{\"policies\": \(JSON.string(policies).text()), \(schemaText)\"entities\": \(entities), \"request\": \(request)}"
    }

    private static func user(_ attributes: String, parents: String = "[]", type: String = "User") -> String {
        #"[{"uid": {"type": "\#(type)", "id": "a"}, "attrs": \#(attributes), "parents": \#(parents)}]"#
    }

    private func answer(_ lines: String...) -> [String] {
        var answerer = AuthorizeLines()
        return lines.map { answerer.answer(Array($0.utf8)[...]).text }
    }

    private static let allowed = #"{"decision":"allow","reason":["policy0"],"errors":["policy1"]}"#
    private static let undecided = #"{"decision":"deny","reason":[],"errors":["policy1"]}"#

    /// Decided or refused as by the Rust implementation 4.12 without request validation.
    @Test(arguments: [
        (line(), allowed), (line(schema: nil), undecided), (line(schema: .null), undecided), (line(schema: .string("  \n")), undecided),
        (line(entities: user(#"{"n": 1}"#)), allowed), (line(entities: user(#"{"n": 1, "ip": "1.1.1.1"}"#)), allowed),
        (line(context: #"{"a": "1.2.3.4"}"#), #"{"decision":"allow","reason":["policy0","policy1"],"errors":[]}"#),
        (line(schema: nil, context: #"{"a": "1.2.3.4"}"#), undecided), (line(action: "all"), allowed),
        (
            line(schema: .string(#"{"": {"entityTypes": {"User": {}, "Photo": {}}, "actions": {"view": {}}}}"#)),
            undecided
        ),
        (
            line(
                entities: user("{}", parents: #"[{"type": "Action", "id": "all"}]"#, type: "Action").replacing(
                    #""id": "a""#, with: #""id": "view""#)),
            allowed
        ),
    ])
    func decided(line: String, expected: String) {
        #expect(answer(line) == [expected])
    }

    @Test(arguments: [
        (line(entities: user("{}")), "nonconforming"), (line(entities: user(#"{"n": 1, "zz": 2}"#)), "nonconforming"),
        (line(entities: user(#"{"n": "s"}"#)), "nonconforming"), (line(entities: user("{}", type: "Zed")), "nonconforming"),
        (line(entities: user(#"{"n": 1, "ip": "x"}"#)), "invalid_value"),
        (line(entities: user(#"{"n": 1}"#, parents: #"[{"type": "Photo", "id": "x"}]"#)), "nonconforming"),
        (line(entities: user("{}", type: "Action")), "nonconforming"), (line(context: #"{"zz": 1}"#), "nonconforming"),
        (line(context: #"{"r": {}}"#), "nonconforming"), (line(action: "zz"), "nonconforming"), (line(schema: .string("entity")), "syntax"),
        (line(schema: .long(1)), "unexpected_json"), (line(schema: .string("{")), "malformed_json"), (line("permit("), "syntax"),
        (line(entities: "{}"), "unexpected_json"), (line(entities: "[1.5]"), "malformed_json"),
        (line(schema: nil, context: "1"), "unexpected_json"),
        (#"{"policies": ""}"#, "unexpected_json"), (#"{"request": {}}"#, "unexpected_json"),
        (#"{"policies": 1, "request": {}}"#, "unexpected_json"),
        (#"{"policies": "", "request": {}}"#, "unexpected_json"), ("x", "malformed_json"),
    ])
    func refused(line: String, code: String) {
        let answer = answer(line)[0]
        #expect(answer.hasPrefix("{\"error\":\"\(code): "), "\(answer)")
    }

    /// What is remembered of a line doesn't answer another.
    @Test func linesDontInfluenceEachOther() {
        let lines = [
            Self.line(), Self.line(schema: nil), Self.line(), Self.line("permit("), Self.line(entities: Self.user(#"{"n": 1}"#)),
            Self.line(entities: Self.user("{}")), Self.line(), Self.line("forbid(principal, action, resource);"), Self.line(schema: nil),
        ]
        var answerer = AuthorizeLines()
        let together = lines.map { answerer.answer(Array($0.utf8)[...]).text }
        #expect(together == lines.map { answer($0)[0] })
        #expect(Set(together).count == 5)
    }

    @Test func validationIsAskedForApart() {
        let line = Array(Self.line(action: "all").utf8)[...]
        var validating = AuthorizeLines(isValidating: true)
        #expect(validating.answer(line).text.hasPrefix("{\"error\":\"nonconforming: "))
        var deciding = AuthorizeLines()
        #expect(deciding.answer(line).isGood)
    }
}
