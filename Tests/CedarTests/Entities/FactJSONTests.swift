import Testing

@testable import Cedar

@Suite("Entities and requests: the JSON format")
struct FactJSONTests {
    private func refusal(_ read: () throws(JSONError) -> Void) -> JSONError? {
        do throws(JSONError) {
            try read()
            return nil
        } catch {
            return error
        }
    }

    private func entities(_ json: String, _ schema: Schema? = nil) throws(JSONError) -> Entities {
        try Entities(json: Array(json.utf8), schema: schema)
    }

    private func request(_ context: String, _ schema: Schema? = nil) throws(JSONError) -> Request {
        let uid = #"{"type": "User", "id": "a"}"#
        let text =
            "{\"principal\": \(uid), \"action\": {\"type\": \"Action\", \"id\": \"view\"}, \"resource\": \(uid), \"context\": \(context)}"
        return try Request(json: Array(text.utf8), schema: schema)
    }

    @Test func documentsAreAcceptedAndRefusedAsInTheReferenceImplementation() throws {
        let schema = try Check.schema(FactDocuments.schemaText)
        #expect(FactDocuments.plain.count == 93 && FactDocuments.directed.count == 69)
        for (json, isAccepted) in FactDocuments.plain {
            let found = refusal { () throws(JSONError) in _ = try entities(json) }
            #expect((found == nil) == isAccepted, "\(json): \(found?.description ?? "accepted")")
        }
        for (json, isAccepted) in FactDocuments.directed {
            let found = refusal { () throws(JSONError) in _ = try entities(json, schema) }
            #expect((found == nil) == isAccepted, "\(json): \(found?.description ?? "accepted")")
        }
    }

    /// The reference implementation validates what it has read, which here is a step of its own.
    @Test func contextsAreAcceptedAndRefusedAsInTheReferenceImplementation() throws {
        let schema = try Check.schema(FactDocuments.schemaText)
        #expect(FactDocuments.contexts.count == 14 && FactDocuments.directedContexts.count == 14)
        for (json, isAccepted) in FactDocuments.contexts {
            let found = refusal { () throws(JSONError) in _ = try request(json) }
            #expect((found == nil) == isAccepted, "\(json): \(found?.description ?? "accepted")")
        }
        for (json, isAccepted) in FactDocuments.directedContexts {
            let read = try? request(json, schema)
            #expect((read.map(schema.validate)?.isEmpty ?? false) == isAccepted, "\(json)")
        }
    }

