import Cedar
import Testing

@testable import Exchange

/// `policies/grounds.yaml`, as it's shipped and as it can be wrong.
@Suite("The catalogue of grounds") struct DisclosureRulesTests {
    static let sound = ShippedPolicies.grounds

    private static func read(_ text: String) throws(YAMLFaults) -> DisclosureRules {
        try DisclosureRules(parsing: PolicySource(file: "grounds.yaml", text: text))
    }

    @Test func theShippedOneIsSoundAndCautious() throws {
        let rules = try DisclosureRules(parsing: try PolicyFolder.grounds())
        #expect(rules.grounds.count >= 6 && rules.grounds.filter { $0.basis == .consent }.map(\.id) == ["samtycke"])
        for kind in OrganisationKind.allCases {
            #expect(rules.secrecy(of: kind) != nil && rules.appeal(against: kind) != nil, "\(kind)")
        }
        #expect(rules.secrecy(of: .kommun)?.test == .reverse && rules.secrecy(of: .forsakringskassan)?.test == .straight)
        #expect(rules.appeal(against: .socialtForetag)?.isPossible == false && rules.appeal(against: .kommun)?.days == 21)
        // The general clause reaches neither social services nor care, and no private body gets anything by it.
        let clause = try #require(rules.ground("osl-10-27"))
        for owner in [OrganisationKind.kommun, .region, .sis, .socialtForetag] {
            let disclosure = Disclosure(owner: owner, receiver: .arbetsformedlingen, category: .planering, purpose: .planering)
            #expect(clause.obstacle(to: disclosure) == .owner)
        }
        let toPrivate = Disclosure(owner: .forsakringskassan, receiver: .socialtForetag, category: .planering, purpose: .planering)
        #expect(rules.grounds(for: toPrivate).map(\.id) == ["samtycke"])
        // No ground but consent lets medical documents go to anybody for rehabilitation, save a duty that is named.
        for ground in rules.grounds where ground.basis == .breaksSecrecy {
            #expect(ground.needsBalancing && ground.isUnsure && ground.never.contains(.medicinsktUnderlag))
        }
        for id in ["osl-10-15a", "felaktiga-utbetalningar", "sfb-110-31"] {
            #expect(try #require(rules.ground(id)).purposes == [.ersattning])
        }
    }

    @Test func withoutAFileConsentAloneCarries() throws {
        let rules = try Rules(schema: try PolicyFolder.schema(), policies: try PolicyFolder.policies())
        #expect(rules.disclosure == .none && rules.disclosure.grounds.map(\.basis) == [.consent])
        #expect(rules.disclosure.appeal(against: .kommun) == nil)
    }

    @Test func theFirstThatFitsCounts() throws {
        let rules = try Self.read(
            Self.sound.replacing("  - {test: reverse", with: "  - {kinds: [kommun], test: straight, reference: x}\n  - {test: reverse"))
        #expect(rules.secrecy(of: .kommun)?.reference == "x" && rules.secrecy(of: .sis)?.test == .reverse)
    }

    @Test(arguments: [
        ("id: plikt", "id: Plikt"), ("id: plikt", "id: samtycke"),
        ("basis: duty, act: Testlagen, section: 1 §", "basis: hope, act: T, section: 1"),
        ("act: OSL", "lag: OSL"), ("section: 1 §", "section: ''"), ("usedBy: [kommun]", "usedBy: [stat]"),
        ("usedBy: [kommun]", "usedBy: []"),
        ("never: [planering]", "never: [planer]"), ("purposes: [ersattning]", "purposes: ersattning"),
        ("balancing: required", "balancing: sometimes"), ("test: reverse", "test: soft"),
        ("test: reverse", "kinds: [kommun], test: reverse"),
        ("days: 21", "days: 0"), (", days: 21", ""), ("possible: yes", "possible: no"), ("possible: yes", "kinds: [kommun], possible: yes"),
        ("sv: Plikt, ", ""), ("appeals:", "appeal:"), ("grounds:", "- grounds"),
    ])
    func faultsAreToldWithTheirPlace(_ old: String, _ new: String) throws {
        let text = Self.sound.replacing(old, with: new, maxReplacements: 1)
        #expect(text != Self.sound)
        let faults = #expect(throws: YAMLFaults.self) { _ = try Self.read(text) }
        #expect(faults?.findings.isEmpty == false && faults?.findings.allSatisfy { $0.file == "grounds.yaml" } == true)
    }

    @Test func faultyGroundsKeepTheRulesInForce() throws {
        #expect(throws: RulesError.self) {
            _ = try Rules(
                schema: try PolicyFolder.schema(), policies: try PolicyFolder.policies(),
                grounds: PolicySource(file: "grounds.yaml", text: "grounds: []"))
        }
    }

    @Test func theDigestCoversThem() throws {
        let (schema, policies) = (try PolicyFolder.schema(), try PolicyFolder.policies())
        let with = try Rules(schema: schema, policies: policies, grounds: PolicySource(file: "grounds.yaml", text: Self.sound))
        let without = try Rules(schema: schema, policies: policies)
        #expect(with.digest != without.digest && with.texts.grounds?.text == Self.sound && without.texts.grounds == nil)
    }
}
