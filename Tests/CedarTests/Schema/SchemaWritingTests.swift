import Testing

@testable import Cedar

@Suite("Schema: writing both syntaxes")
struct SchemaWritingTests {
    private static let text = """
        @note
        type Name = {
          first: String,
          "last name"?: String,
        };
        entity Root;
        @doc("a \\"quoted\\" word")
        action top;

        @doc("people")
        @owner("me")
        namespace App {
          @doc("d")
          entity User, Robot in [Group, Root] {
            @pii
            name: Name,
            age?: Long,
            ips: Set<{
              ip: ipaddr,
            }>,
            none: {},
            "if": Bool,
          } tags Set<String>;
          entity Group in [Group];
          entity Color enum ["red", "gr\\neen"];
          action read, "write it" in ["all of it", Action::"top"] appliesTo {
            principal: [User, Robot],
            resource: [Group],
            context: {
              n: Long,
            },
          };
          action "all of it";
          action "if", "__cedar" appliesTo {
            principal: [User],
            resource: [User],
            context: Name,
          };
        }

        namespace Empty {
        }

        """

    @Test func theCedarSyntaxComesOutAsItIsWritten() throws {
        #expect(try Check.schema(Self.text).cedarText() == Self.text)
    }

    @Test func theJSONFormatGathersDeclarations() throws {
        let schema = try Check.schema(
            """
            @a entity E, F in [E] { x?: Long, @b("c") s: Set<T> } tags E;
            type T = { n: N::Color };
            @n namespace N { entity Color enum ["red"]; action go in Action::"all" appliesTo { principal: Color, resource: [E, F], context: T }; }
            action all;
            """)
        let content =
            #""shape":{"type":"Record","attributes":{"x":{"type":"EntityOrCommon","name":"Long","required":false},"#
            + #""s":{"type":"Set","element":{"type":"EntityOrCommon","name":"T"},"annotations":{"b":"c"}}}},"#
            + #""tags":{"type":"EntityOrCommon","name":"E"},"annotations":{"a":""}}"#
        #expect(
            schema.jsonText()
                == #"{"":{"commonTypes":{"T":{"type":"Record","attributes":{"n":{"type":"EntityOrCommon","name":"N::Color"}}}},"#
                + #""entityTypes":{"E":{"memberOfTypes":["E"],"# + content + #","F":{"memberOfTypes":["E"],"# + content + "},"
                + #""actions":{"all":{}}},"N":{"entityTypes":{"Color":{"enum":["red"]}},"#
                + #""actions":{"go":{"memberOf":[{"id":"all","type":"Action"}],"#
                + #""appliesTo":{"principalTypes":["Color"],"resourceTypes":["E","F"],"#
                + #""context":{"type":"EntityOrCommon","name":"T"}}}},"annotations":{"n":""}}}"#)
        #expect(schema.jsonText(isPretty: true).hasPrefix("{\n  \"\": {\n    \"commonTypes\": {\n"))
    }

    @Test func annotationsSurviveBothTranslations() throws {
        let schema = try Check.schema(Self.text)
        let translated = try Schema(json: Array(schema.jsonText().utf8))
        for note in [
            "@note\ntype", "@doc(\"a \\\"quoted\\\" word\")\naction top", "@owner(\"me\")\nnamespace", "@pii\n    name",
            "@doc(\"d\")\n  entity Robot",
        ] {
            #expect(try translated.cedarText().contains(note), "\(note)")
        }
    }

    private func schema(_ attribute: String, _ entityTypes: String = "", _ commonTypes: String = "") throws -> Schema {
        let json =
            "{\"\":{\"entityTypes\":{\(entityTypes)\"E\":{\"shape\":{\"type\":\"Record\",\"attributes\":{\"a\":\(attribute)}}}},"
            + "\"actions\":{},\"commonTypes\":{\(commonTypes)}}}"
        return try Schema(json: Array(json.utf8))
    }

    @Test(
        "a built-in type is written by its full name where something else has its name",
        arguments: [
            (#"{"type":"Long"}"#, "", "", "a: Long,"), (#"{"type":"Boolean"}"#, "", "", "a: Bool,"),
            (#"{"type":"Long"}"#, #""Long":{},"#, "", "a: __cedar::Long,"),
            (#"{"type":"Entity","name":"Long"}"#, #""Long":{},"#, "", "a: Long,"),
            (#"{"type":"Extension","name":"ipaddr"}"#, "", "", "a: ipaddr,"),
            (#"{"type":"Extension","name":"ipaddr"}"#, "", #""ipaddr":{"type":"Long"}"#, "a: __cedar::ipaddr,"),
            (#"{"type":"ipaddr"}"#, #""ipaddr":{},"#, "", "a: __cedar::ipaddr,"),
            (#"{"type":"ipaddr"}"#, #""ipaddr":{},"#, #""ipaddr":{"type":"Long"}"#, "a: ipaddr,"),
        ])
    func names(_ attribute: String, _ entityTypes: String, _ commonTypes: String, _ expected: String) throws {
        let schema = try schema(attribute, entityTypes, commonTypes)
        #expect(try schema.cedarText().contains(expected))
        #expect(try Check.schema(schema.cedarText()) == schema)
    }

    @Test func whatTheCedarSyntaxCannotSayIsRefused() throws {
        let hidden = try schema(#"{"type":"Entity","name":"T"}"#, #""T":{},"#, #""T":{"type":"Long"}"#)
        let refused = #expect(throws: JSONError.self) { try hidden.cedarText() }
        #expect(
            refused
                == JSONError(
                    .untranslatable, "in the Cedar syntax `T` would mean another type of this name", at: #"schema[""].entityTypes.E"#))
        let json = #"{"":{"entityTypes":{"E":{"shape":{"type":"T"}}},"actions":{},"commonTypes":{"T":{"type":"Record","attributes":{}}}}}"#
        let shaped = try Schema(json: Array(json.utf8))
        #expect(throws: JSONError.self) { try shaped.cedarText() }
        #expect(
            shaped.jsonText()
                == #"{"":{"commonTypes":{"T":{"type":"Record","attributes":{}}},"entityTypes":{"E":{"shape":{"type":"T"}}},"actions":{}}}"#)
    }
}