    @Test(
        "a refusal says what is wrong, and where",
        arguments: [
            ("[", "line 1, column 2: expected a value", .malformed),
            ("[{\"uid\": 1, \"uid\": 1}]", "line 1, column 18: the key \"uid\" stands twice", .malformed),
            (FactDocuments.entity(#"{"x":1.5}"#), "line 1, column 48: Cedar has whole numbers only", .malformed),
            (FactDocuments.entity(#"{"x":-0}"#), "line 1, column 47: Cedar has no negative zero; write 0", .malformed),
            ("{}", "entities: expected an array, found an object", .unexpected),
            ("[1]", "entities[0]: expected an object, found a number", .unexpected),
            ("[{\"uid\":{\"type\":\"A\",\"id\":\"b\"},\"parents\":[]}]", "entities[0]: the key `attrs` is missing", .unexpected),
            (
                FactDocuments.entity(uid: #"{"type":"A","id":1}"#),
                "entities[0].uid: expected an entity, {\"type\": …, \"id\": …}, found an object", .unexpected
            ),
            (FactDocuments.entity(uid: #"{"type":"A b","id":""}"#), "entities[0].uid.type: \"A b\" can't name an entity type", .unexpected),
            (
                FactDocuments.entity(#"{"x":{"__entity":{"type":"if","id":""}}}"#),
                "entities[0].attrs.x.__entity.type: \"if\" can't name an entity type", .unexpected
            ),
            (
                FactDocuments.entity(parents: "[1]"),
                "entities[0].parents[0]: expected an entity, {\"type\": …, \"id\": …}, found a number", .unexpected
            ),
            (
                FactDocuments.entity(#"{"x":{"my list":[1,null]}}"#),
                "entities[0].attrs.x[\"my list\"][1]: null stands for no Cedar value; leave the attribute out", .unexpected
            ),
            (
                FactDocuments.entity(#"{"x":{"__expr":"1"}}"#),
                "entities[0].attrs.x: `__expr` isn't supported any longer; write `__entity` or `__extn`", .unexpected
            ),
            (
                FactDocuments.entity(#"{"x":{"__extn":{"fn":"ipp","arg":"::1"}}}"#),
                "entities[0].attrs.x.__extn.fn: there is no function `ipp`; did you mean `ip`?", .unexpected
            ),
            (
                FactDocuments.entity(#"{"x":{"__extn":{"fn":"ip","arg":"::x"}}}"#),
                "entities[0].attrs.x.__extn: \"::x\" isn't a valid argument of `ip`", .invalidValue
            ),
            (
                FactDocuments.entity(#"{"x":{"__extn":{"fn":"offset","args":[1]}}}"#),
                "entities[0].attrs.x.__extn: `offset` takes 2 arguments, found 1", .invalidValue
            ),
            (
                FactDocuments.entity(#"{"x":{"__extn":{"fn":"offset","args":[1,{"__extn":{"fn":"ip","arg":""}}]}}}"#),
                "entities[0].attrs.x.__extn.args[1].__extn: \"\" isn't a valid argument of `ip`", .invalidValue
            ),
            (
                FactDocuments.entity(parents: #"[{"type":"User","id":"a"}]"#),
                "entities[0]: User::\"a\" is a member of itself by way of its parents; break the circle", .entityCycle
            ),
            (
                "[{\"uid\":{\"type\":\"A\",\"id\":\"\"},\"attrs\":{},\"parents\":[]},{\"uid\":{\"type\":\"A\",\"id\":\"\"},\"attrs\":{\"x\":1},\"parents\":[]}]",
                "entities[1]: A::\"\" is described twice, differently; describe it once", .entityConflict
            ),
        ] as [(String, String, JSONError.Code)])
    func refusals(_ json: String, _ complaint: String, _ code: JSONError.Code) {
        let found = refusal { () throws(JSONError) in _ = try entities(json) }
        #expect(found?.description == complaint)
        #expect(found?.code == code)
    }

    @Test(
        "a refusal by the schema says what is wrong, and where",
        arguments: [
            (
                FactDocuments.entity(uid: #"{"type":"Usr","id":""}"#),
                "entities[0].uid: the schema has no entity type `Usr`; did you mean `User`?"
            ),
            (
                FactDocuments.entity(#"{"nam":"a"}"#),
                "entities[0].attrs.nam: the schema doesn't declare this attribute; did you mean `name`?"
            ),
            (FactDocuments.entity(#"{"r":{}}"#), "entities[0].attrs.r: the attribute `a` is missing"),
            (FactDocuments.entity(#"{"r":1}"#), "entities[0].attrs.r: expected an object for a record, found a number"),
            (FactDocuments.entity(#"{"s":1}"#), "entities[0].attrs.s: expected an array for Set<ipaddr>, found a number"),
            (FactDocuments.entity(#"{"s":["x"]}"#), "entities[0].attrs.s[0]: \"x\" isn't a valid argument of `ip`"),
            (FactDocuments.entity(#"{"name":1}"#), "entities[0]: `User::\"a\".name` must be String, not a long"),
            (
                FactDocuments.entity(uid: #"{"type":"Group","id":""}"#, more: #","tags":{"t":1}"#),
                "entities[0].tags.t: the entity type `Group` has no tags"
            ),
            (
                FactDocuments.entity(uid: #"{"type":"Action","id":"view"}"#),
                "entities[0]: the action Action::\"view\" isn't in the groups that the schema declares"
            ),
        ])
    func refusalsBySchema(_ json: String, _ complaint: String) throws {
        let schema = try Check.schema(FactDocuments.schemaText)
        let found = refusal { () throws(JSONError) in _ = try entities(json, schema) }
        #expect(found?.description == complaint)
    }

    @Test func theSchemaSaysWhatABareStringIs() throws {
        let json = FactDocuments.entity(
            #"{"ip":"::1","dec":"1.5","at":{"fn":"offset","args":["2024-01-01","1h"]},"friend":{"type":"User","id":"x"}}"#,
            more: #","tags":{"t":"10.0.0.0/8"}"#)
        let uid = EntityUID(type: "User", id: "a")
        let user = try #require(try entities(json, try Check.schema(FactDocuments.schemaText))[uid])
        #expect(user.attributes["ip"] == IPNetwork("::1").map(Value.ipaddr))
        #expect(user.attributes["dec"] == .decimal(FixedDecimal(tenThousandths: 15_000)))
        #expect(user.attributes["at"] == Datetime("2024-01-01T01:00:00Z").map { .datetime($0) })
        #expect(user.attributes["friend"] == .entity(EntityUID(type: "User", id: "x")))
        #expect(user.tags["t"] == IPNetwork("10.0.0.0/8").map(Value.ipaddr))
        let undirected = #"{"ip":"::1","friend":{"type":"User","id":"x"}}"#
        let plain = try #require(try entities(FactDocuments.entity(undirected))[uid])
        #expect(plain.attributes["ip"] == "::1")
        #expect(plain.attributes["friend"] == ["type": "User", "id": "x"])
    }

    @Test func theActionsOfTheSchemaAreAdded() throws {
        let schema = try Check.schema(FactDocuments.schemaText)
        let view = EntityUID(type: "Action", id: "view")
        let top = EntityUID(type: "Action", id: "top")
        #expect(try entities("[]", schema).isIn(view, top))
        #expect(try entities("[]", schema).all.count == 3)
        #expect(try !entities("[]").isIn(view, top))
        let json = FactDocuments.entity(uid: #"{"type":"Action","id":"all"}"#, parents: #"[{"type":"Action","id":"top"}]"#)
        #expect(try entities(json, schema).all.count == 3)
    }

    @Test(
        "principal, action and resource in each form",
        arguments: [
            (#""User::\"a\"""#, nil), (#"{"type": "User", "id": "a"}"#, nil), (#"{"__entity": {"type": "User", "id": "a"}}"#, nil),
            (#""User :: \"\u0061\" ""#, nil),
            (#""User""#, "request.principal: \"User\" isn't an entity; write Type::\"id\""),
            (#""User::\"a\" x""#, "request.principal: \"User::\\\"a\\\" x\" isn't an entity; write Type::\"id\""),
            (#""User::if::\"a\"""#, "request.principal: \"User::if::\\\"a\\\"\" isn't an entity; write Type::\"id\""),
            ("1", "request.principal: expected an entity, {\"type\": …, \"id\": …}, found a number"),
            (#"{"__expr": "User::\"a\""}"#, "request.principal: `__expr` isn't supported any longer; write `__entity` or `__extn`"),
        ] as [(String, String?)])
    func roles(_ principal: String, _ complaint: String?) {
        let text = "{\"principal\": \(principal), \"action\": \"Action::\\\"view\\\"\", \"resource\": {\"type\": \"A\", \"id\": \"b\"}}"
        let found = refusal { () throws(JSONError) in
            let request = try Request(json: Array(text.utf8))
            #expect(request.principal == EntityUID(type: "User", id: "a"))
            #expect(request.action == EntityUID(type: "Action", id: "view"))
            #expect(request.context.names == [])
        }
        #expect(found?.description == complaint)
    }

    @Test(
        "refusals of requests",
        arguments: [
            ("[]", "request: expected an object, found an array"), ("{}", "request: the key `principal` is missing"),
            (
                #"{"principal": "A::\"\"", "action": "Action::\"vew\"", "resource": "A::\"\""}"#,
                "request.action: the schema has no action Action::\"vew\"; did you mean `Action::\"view\"`?"
            ),
            (
                #"{"principal": "A::\"\"", "action": "Action::\"view\"", "resource": "A::\"\"", "context": {}}"#,
                "request.context: the attribute `n` is missing"
            ),
            (
                #"{"principal": "A::\"\"", "action": "Action::\"view\"", "resource": "A::\"\"", "context": 1}"#,
                "request.context: expected an object for a record, found a number"
            ),
        ])
    func requestRefusals(_ json: String, _ complaint: String) throws {
        let schema = try Check.schema(FactDocuments.schemaText)
        let found = refusal { () throws(JSONError) in _ = try Request(json: Array(json.utf8), schema: schema) }
        #expect(found?.description == complaint)
    }

    @Test func deepValuesAreRefused() {
        let deep = FactDocuments.entity("{\"x\":" + String(repeating: "[", count: 5000))
        let found = refusal { () throws(JSONError) in _ = try entities(deep) }
        #expect(found?.code == .nesting)
    }
}
