import Testing

@testable import Cedar

@Suite("Schema: the Cedar schema syntax")
struct SchemaTests {
    @Test func everyKindOfDeclarationIsResolved() throws {
        let schema = try Check.schema(
            """
            // The empty namespace
            type Name = { first: String, "last name"?: String };
            entity Root;
            @doc("people") namespace App {
                @doc entity User, Robot in [Group, Root] = { name: Name, age?: Long, at: datetime, ips: Set<ipaddr>, ok: Bool, } tags Set<String>;
                entity Group in Group { owner: User };
                entity Color enum ["red", "green"];
                type Ctx = { ip: __cedar::ipaddr };
                action read, "write it" in [all] appliesTo { principal: [User, Robot], resource: Group, context: Ctx };
                action all in Action::"top";
                action delete in [App::Action::"all"] appliesTo { resource: [Group], principal: User, context: { @doc("d") d: decimal, }, } attributes {};
            }
            action top;
            """)
        #expect(Set(schema.entityTypes.keys) == ["Root", "App::User", "App::Robot", "App::Group", "App::Color"])
        let user = try #require(schema.entityTypes["App::User"])
        #expect(user.ancestors == ["App::Group", "Root"])
        #expect(user.tags == .set(.string))
        #expect(user.attributes.attributes["age"] == RecordType.Attribute(type: .long, isRequired: false))
        #expect(user.attributes.attributes["ips"]?.type == .set(.extensionType(.ipaddr)))
        guard case .record(let name)? = user.attributes.attributes["name"]?.type else { throw Missing() }
        #expect(name.attributes["last name"]?.isRequired == false)
        #expect(schema.entityTypes["App::Color"]?.ids == ["red", "green"])
        let write = try #require(schema.actions[EntityUID(type: "App::Action", id: "write it")])
        #expect(write.principals == ["App::User", "App::Robot"])
        #expect(write.ancestors == [EntityUID(type: "App::Action", id: "all"), EntityUID(type: "Action", id: "top")])
        #expect(write.context.attributes["ip"]?.type == .extensionType(.ipaddr))
        #expect(schema.actionNames.map(\.description).contains("App::Action::\"delete\""))
        #expect(schema.actionEntities.count == 5)
    }

    private struct Missing: Error {}

    @Test(
        "a name means a common type before an entity type before a built-in one",
        arguments: [
            ("entity String; entity E { a: String };", CedarType.entity("String")),
            ("entity String; entity E { a: __cedar::String };", .string),
            ("type ipaddr = Long; entity E { a: ipaddr };", .long),
            ("type T = Set<U>; type U = Bool; entity E { a: T };", .set(.anyBool)),
            ("namespace N { entity X; } entity E { a: N::X };", .entity("N::X")),
            ("entity E { a: Bool };", .anyBool), ("entity E { a: Set };  type Set_ = Long; entity Set;", .entity("Set")),
        ])
    func names(_ text: String, _ expected: CedarType) throws {
        #expect(try Check.schema(text).entityTypes["E"]?.attributes.attributes["a"]?.type == expected)
    }

