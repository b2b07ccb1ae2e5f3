import Testing

@testable import Cedar

@Suite("Validation: requests and entities")
struct FactTests {
    private static let schemaText = """
        entity Group;
        entity Color enum ["red"];
        entity User in [Group, Color] { name: String, since?: datetime } tags Long;
        entity Photo;
        action all;
        action view in all appliesTo { principal: User, resource: [Photo, Color], context: { n: Long, tags?: Set<{ k: String }> } };
        """

    private func user(_ attributes: [String: Value], in parent: EntityUID? = nil, tags: [String: Value] = [:]) -> Entity {
        Entity(uid: Check.alice, attributes: attributes, parents: parent.map { [$0] } ?? [], tags: tags)
    }

    @Test(
        "requests",
        arguments: [
            (["n": 1], nil), (["n": 1, "tags": [["k": "a"]]], nil),
            ([:], "`context` lacks the attribute `n`"), (["n": "1"], "`context.n` must be Long, not a string"),
            (["n": 1, "m": 1], "`context` has the attribute `m`, which the schema doesn't declare; did you mean `n`?"),
            (["n": 1, "tags": [["k": 1]]], "`context.tags[].k` must be String, not a long"),
            (["n": 1, "tags": [["k": "a", "zz": 1]]], "`context.tags[]` has the attribute `zz`, which the schema doesn't declare"),
            (["n": 1, "tags": 1], "`context.tags` must be Set<a record>, not a long"),
        ] as [([String: Value], String?)])
    func contexts(_ context: [String: Value], _ complaint: String?) throws {
        let found = try Check.schema(Self.schemaText).validate(Check.request(context))
        #expect(found.map(\.message) == (complaint.map { [$0] } ?? []))
    }

    @Test(
        "roles",
        arguments: [
            ("User", "view", "Color::red", nil),
            ("Photo", "view", "Photo::1", "Action::\"view\" doesn't apply to the principal Photo::\"a\"; it takes User"),
            ("User", "view", "User::1", "Action::\"view\" doesn't apply to the resource User::\"1\"; it takes Photo, Color"),
            ("User", "view", "Color::rot", "`Color` doesn't list the resource Color::\"rot\""),
            ("User", "vew", "Photo::1", "the schema has no action Action::\"vew\"; did you mean `Action::\"view\"`?"),
            ("User", "all", "Photo::1", "Action::\"all\" doesn't apply to the principal User::\"a\"; it takes nothing"),
        ] as [(String, String, String, String?)])
    func roles(_ principal: String, _ action: String, _ resource: String, _ complaint: String?) throws {
        let parts = resource.split(separator: ":").map(String.init)
        let request = Request(
            principal: EntityUID(type: principal, id: "a"), action: EntityUID(type: "Action", id: action),
            resource: EntityUID(type: parts[0], id: parts[1]), context: action == "all" ? [:] : ["n": 1])
        let found = try Check.schema(Self.schemaText).validate(request)
        #expect(found.first?.message == complaint)
    }

    @Test func entitiesThatFit() throws {
        let schema = try Check.schema(Self.schemaText)
        let facts = [
            user(["name": "a", "since": .datetime(millisecondsSinceEpoch: 0)], in: EntityUID(type: "Group", id: "g"), tags: ["t": 1]),
            Entity(uid: EntityUID(type: "Color", id: "red"), attributes: [:]),
        ]
        #expect(schema.validate(try Entities(facts + schema.actionEntities)) == [])
    }

    @Test func entitiesThatDoNotFit() throws {
        let schema = try Check.schema(Self.schemaText)
        let cases: [(Entity, String)] = [
            (user([:]), "`User::\"alice\"` lacks the attribute `name`"),
            (user(["name": 1]), "`User::\"alice\".name` must be String, not a long"),
            (
                user(["name": "a"], in: EntityUID(type: "Photo", id: "p")),
                "User::\"alice\" can't be in Photo::\"p\": the schema doesn't allow it"
            ),
            (user(["name": "a"], in: EntityUID(type: "Color", id: "x")), "User::\"alice\" is in Color::\"x\", which `Color` doesn't list"),
            (user(["name": "a"], tags: ["t": "1"]), "`User::\"alice\".getTag(\"t\")` must be Long, not a string"),
            (Entity(uid: Check.photo, attributes: [:], tags: ["t": 1]), "Photo::\"1\" has tags, but its type declares none"),
            (Entity(uid: EntityUID(type: "Color", id: "x"), attributes: [:]), "`Color` doesn't list Color::\"x\""),
            (Entity(uid: EntityUID(type: "Usr", id: "x"), attributes: [:]), "the schema has no entity type `Usr`; did you mean `User`?"),
            (Entity(uid: EntityUID(type: "Action", id: "x"), attributes: [:]), "the schema has no action Action::\"x\""),
            (Entity(uid: Check.action, attributes: [:]), "the action Action::\"view\" isn't in the groups that the schema declares"),
            (
                Entity(uid: EntityUID(type: "Action", id: "all"), attributes: ["a": 1]),
                "the action Action::\"all\" can't have attributes or tags"
            ),
        ]
        for (entity, complaint) in cases {
            #expect(schema.validate(try Entities([entity])).map(\.message) == [complaint])
        }
    }
}
