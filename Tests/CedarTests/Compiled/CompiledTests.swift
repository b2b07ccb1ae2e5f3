import Testing

@testable import Cedar

/// The compiled evaluator against the reference, on policies, entities and requests that are made at random.
@Suite("Compiled: agrees with the reference evaluator")
struct CompiledTests {
    @Test("random policies over random facts", arguments: 1...12)
    func randomPolicies(seed: Int) throws {
        var random = RandomScenario(seed: UInt64(seed))
        var workspace = Workspace()
        var counts = (allowed: 0, denied: 0, erring: 0)
        for _ in 0..<40 {
            let policies = PolicySet((0..<random.number(1...6)).map { random.policy(number: $0) })
            let entities = try random.entities()
            let authorizer = Authorizer(CompiledPolicies(policies), entities: entities)
            for _ in 0..<5 {
                let request = random.request()
                let expected = Compiled(authorize(request, policies: policies, entities: entities))
                let prepared = authorizer.prepare(request).decide(in: &workspace)
                #expect(Compiled(decision: prepared, workspace, authorizer.policies.ids) == expected)
                let json = Array(try request.jsonText().utf8)
                let read = try authorizer.decide(json: json, in: &workspace)
                #expect(Compiled(decision: read, workspace, authorizer.policies.ids) == expected)
                let split = try random.split(entities, policies: policies, request: request)
                #expect(Compiled(decision: split.decide(in: &workspace), workspace, authorizer.policies.ids) == expected)
                if expected.decision == .allow { counts.allowed += 1 } else { counts.denied += 1 }
                counts.erring += expected.errors.count
            }
        }
        // Each outcome is met, so that agreeing means something.
        #expect(counts.allowed > 3 && counts.denied > 20 && counts.erring > 20, "\(counts)")
    }

    @Test(
        "constants are folded, and errors in them stay where they are",
        arguments: [
            ("1 + 1 == 2", "hold"), ("1 + true == 2", "err"), ("false && 1 + true == 2", "fail"),
            ("true && 9223372036854775807 + 1 == 0", "err"),
            ("true || ip(\"x\").isIpv4()", "hold"), ("false || ip(\"x\").isIpv4()", "err"),
            ("if true then true else 1 + true == 2", "hold"),
            ("if 1 == 1 then principal == principal else 1", "hold"), ("if 1 then true else true", "err"),
            ("principal == principal && true", "hold"), ("principal == principal && false", "fail"),
            ("true && principal == principal", "hold"),
            ("true && context", "err"), ("context || true", "err"), ("[1, 2, 2].containsAll([2, 1])", "hold"), ("{a: 1} == {a: 1}", "hold"),
            ("{a: 1, b: 2} == {b: 2, a: 1}", "hold"), ("[[1, 2], [2, 1]] == [[2, 1]]", "hold"),
            ("[1, \"1\", true].contains(\"1\")", "hold"),
            ("principal in [principal, 1]", "err"), ("[].containsAll([])", "hold"), ("principal in []", "fail"),
            ("[principal, 1 + true].contains(principal)", "err"), ("\"a\\u{301}\" == \"\\u{e1}\"", "fail"), ("\"å\" like \"*\"", "hold"),
            ("decimal(\"1.0\").lessThan(decimal(\"1.1\"))", "hold"), ("context.address.isInRange(ip(\"10.0.0.0/8\"))", "hold"),
            ("ip(context.text).isLoopback()", "err"), ("context.set == [context.number, principal, principal]", "hold"),
            ("context has record.inner.deep && context.record.inner.deep == 7", "hold"), ("context.record.inner has missing", "fail"),
            ("context.number has a", "err"), ("{x: context.number}.x == 5", "hold"), ("{x: 1 + true, y: 2}.y == 2", "err"),
        ])
    func folding(_ text: String, _ outcome: String) throws {
        let policies = try Check.policies("permit(principal, action, resource) when { \(text) };")
        let request = Check.request([
            "number": 5, "text": "no address", "set": [5, .entity(Check.alice)], "record": ["inner": ["deep": 7]],
            "address": .ipaddr(try #require(IPNetwork("10.1.2.3"))),
        ])
        let authorizer = Authorizer(CompiledPolicies(policies), entities: .none)
        var workspace = Workspace()
        let decision = authorizer.prepare(request).decide(in: &workspace)
        #expect(decision == (outcome == "hold" ? .allow : .deny))
        #expect(workspace.erring == (outcome == "err" ? [0] : []))
        #expect(
            Compiled(decision: decision, workspace, authorizer.policies.ids)
                == Compiled(authorize(request, policies: policies, entities: .none)))
    }

