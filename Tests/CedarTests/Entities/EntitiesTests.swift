import Testing

@testable import Cedar

@Suite("Entities")
struct EntitiesTests {
    private func entity(_ id: String, in parents: [String] = [], _ attributes: [String: Value] = [:]) -> Entity {
        Entity(uid: EntityUID(type: "E", id: id), attributes: attributes, parents: parents.map { EntityUID(type: "E", id: $0) })
    }

    @Test func membershipIsTransitive() throws {
        let entities = try Entities([entity("a", in: ["b", "c"]), entity("b", in: ["d"]), entity("c", in: ["d"]), entity("d", in: ["e"])])
        let ancestors = entities.ancestors(of: EntityUID(type: "E", id: "a"))
        #expect(Set(ancestors.map(\.id)) == ["b", "c", "d", "e"])
        #expect(entities.isIn(EntityUID(type: "E", id: "b"), EntityUID(type: "E", id: "e")))
        #expect(!entities.isIn(EntityUID(type: "E", id: "b"), EntityUID(type: "E", id: "c")))
    }

    @Test func longChainsDoNotExhaustTheStack() throws {
        let chain = (0..<600).map { entity("\($0)", in: ["\($0 + 1)"]) }
        let entities = try Entities(chain)
        #expect(entities.isIn(EntityUID(type: "E", id: "0"), EntityUID(type: "E", id: "600")))
    }

    @Test("circles are refused", arguments: [["a:a"], ["a:b", "b:a"], ["x:a", "a:b", "b:c", "c:a"], ["a:b,c", "b:d", "c:d", "d:c"]])
    func circles(_ links: [String]) {
        let entities = links.map { link in
            let parts = link.split(separator: ":").map(String.init)
            return entity(parts[0], in: parts[1].split(separator: ",").map(String.init))
        }
        let error = #expect(throws: EntitiesError.self) { try Entities(entities) }
        #expect(error?.code == "entity_cycle")
    }

    @Test func identicalDuplicatesAreAcceptedAndOthersRefused() throws {
        _ = try Entities([entity("a", in: ["b", "c"], ["x": 1]), entity("a", in: ["c", "b"], ["x": 1])])
        #expect(throws: EntitiesError.conflict(EntityUID(type: "E", id: "a"))) {
            try Entities([entity("a", [:]), entity("a", ["x": 1])])
        }
        #expect(EntitiesError.conflict(EntityUID(type: "E", id: "a")).code == "entity_conflict")
    }

    @Test(arguments: [("a", "E::\"a\""), ("\"\\", "E::\"\\\"\\\\\""), ("\n\u{1}", "E::\"\\n\\u{1}\""), ("å", "E::\"å\"")])
    func printed(_ id: String, _ expected: String) throws {
        let uid = EntityUID(type: "E", id: id)
        #expect(uid.description == expected)
        #expect(try Check.evaluate(uid.description) == .value(.entity(uid)))
    }
}
