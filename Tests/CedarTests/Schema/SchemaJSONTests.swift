import Testing

@testable import Cedar

@Suite("Schema: the JSON format")
struct SchemaJSONTests {
    private func refusal(_ json: String) -> JSONError? {
        do throws(JSONError) {
            _ = try Schema(json: Array(json.utf8))
            return nil
        } catch {
            return error
        }
    }

    @Test func schemasAreAcceptedAndRefusedAsInTheReferenceImplementation() {
        #expect(SchemaDocuments.json.count == 138 && SchemaDocuments.cedar.count == 53)
        for (text, isAccepted) in SchemaDocuments.json {
            let found = refusal(text)
            #expect((found == nil) == isAccepted, "\(text): \(found?.description ?? "accepted")")
        }
        for (text, isAccepted) in SchemaDocuments.cedar {
            let found = Check.schemaComplaints(text)
            #expect(found.isEmpty == isAccepted, "\(text): \(found)")
        }
    }

    /// What the table's schemas mean survives both translations, where the Cedar syntax can say it.
    @Test func acceptedSchemasAreTranslatedAndMeanTheSame() throws {
        var untranslatable = 0
        for (text, isAccepted) in SchemaDocuments.json where isAccepted {
            let schema = try Schema(json: Array(text.utf8))
            #expect(try Schema(json: Array(schema.jsonText().utf8)) == schema, "\(text)")
            guard let cedar = try? schema.cedarText() else {
                untranslatable += 1
                continue
            }
            let read = try Check.schema(cedar)
            #expect(read.entityTypes == schema.entityTypes, "\(text)")
            // An action that applies to no principal is written as one that applies to nothing.
            let applies = schema.actions.filter { !$0.value.principals.isEmpty || $0.value.resources.isEmpty }
            #expect(applies.allSatisfy { read.actions[$0.key] == $0.value } && read.actions.count == schema.actions.count, "\(text)")
        }
        #expect(untranslatable == 3)
        for (text, isAccepted) in SchemaDocuments.cedar where isAccepted {
            let schema = try Check.schema(text)
            #expect(try Schema(json: Array(schema.jsonText().utf8)) == schema, "\(text)")
            #expect(try Check.schema(schema.cedarText()) == schema, "\(text)")
        }
    }

    private static func entity(_ content: String) -> String { "{\"N\":{\"entityTypes\":{\"E\":\(content)},\"actions\":{}}}" }
    private static func attribute(_ type: String) -> String {
        entity("{\"shape\":{\"type\":\"Record\",\"attributes\":{\"a b\":\(type)}}}")
    }
    private static func action(_ content: String) -> String { "{\"N\":{\"entityTypes\":{\"E\":{}},\"actions\":{\"do it\":\(content)}}}" }

