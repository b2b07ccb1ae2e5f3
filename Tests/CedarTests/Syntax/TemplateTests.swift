import Testing

@testable import Cedar

@Suite("Syntax: templates and links")
struct TemplateTests {
    private static let group = EntityUID(type: "Group", id: "g")
    private static let album = EntityUID(type: "Album", id: "a")

    @Test(
        "slots stand in the scope, behind `==` and `in`",
        arguments: [
            ("principal == ?principal, action, resource", ["?principal"]), ("principal in ?principal, action, resource", ["?principal"]),
            ("principal is User in ?principal, action, resource", ["?principal"]),
            ("principal, action, resource == ?resource", ["?resource"]), ("principal, action, resource in ?resource", ["?resource"]),
            ("principal, action, resource is Photo in ?resource", ["?resource"]),
            ("principal == ?principal, action, resource in ?resource", ["?principal", "?resource"]),
            ("principal in ((?principal)), action, resource", ["?principal"]),
        ])
    func slots(_ scope: String, _ expected: [String]) throws {
        let set = try Check.policies("@a(\"b\") permit(\(scope)) when { true };")
        #expect(set.policies.isEmpty)
        #expect(set.templates.map(\.slots) == [expected])
        #expect(set.templates[0].annotations == ["a": "b"])
        #expect(set.templates[0].effect == .permit)
        #expect(set.templates[0].position == SourcePosition(line: 1, column: 1))
        #expect(set.templates[0].text == "@a(\"b\") permit(\(scope)) when { true };")
    }

    @Test(
        "anywhere else a slot is an error",
        arguments: [
            ("permit(principal == ?resource, action, resource);", "1:21: the slot `?resource` can't stand here; `?principal` can"),
            ("permit(principal, action, resource in ?principal);", "1:39: the slot `?principal` can't stand here; `?resource` can"),
            ("permit(principal == ?user, action, resource);", "1:21: the slot `?user` can't stand here; `?principal` can"),
            ("permit(principal is ?principal, action, resource);", "1:21: \(misplaced("?principal"))"),
            ("permit(?principal, action, resource);", "1:8: \(misplaced("?principal"))"),
            ("permit(principal, action == ?action, resource);", "1:29: \(misplaced("?action"))"),
            ("permit(principal, action in ?principal, resource);", "1:29: \(misplaced("?principal"))"),
            ("permit(principal, action in [?principal], resource);", "1:30: \(misplaced("?principal"))"),
            ("permit(principal, action, resource) when { principal == ?principal };", "1:57: \(misplaced("?principal"))"),
            ("permit(principal == ?principal, action, resource) unless { ?principal };", "1:60: \(misplaced("?principal"))"),
            ("permit(principal == ? principal, action, resource);", "1:21: expected an entity such as `User::\"alice\"`, found `?`"),
        ])
    func misplacedSlots(_ text: String, _ complaint: String) {
        #expect(Check.complaints(text) == [complaint])
    }

    private static func misplaced(_ slot: String) -> String {
        "the slot `\(slot)` can stand in the scope alone, behind `==` or `in` of `principal` or `resource`"
    }

    @Test func templatesAndPoliciesAreNumberedTogether() throws {
        var set = try PolicySet(parsing: [
            PolicySource(file: "a", text: "permit(principal == ?principal, action, resource); forbid(principal, action, resource);"),
            PolicySource(file: "b", text: "permit(principal, action, resource in ?resource); permit(principal, action, resource);"),
        ])
        #expect(set.templates.map(\.id) == ["policy0", "policy2"])
        #expect(set.policies.map(\.id) == ["policy1", "policy3"])
        try set.link("policy0", as: "link", principal: Check.alice)
        #expect(set.policies.map(\.id) == ["policy1", "policy3", "link"])
        #expect(set.policy(id: "link")?.effect == .permit)
        #expect(set.policy(id: "policy0") == nil)
        #expect(set.template(id: "policy2")?.slots == ["?resource"])
        #expect(set.template(id: "policy1") == nil)
    }

