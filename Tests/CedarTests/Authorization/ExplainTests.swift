import Testing

@testable import Cedar

@Suite("Explanation")
struct ExplainTests {
    private static let bob = EntityUID(type: "User", id: "bob")

    private func traces(_ clauses: String, _ context: [String: Value] = [:]) throws -> [ConditionTrace] {
        let policy = try Check.policies("permit(principal, action, resource) \(clauses);").policies[0]
        let entities = try Entities([
            Entity(uid: Check.alice, attributes: ["age": 7, "boss": .entity(Self.bob)], tags: ["team": "red"]),
            Entity(uid: Self.bob, attributes: ["age": 40, "home": .record(["town": "Uppsala"])]),
        ])
        return explain(policy, request: Check.request(context), entities: entities).filter { $0.part != .scope }
    }

    /// `path=value`, `path?` for present, `path!` for missing.
    private func seen(_ trace: ConditionTrace) -> [String] {
        trace.readings.map { reading in
            switch reading.found {
            case .value(.long(let number)): "\(reading.path)=\(number)"
            case .value(.string(let text)): "\(reading.path)=\(text)"
            case .value(.bool(let flag)): "\(reading.path)=\(flag)"
            case .value(.entity(let uid)): "\(reading.path)=\(uid.id)"
            case .value: "\(reading.path)=…"
            case .present: "\(reading.path)?"
            case .missing: "\(reading.path)!"
            }
        }
    }

    @Test(
        "what a condition looks at",
        arguments: [
            ("context.a == 1", ["context.a=2"]),
            ("1 == 1", []),
            ("context.a < context.a + 1", ["context.a=2"]),
            ("principal.boss.age > principal.age", ["principal.boss.age=40", "principal.age=7"]),
            ("principal == resource", ["principal=alice", "resource=1"]),
            ("principal.boss.home.town like \"U*\"", ["principal.boss.home.town=Uppsala"]),
            ("[context.a].contains(principal.age)", ["context.a=2", "principal.age=7"]),
            ("{x: context.a}.x == 2", ["context.a=2"]),
            ("context[\"å b\"]", ["context[\"å b\"]=true"]),
            ("context has a", ["context.a?"]),
            ("context has b", ["context.b!"]),
            ("context has r.deep.deeper", ["context.r.deep!"]),
            ("context.r.deep.deeper == 1", ["context.r.deep!"]),
            ("context.b.c.d", ["context.b!"]),
            ("resource.owner == principal", ["resource.owner!", "principal=alice"]),
            ("principal.hasTag(\"team\")", ["principal.getTag(\"team\")?"]),
            ("principal.hasTag(\"size\")", ["principal.getTag(\"size\")!"]),
            ("principal.getTag(\"team\") == \"red\"", ["principal.getTag(\"team\")=red"]),
            ("principal.hasTag(context.t)", ["principal=alice", "context.t=team"]),
            ("principal is User in resource", ["principal=alice", "resource=1"]),
            ("context.r.isEmpty()", ["context.r=…"]),
            ("-context.a == 1", ["context.a=2"]),
            ("decimal(context.t).lessThan(decimal(\"1.0\"))", ["context.t=team"]),
        ] as [(String, [String])])
    func readings(_ condition: String, _ expected: [String]) throws {
        let context: [String: Value] = ["a": 2, "å b": true, "r": .record(["x": 1]), "t": "team"]
        #expect(seen(try traces("when { \(condition) }", context)[0]) == expected)
    }

    @Test(
        "whose attribute it is",
        arguments: [
            ("context.a.b == 1", nil, "a"), ("principal == resource", nil, nil), ("principal.age == 1", Check.alice, "age"),
            ("principal.boss.home.town == \"x\"", bob, "home"), ("context.u.age == 1", bob, "age"),
            ("principal.getTag(\"team\") == \"x\"", Check.alice, "team"), ("context.u.nothing == 1", bob, "nothing"),
        ] as [(String, EntityUID?, String?)])
    func owners(_ condition: String, _ owner: EntityUID?, _ attribute: String?) throws {
        let trace = try traces("when { \(condition) }", ["a": .record(["b": 1]), "u": .entity(Self.bob)])[0]
        let reading = try #require(trace.readings.first)
        #expect(reading.owner == owner && reading.attribute == attribute)
    }

    @Test func alternativesAreToldOneByOne() throws {
        let trace = try traces("when { context.a == 1 || (context.b == 1 && context.a == 2) || context.a == 3 }", ["a": 2, "b": 2])[0]
        #expect(trace.outcome == .fails && trace.readings == [])
        #expect(trace.parts.map(\.part) == [.within, .within, .within])
        #expect(trace.parts.map(\.outcome) == [.fails, .fails, .fails])
        #expect(seen(trace.parts[0]) == ["context.a=2"])
        #expect(trace.parts[1].parts.map(\.outcome) == [.fails, .holds])
        #expect(trace.parts[1].parts.map { seen($0) } == [["context.b=2"], ["context.a=2"]])
    }

    @Test func whatStandsBehindAnErrorOrAnAnswerIsNotReached() throws {
        let either = try traces("when { context.a == 2 || context.x }", ["a": 2])[0]
        #expect(either.outcome == .holds)
        #expect(either.parts.map(\.outcome) == [.holds, .notReached])
        let erring = try traces("when { context.x || context.y }")[0]
        #expect(erring.outcome == .errs(.attributeDoesNotExist(name: "x", of: "the record")))
        #expect(erring.parts.map(\.outcome) == [erring.outcome, .notReached])
        #expect(erring.parts.map { seen($0) } == [["context.x!"], ["context.y!"]])
    }

    @Test func anUnlessClauseTellsItsBody() throws {
        let whole = try traces("unless { context.a == 2 && !(context.a == 3 || context.a == 4) }", ["a": 2])[0]
        #expect(whole.part == .unless && whole.outcome == .fails)
        #expect(whole.parts.map(\.outcome) == [.holds, .holds])
        #expect(whole.parts[1].parts.map(\.outcome) == [.fails, .fails])
        let single = try traces("unless { context.a == 3 }", ["a": 2])[0]
        #expect(single.outcome == .holds && single.parts == [] && seen(single) == ["context.a=2"])
    }

    @Test("an if tells its test and the branch it chose", arguments: [(1, "context.b == 1"), (2, "context.b == 2")])
    func branches(_ a: Int, _ chosen: String) throws {
        let condition = "if context.a == 1 then context.b == 1 else context.b == 2"
        let trace = try traces("when { \(condition) }", ["a": .long(Int64(a)), "b": 1])[0]
        #expect(trace.parts.map(\.text) == ["context.a == 1", chosen])
        #expect(trace.parts[1].outcome == trace.outcome)
    }

    @Test func aTestThatErrsChoosesNoBranch() throws {
        let trace = try traces("when { if context.x then true else false }")[0]
        #expect(trace.parts.map(\.text) == ["context.x"])
    }

    @Test func theDeepestConditionThatTheParserTakesIsFollowed() throws {
        let depth = 60
        let condition = String(repeating: "(true && (false || ", count: depth) + "context.a == 1" + String(repeating: "))", count: depth)
        var trace = try traces("when { context.a == 1 || \(condition) }", ["a": 2])[0]
        var levels = 0
        while let last = trace.parts.last {
            trace = last
            levels += 1
        }
        #expect(levels == 2 * depth + 1 && seen(trace) == ["context.a=2"])
    }
}
