import Cedar
import Testing

@testable import Exchange

@Suite struct RulesTests {
    @Test func theShippedPoliciesHaveNoFaultsAndNoWarnings() throws {
        let rules = try PolicyFolder.rules()
        #expect(rules.schema.validate(rules.policies) == [])
        #expect(rules.count >= 40)
    }

    @Test func everyPolicyNamesItselfInKebabCaseAndSpeaksInSentences() throws {
        for policy in try PolicyFolder.rules().policies.policies {
            let id = policy.annotations["id"] ?? ""
            #expect(id.utf8.allSatisfy { (0x61...0x7a).contains($0) || $0 == 0x2d }, "\(id)")
            for language in ["sv", "en"] {
                let sentence = policy.annotations[language] ?? ""
                #expect(sentence.hasSuffix(".") && sentence.first?.isUppercase == true, "\(id) @\(language)")
            }
        }
    }

    @Test func aPolicyThatDoesNotFitTheSchemaGivesFileLineColumnAndReason() throws {
        let faults = try faults(
            """
            @id("a") @sv("A.") @en("A.")
            permit (principal, action == Action::"readCase", resource)
            when { resource.opne };
            """)
        #expect(faults.count == 1)
        #expect(faults.first?.hasPrefix("wrong.cedar:3:8: error: ") == true)
        #expect(faults.first?.contains("opne") == true)
    }

    @Test func everyFaultIsTold() throws {
        let faults = try faults(
            """
            @id("a") @sv("A.") @en("A.")
            permit (principal, action == Action::"readCases", resource);
            @id("b") @sv("B.") @en("B.")
            permit (principal, action == Action::"readCase", resource) when { principal.role == "x" };
            """)
        #expect(faults.map { $0.split(separator: ":")[1] } == ["2", "4"])
    }

    @Test func faultsComeWithTheLineAndCarets() throws {
        let text = """
            @id("a") @sv("A.") @en("A.")
            permit (principal, action == Action::"readCase", resource)
            when { resource.opne };
            @id("a") @sv("B.") @en("B.")
            permit (principal, action == Action::"readCase", resource) when { false };
            """
        let error = #expect(throws: RulesError.self) {
            try Rules(schema: try PolicyFolder.schema(), policies: [PolicySource(file: "wrong.cedar", text: text)])
        }
        let faults = try #require(error?.faults)
        #expect(faults.map(\.code) == ["unknown_attribute", "impossible_policy", "annotation"])
        #expect(faults.map(\.severity) == [.error, .warning, .error])
        #expect(faults.map(\.line) == [3, 4, 4] && faults[0].column == 8)
        #expect(faults[0].excerpt == "3 | when { resource.opne };\n  |        ^^^^^^^^^^^^^")
        #expect(faults[2].excerpt.hasPrefix("4 | @id(\"a\")"))
        // What the daemon logs: one fault a line, and no warnings, which keep nothing from being used.
        #expect(error?.description.split(separator: "\n").count == 2)
    }

    @Test func aFaultOfTheSchemaDoesNotHideThoseOfThePolicies() throws {
        let error = #expect(throws: RulesError.self) {
            try Rules(
                schema: PolicySource(file: "s.cedarschema", text: "entity"),
                policies: [PolicySource(file: "p.cedar", text: "permit"), PolicySource(file: "q.cedar", text: "forbid (")])
        }
        #expect(Set(error?.faults.map(\.file) ?? []) == ["s.cedarschema", "p.cedar", "q.cedar"])
    }

    @Test func warningsKeepNothingFromDeciding() throws {
        let text = #"@id("a") @sv("A.") @en("A.") permit (principal, action == Action::"readCase", resource) when { false };"#
        let rules = try Rules(schema: try PolicyFolder.schema(), policies: [PolicySource(file: "odd.cedar", text: text)])
        #expect(rules.warnings.map(\.code) == ["impossible_policy"] && rules.count == 1)
        #expect(try PolicyFolder.rules().warnings == [])
    }

    @Test func textThatIsNotCedarIsRefused() throws {
        #expect(try faults("permit (principal, action, resource").first?.hasPrefix("wrong.cedar:1:") == true)
    }

    @Test func aSchemaThatIsNotOneIsRefused() throws {
        let error = #expect(throws: RulesError.self) {
            try Rules(schema: PolicySource(file: "schema.cedarschema", text: "entity A in [B];"), policies: [])
        }
        #expect(error?.description.hasPrefix("schema.cedarschema:1:") == true)
    }

    @Test(arguments: [
        (#"@sv("A.") @en("A.")"#, "@id"), (#"@id("a") @en("A.")"#, "@sv"), (#"@id("a") @sv("A.")"#, "@en"),
        (#"@id("a") @sv("") @en("A.")"#, "@sv"),
    ])
    func aPolicyWithoutNameOrSentenceIsRefused(_ annotations: String, _ missing: String) throws {
        let faults = try faults("\(annotations)\npermit (principal, action, resource);")
        #expect(faults == ["wrong.cedar:1:1: error: the annotation \(missing)(\"…\") is missing"])
    }

    @Test func twoPoliciesOfOneNameAreRefused() throws {
        let policy = #"@id("a") @sv("A.") @en("A.") permit (principal, action, resource);"#
        #expect(try faults(policy + "\n" + policy) == ["wrong.cedar:2:1: error: the @id a stands on another policy too"])
    }

    @Test func theDigestFollowsTheTexts() throws {
        let (schema, policies) = (try PolicyFolder.schema(), try PolicyFolder.policies())
        let digest = try PolicyFolder.rules().digest
        #expect(digest.count == 64)
        #expect(try Rules(schema: schema, policies: policies).digest == digest)
        #expect(try Rules(schema: schema, policies: Array(policies.dropLast())).digest != digest)
        let commented = PolicySource(file: schema.file, text: schema.text + "// x\n")
        #expect(try Rules(schema: commented, policies: policies).digest != digest)
    }

    @Test func policiesAreFoundByTheirNames() throws {
        let rules = try PolicyFolder.rules()
        let veto = rules.policy(named: "consent-withdrawn")
        #expect(veto?.effect == .forbid)
        #expect(veto?.file == "vetoes.cedar")
        #expect(veto.map { rules.name($0.id) } == "consent-withdrawn")
        #expect(rules.policy(named: "policy0") == nil)
        #expect(rules.name("nothing") == "nothing")
    }

    private func faults(_ text: String) throws -> [String] {
        let schema = try PolicyFolder.schema()
        let error = #expect(throws: RulesError.self) {
            try Rules(schema: schema, policies: [PolicySource(file: "wrong.cedar", text: text)])
        }
        return error?.faults.map(\.description) ?? []
    }
}