    @Test(
        "what is wrong with a schema is told at its place",
        arguments: [
            ("entity User", "1:12: expected `;`, found the end of the text"),
            ("entity User { a: Strin };", "1:18: the type `Strin` isn't declared; did you mean `String`?"),
            ("entity A; entity A;", "1:18: the entity type `A` is declared twice"),
            ("type A = Long; type A = Long;", "1:21: the type `A` is declared twice"),
            ("action a; action a;", "1:18: the action Action::\"a\" is declared twice"),
            ("type A = Set<B>; type B = {a: A};", "1:6: the type `A` is defined by itself"),
            ("action a in b; action b in a;", "1:8: the action Action::\"a\" is in itself by way of its groups"),
            ("action a in missing;", "1:13: the action `missing` isn't declared"),
            ("entity A in Groop; entity Group;", "1:13: the entity type `Groop` isn't declared; did you mean `Group`?"),
            ("entity A; namespace N { type A = Long; }", "1:30: `A` hides the declaration of the same name outside of all namespaces"),
            ("namespace N {} namespace N {}", "1:26: the namespace `N` is declared twice"),
            ("namespace __cedar::N {}", "1:11: `__cedar` is reserved and can't be a name"),
            ("type Long = String;", "1:6: `Long` is reserved and can't name a type"),
            ("entity A { a: Long, a: Long };", "1:21: the attribute `a` is declared twice"),
            ("entity A { a: Set<Long };", "1:24: expected `>`, found `}`"),
            ("entity A; action a appliesTo { principal: A };", "1:45: `appliesTo` needs both `principal` and `resource`"),
            ("entity A; action a appliesTo { principal: A, principal: A };", "1:46: `principal` stands twice"),
            ("entity A; action a appliesTo { owner: A };", "1:32: expected `principal`, `resource` or `context`, found `owner`"),
            ("entity A; action a appliesTo { principal: A, resource: A, context: A };", "1:18: the context of `a` must be a record"),
            ("entity A enum [];", "1:16: expected a string with an entity's id, found `]`"),
            ("entity Action;", "1:8: `Action` is the type of actions and can't be declared"),
            ("entity A in [A,];", "1:16: expected an entity type, found `]`"),
            ("action a in [];", "1:14: expected an action's name, found `]`"),
            (
                "action a appliesTo { principal: [], resource: [] };",
                "1:33: `principal` lists no entity type; leave out `appliesTo` if the action applies to nothing"
            ),
            ("entity A { a: __cedar::Lang };", "1:15: the type `__cedar::Lang` isn't declared"),
            ("relation A;", "1:1: expected `namespace`, `entity`, `action` or `type`, found `relation`"),
        ])
    func refusals(_ text: String, _ complaint: String) {
        #expect(Check.schemaComplaints(text).first == complaint)
    }

    @Test func readingGoesOnAfterAnError() {
        let complaints = Check.schemaComplaints("entity A {;\nnamespace N {\n entity B [;\n entity C;\n action 1;\n}\nentity D x;")
        #expect(complaints.map { $0.prefix(4) } == ["1:11", "3:11", "5:9:", "7:10"])
    }

    @Test func nestingIsBounded() {
        let nested = "entity A { a: " + String(repeating: "Set<", count: 5000) + "Long;"
        #expect(Check.schemaComplaints(nested) == ["1:815: the type nests deeper than 200 levels"])
        let chain = (0..<1000).map { "type T\($0) = Set<T\($0 + 1)>;" }.joined() + "type T1000 = Long;"
        #expect(Check.schemaComplaints(chain).first?.contains("nests deeper than 200 types") == true)
    }

    /// Each type nests within the bound, the types that they name with them don't.
    @Test func nestingAcrossTypesIsBounded() {
        let chain = (1..<150).map {
            "type T\($0) = " + String(repeating: "{ a: ", count: 190) + "T\($0 - 1)" + String(repeating: " }", count: 190) + ";"
        }
        let complaints = Check.schemaComplaints("type T0 = Long;" + chain.joined())
        #expect(!complaints.isEmpty && complaints.allSatisfy { $0.contains("nests deeper than 200 types") || $0.contains("is too large") })
    }

    @Test func complaintsAreBounded() {
        let unknown = (0..<300).map { "entity A\($0) in [B\($0)];" }.joined()
        #expect(Check.schemaComplaints(unknown).count == Limits.maximumComplaints)
        let twice = String(repeating: "entity A;", count: 300)
        #expect(Check.schemaComplaints(twice).count == Limits.maximumComplaints)
    }

    /// Thirty lines write out to 2^30 parts.
    @Test(arguments: ["entity E { x: T30 };", "entity E; action a appliesTo { principal: E, resource: E, context: { x: T30, y: T30 } };"])
    func typesWrittenOutAreBounded(_ use: String) {
        let doubling = (1...30).map { "type T\($0) = { a: T\($0 - 1), b: T\($0 - 1) };\n" }.joined()
        let complaints = Check.schemaComplaints("type T0 = { a: Long };\n" + doubling + use)
        #expect(
            complaints == [
                "17:6: `T16` is too large: with the types that it names it has more than 100000 parts or 200 levels"
            ])
    }

    @Test func aTypeWithinTheBoundOfPartsIsResolved() throws {
        let doubling = (1...14).map { "type T\($0) = { a: T\($0 - 1), b: T\($0 - 1) };\n" }.joined()
        _ = try Check.schema("type T0 = { a: Long };\n" + doubling + "entity E { x: T14 };")
        let wide = "entity E { " + (0..<5).map { "a\($0): T14" }.joined(separator: ", ") + " };"
        #expect(
            Check.schemaComplaints("type T0 = { a: Long };\n" + doubling + wide).first?.contains("`E` is too large")
                == true)
    }
}