    @Test(
        "a link decides as the policy that is written out",
        arguments: [
            ("principal == ?principal, action, resource", "principal == User::\"alice\", action, resource"),
            ("principal in ?principal, action, resource", "principal in User::\"alice\", action, resource"),
            ("principal is User in ?principal, action, resource", "principal is User in User::\"alice\", action, resource"),
            ("principal is Bot in ?principal, action, resource", "principal is Bot in User::\"alice\", action, resource"),
            ("principal == ?principal, action, resource is Photo", "principal == User::\"alice\", action, resource is Photo"),
        ])
    func linkedPrincipals(_ template: String, _ written: String) throws {
        for effect in ["permit", "forbid"] {
            var linked = try Check.policies("\(effect)(\(template)) when { context.n > 1 };")
            try linked.link("policy0", as: "policy0x", principal: Check.alice)
            let plain = try Check.policies("\(effect)(\(written)) when { context.n > 1 };")
            try compare(linked, plain)
        }
    }

    @Test(
        "so does a link with both slots",
        arguments: [
            ("==", "=="), ("in", "=="), ("in", "in"), ("is User in", "is Photo in"), ("is User in", "is Album in"),
        ])
    func linkedPairs(_ principal: String, _ resource: String) throws {
        var linked = try Check.policies("permit(principal \(principal) ?principal, action, resource \(resource) ?resource);")
        try linked.link("policy0", as: "l", principal: Self.group, resource: Self.album)
        try compare(linked, try Check.policies("permit(principal \(principal) Group::\"g\", action, resource \(resource) Album::\"a\");"))
        #expect(linked.policies[0].text == linked.templates[0].text)
    }

    private func compare(_ linked: PolicySet, _ plain: PolicySet) throws {
        let facts = try Entities([
            Entity(uid: Check.alice, attributes: [:], parents: [Self.group]),
            Entity(uid: Check.photo, attributes: [:], parents: [Self.album]),
        ])
        for principal in [Check.alice, Self.group, EntityUID(type: "Bot", id: "alice"), EntityUID(type: "User", id: "bob")] {
            for resource in [Check.photo, Self.album] {
                for context: [String: Value] in [["n": 1], ["n": 2], [:]] {
                    let request = Request(principal: principal, action: Check.action, resource: resource, context: context)
                    let left = authorize(request, policies: linked, entities: facts)
                    let right = authorize(request, policies: plain, entities: facts)
                    #expect(left.decision == right.decision)
                    #expect(left.reasons.count == right.reasons.count)
                    #expect(left.errors.map(\.error) == right.errors.map(\.error))
                }
            }
        }
    }

    @Test(
        "a link fills all slots of the template and no other, under an id of its own",
        arguments: [
            ("policy9", "l", alice, nil, LinkError.noSuchTemplate("policy9")), ("policy1", "l", alice, nil, .noSuchTemplate("policy1")),
            ("policy0", "l", nil, nil, .missingSlot("?principal")), ("policy0", "l", nil, alice, .missingSlot("?principal")),
            ("policy0", "l", alice, alice, .noSuchSlot("?resource")), ("policy2", "l", alice, nil, .missingSlot("?resource")),
            ("policy0", "policy0", alice, nil, .idInUse("policy0")), ("policy0", "policy1", alice, nil, .idInUse("policy1")),
            ("policy0", "taken", alice, nil, .idInUse("taken")),
        ] as [(String, String, EntityUID?, EntityUID?, LinkError)])
    func refusedLinks(_ template: String, _ id: String, _ principal: EntityUID?, _ resource: EntityUID?, _ error: LinkError) throws {
        var set = try Check.policies(
            """
            permit(principal == ?principal, action, resource); permit(principal, action, resource);
            permit(principal == ?principal, action, resource == ?resource);
            """)
        try set.link("policy0", as: "taken", principal: Check.alice)
        #expect(throws: error) { try set.link(template, as: id, principal: principal, resource: resource) }
        #expect(set.policies.map(\.id) == ["policy1", "taken"])
    }

    private static let alice = Check.alice

    @Test func errorsOfLinksHaveCodesAndSayWhatToDo() {
        let errors: [(LinkError, String)] = [
            (.noSuchTemplate("t"), "no_such_template"), (.missingSlot("?principal"), "missing_slot"),
            (.noSuchSlot("?resource"), "no_such_slot"), (.idInUse("p"), "id_in_use"),
        ]
        for (error, code) in errors {
            #expect(error.code == code)
            #expect(error.description.contains("; "))
        }
    }

    @Test func aTemplateDecidesNothingUntilItIsLinked() throws {
        let set = try Check.policies("permit(principal == ?principal, action, resource);")
        let response = authorize(Check.request(), policies: set, entities: try Entities([]))
        #expect(response == Response(decision: .deny, reasons: [], errors: []))
    }
}