    @Test func manyPoliciesAreDecidedAndNamedInTheirOrder() throws {
        // More than 64 × 64, so that the index has several words and several words of words.
        let count = 5000
        let texts = (0..<count).map { number in
            let scope = number % 7 == 0 ? "action" : "action == Action::\"a\(number)\""
            return "\(number % 14 == 0 ? "forbid" : "permit")(principal, \(scope), resource) when { context.n == \(number % 3) };"
        }
        let policies = try Check.policies(texts.joined(separator: "\n"))
        let authorizer = Authorizer(CompiledPolicies(policies), entities: .none)
        var workspace = Workspace()
        for action in ["a1", "a4999", "a64", "none"] {
            let request = Request(
                principal: Check.alice, action: EntityUID(type: "Action", id: action), resource: Check.photo, context: ["n": 1])
            let decision = authorizer.prepare(request).decide(in: &workspace)
            #expect(
                Compiled(decision: decision, workspace, authorizer.policies.ids)
                    == Compiled(authorize(request, policies: policies, entities: .none)))
        }
    }

    /// A request with another time in its context is the one that would have been prepared with that time.
    @Test(arguments: 0..<60 as Range<UInt64>) func aTimeInTheContextMayGoOn(_ seed: UInt64) throws {
        var scenario = RandomScenario(seed: seed)
        let policies = try Check.policies(
            """
            permit(principal, action, resource) when { context.now < datetime("2026-06-01") };
            permit(principal, action, resource) when { context.other == context.now };
            forbid(principal, action, resource) when { [context.now, datetime("1970-01-01")].contains(context.other) };
            """)
        let (request, authorizer) = (scenario.request(), Authorizer(CompiledPolicies(policies), entities: .none))
        func asked(_ now: Int64) -> PreparedRequest {
            let context: [String: Value] = ["now": .datetime(millisecondsSinceEpoch: now), "other": .datetime(millisecondsSinceEpoch: 7)]
            let asked = Request(
                principal: request.principal, action: request.action, resource: request.resource, context: RecordValue(context))
            return authorizer.prepare(asked)
        }
        var workspace = Workspace()
        var fresh = Workspace()
        let prepared = asked(1)
        let moment = try #require(prepared.moment("now"))
        for now in [0, 7, -1, 1_780_000_000_000, 1_790_000_000_000] as [Int64] {
            let decision = prepared.decide(with: moment, at: now, in: &workspace)
            #expect(decision == asked(now).decide(in: &fresh))
            #expect(workspace.reasons == fresh.reasons && workspace.erring == fresh.erring)
        }
        #expect(prepared.decide(in: &workspace) == asked(1).decide(in: &fresh) && workspace.reasons == fresh.reasons)
        #expect(prepared.moment("then") == nil && authorizer.prepare(request).moment("nothing") == nil)
    }

    /// The same of several times, in records of the context too.
    @Test func severalTimesMayGoOn() throws {
        let policies = try Check.policies(
            """
            permit(principal, action, resource) when { context.span.from <= context.now && context.now < context.span.inner.until };
            forbid(principal, action, resource) when { context.span.inner == {until: datetime("1970-01-02")} };
            """)
        let authorizer = Authorizer(CompiledPolicies(policies), entities: .none)
        func asked(_ now: Int64, _ from: Int64, _ until: Int64) -> PreparedRequest {
            let inner: [String: Value] = ["until": .datetime(millisecondsSinceEpoch: until)]
            let span: [String: Value] = ["from": .datetime(millisecondsSinceEpoch: from), "inner": .record(inner)]
            let context: [String: Value] = ["now": .datetime(millisecondsSinceEpoch: now), "span": .record(span)]
            let request = Check.request()
            return authorizer.prepare(
                Request(
                    principal: request.principal, action: request.action, resource: request.resource, context: RecordValue(context)))
        }
        let prepared = asked(0, 0, 0)
        let moments = try [
            #require(prepared.moment("now")), #require(prepared.moment("span", "from")),
            #require(prepared.moment("span", "inner", "until")),
        ]
        var workspace = Workspace()
        var fresh = Workspace()
        var allowed = 0
        for times in [[5, 5, 6], [5, 6, 7], [6, 5, 6], [7, 0, 86_400_000], [-1, -2, 0], [0, 0, 0]] as [[Int64]] {
            let pairs = zip(moments, times).map { (moment: $0, milliseconds: $1) }
            let decision = prepared.decide(with: pairs, in: &workspace)
            #expect(decision == asked(times[0], times[1], times[2]).decide(in: &fresh))
            #expect(workspace.reasons == fresh.reasons)
            if decision == .allow { allowed += 1 }
        }
        #expect(allowed == 2)
        #expect(prepared.moment("span") == nil && prepared.moment("span", "until") == nil && prepared.moment("now", "from") == nil)
    }

    @Test func noPoliciesPermitNothing() throws {
        let authorizer = Authorizer(CompiledPolicies(try Check.policies("")), entities: .none)
        var workspace = Workspace()
        #expect(authorizer.prepare(Check.request()).decide(in: &workspace) == .deny)
        #expect(workspace.reasons == [] && workspace.erring == [])
    }

    /// Facts of the request's own, below groups that the authorizer describes and that policies name.
    @Test func aRequestMayBringItsOwnFacts() throws {
        let policies = try Check.policies(
            """
            permit(principal in Group::"staff", action in Action::"read", resource is Photo) when { resource.owner == principal };
            forbid(principal, action, resource in Album::"closed");
            permit(principal, action, resource) when { principal.hasTag("level") && principal.getTag("level") in [Group::"all"] };
            permit(principal, action, resource) when { resource.missing };
            """)
        let (team, staff, all) = (
            EntityUID(type: "Group", id: "team"), EntityUID(type: "Group", id: "staff"), EntityUID(type: "Group", id: "all")
        )
        let known = [
            Entity(uid: Check.action, attributes: [:], parents: [EntityUID(type: "Action", id: "read")]),
            Entity(uid: staff, attributes: [:], parents: [all]), Entity(uid: team, attributes: [:], parents: [staff]),
        ]
        let authorizer = Authorizer(CompiledPolicies(policies), entities: try Entities(known))
        for (parent, album) in [(team, "open"), (team, "closed"), (all, "open"), (EntityUID(type: "Group", id: "else"), "open")] {
            let own = try Entities([
                Entity(uid: Check.alice, attributes: [:], parents: [EntityUID(type: "Desk", id: "1")], tags: ["level": .entity(team)]),
                Entity(uid: EntityUID(type: "Desk", id: "1"), attributes: [:], parents: [parent]),
                Entity(uid: Check.photo, attributes: ["owner": .entity(Check.alice)], parents: [EntityUID(type: "Album", id: album)]),
            ])
            let prepared = try authorizer.prepare(Check.request(), facts: own)
            #expect(prepared.authorizer === authorizer)
            #expect(
                try authorizer.authorize(Check.request(), facts: own)
                    == authorize(Check.request(), policies: policies, entities: try Entities(known + own.all)))
        }
        // What describes an entity that policies name is joined with the authorizer's facts.
        let named = try Entities([Entity(uid: all, attributes: [:]), Entity(uid: Check.alice, attributes: [:], parents: [team])])
        #expect(try authorizer.prepare(Check.request(), facts: named).authorizer !== authorizer)
        #expect(
            try authorizer.authorize(Check.request(), facts: named)
                == authorize(Check.request(), policies: policies, entities: try Entities(known + named.all)))
        #expect(throws: EntitiesError.conflict(staff)) {
            _ = try authorizer.prepare(Check.request(), facts: try Entities([Entity(uid: staff, attributes: ["a": 1])]))
        }
    }
}