    @Test(
        "a refusal says what is wrong, and where",
        arguments: [
            ("[]", "schema: expected an object, found an array"),
            (#"{"":1}"#, #"schema[""]: expected an object, found a number"#),
            (#"{"a b":{}}"#, #"schema["a b"]: "a b" can't name a namespace"#),
            (#"{"N":{}}"#, "schema.N: the key `entityTypes` is missing"),
            (#"{"N":{"entityTypes":{}}}"#, "schema.N: the key `actions` is missing"),
            (#"{"N":{"entitytypes":{}}}"#, "schema.N.entitytypes: the key `entitytypes` means nothing here; did you mean `entityTypes`?"),
            (
                #"{"":{"entityTypes":{},"actions":{},"annotations":{"a":""}}}"#,
                #"schema[""]: what stands outside of all namespaces can't have annotations together"#
            ),
            (#"{"A::B":{"entityTypes":{"if":{}},"actions":{}}}"#, #"schema["A::B"].entityTypes.if: "if" can't name a type"#),
            (
                #"{"N":{"entityTypes":{},"actions":{},"commonTypes":{"Set":{"type":"Long"}}}}"#,
                "schema.N.commonTypes.Set: `Set` is reserved and can't name a type"
            ),
            (
                #"{"N":{"entityTypes":{},"actions":{},"commonTypes":{"T":{"type":"U"}}}}"#,
                "schema.N.commonTypes.T.type: the common type `U` isn't declared"
            ),
            (
                #"{"N":{"entityTypes":{},"actions":{},"commonTypes":{"T":{"type":"T"}}}}"#,
                "schema.N.commonTypes.T: the type `N::T` is defined by itself"
            ),
            (
                #"{"":{"entityTypes":{"E":{}},"actions":{}},"N":{"entityTypes":{"E":{}},"actions":{}}}"#,
                "schema.N.entityTypes.E: `E` hides the declaration of the same name outside of all namespaces"
            ),
            (
                #"{"":{"entityTypes":{},"actions":{"a":{}}},"N":{"entityTypes":{},"actions":{"a":{}}}}"#,
                "schema.N.actions.a: `a` hides the declaration of the same name outside of all namespaces"
            ),
            (entity(#"{"enum":[]}"#), "schema.N.entityTypes.E.enum: an enumerated entity type lists one id at least"),
            (entity(#"{"enum":["a"],"tags":{"type":"Long"}}"#), "schema.N.entityTypes.E: an enumerated entity type can't have `tags`"),
            (entity(#"{"memberOfTypes":["F"]}"#), "schema.N.entityTypes.E.memberOfTypes[0]: the entity type `F` isn't declared"),
            (entity(#"{"memberOfTypes":["a b"]}"#), #"schema.N.entityTypes.E.memberOfTypes[0]: "a b" can't name a type"#),
            (entity(#"{"shape":{"type":"Long"}}"#), "schema.N.entityTypes.E: the attributes of `E` must be a record"),
            (entity(#"{"annotations":{"a b":""}}"#), #"schema.N.entityTypes.E.annotations["a b"]: "a b" can't name an annotation"#),
            (attribute(#""Long""#), #"schema.N.entityTypes.E.shape.attributes["a b"]: expected an object, found a string"#),
            (attribute("{}"), #"schema.N.entityTypes.E.shape.attributes["a b"]: the key `type` is missing"#),
            (
                attribute(#"{"type":"Long","requird":true}"#),
                #"schema.N.entityTypes.E.shape.attributes["a b"]: there is no key `requird` here; did you mean `required`?"#
            ),
            (
                attribute(#"{"type":"Long","required":1}"#),
                #"schema.N.entityTypes.E.shape.attributes["a b"].required: expected a boolean, found a number"#
            ),
            (attribute(#"{"type":"Set"}"#), #"schema.N.entityTypes.E.shape.attributes["a b"]: the key `element` is missing"#),
            (
                attribute(#"{"type":"Extension","name":"ip"}"#),
                #"schema.N.entityTypes.E.shape.attributes["a b"].name: there is no such extension type"#
            ),
            (
                attribute(#"{"type":"Entity","name":"F"}"#),
                #"schema.N.entityTypes.E.shape.attributes["a b"].name: the entity type `F` isn't declared"#
            ),
            (attribute(#"{"type":"E"}"#), #"schema.N.entityTypes.E.shape.attributes["a b"].type: the common type `E` isn't declared"#),
            (
                attribute(#"{"type":"EntityOrCommon","name":"Strin"}"#),
                #"schema.N.entityTypes.E.shape.attributes["a b"].name: the type `Strin` isn't declared; did you mean `String`?"#
            ),
            (
                attribute(#"{"type":"Record","attributes":{},"additionalAttributes":true}"#),
                #"schema.N.entityTypes.E.shape.attributes["a b"].additionalAttributes: records with further attributes aren't supported"#
            ),
            (action(#"{"attributes":{}}"#), #"schema.N.actions["do it"].attributes: actions can't have attributes"#),
            (action(#"{"memberOf":[{"id":"x"}]}"#), #"schema.N.actions["do it"].memberOf[0]: the action `x` isn't declared"#),
            (
                action(#"{"memberOf":[{"id":"do it"}]}"#),
                #"schema.N.actions["do it"]: the action N::Action::"do it" is in itself by way of its groups"#
            ),
            (
                action(#"{"appliesTo":{"principalTypes":["E"]}}"#),
                #"schema.N.actions["do it"].appliesTo: the key `resourceTypes` is missing"#
            ),
            (
                action(#"{"appliesTo":{"principalTypes":["E"],"resourceTypes":["E"],"context":{"type":"Long"}}}"#),
                #"schema.N.actions["do it"]: the context of `do it` must be a record"#
            ),
        ])
    func refusals(_ json: String, _ complaint: String) {
        #expect(refusal(json)?.description == complaint)
    }

    @Test func refusalsHaveCodes() {
        #expect(refusal("{")?.code == .malformed)
        #expect(refusal("[]")?.code == .unexpected)
        #expect(refusal(Self.entity(#"{"memberOfTypes":["F"]}"#))?.code == .schema)
        let deep = String(repeating: #"{"type":"Set","element":"#, count: 5000)
        #expect(refusal(Self.attribute(deep))?.code == .nesting)
    }
}
