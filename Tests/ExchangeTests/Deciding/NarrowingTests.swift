import Cedar
import Testing

@testable import Exchange

/// What storage is asked for, of all that there is.
@Suite("Narrowing what is looked for") struct NarrowingTests {
    private func prepared(_ who: String, _ action: Action = .describeDocument) throws -> (OfficerFacts, PreparedDecision) {
        let row = try PolicyFolder.row(who, action)
        let purpose: Purpose? = action == .retrieveDocument ? .rehabilitering : nil
        let circumstances = Circumstances(now: row.now, purpose: purpose)
        return (
            row.who.facts,
            try PolicyFolder.rules().prepare(action, by: row.who.facts, in: circumstances, leaving: ["consent", "approval"])
        )
    }

    @Test func aCaseOfficerLooksInTheirOwnCases() throws {
        let (officer, prepared) = try prepared("{organisation: fk}")
        #expect(prepared.documents == .caseOfficer(officer.officer.id))
    }

    @Test func anApproverLooksAtTheirOrganisationsDocumentsToo() throws {
        let (officer, prepared) = try prepared("{organisation: fk, roles: [approver]}")
        #expect(prepared.documents == .or([.caseOfficer(officer.officer.id), .owner(officer.organisation.id)]))
    }

    @Test(arguments: ["roles: [auditor]", "roles: [administrator]", "kind: samordningsforbund", "bound: false", "disabled: true"])
    func whoeverSeesNobodyLooksNowhere(_ fact: String) throws {
        #expect(try prepared("{organisation: fk, \(fact)}").1.documents == DocumentQuery.none)
    }

    @Test func readingNeedsAnOpenCase() throws {
        let (caller, prepared) = try prepared("{organisation: fk}", .retrieveDocument)
        let (officer, fk) = (caller.officer.id, caller.organisation.id)
        #expect(prepared.documents == .and([.or([.caseOfficer(officer), .and([.not(.caseOfficer(officer)), .owner(fk)])]), .openCase]))
    }

    /// The filter's words, one by one; what has none is left to the decision.
    @Test(
        arguments: [
            ("resource.owner == Organisation::\"fk\"", DocumentQuery.owner(OrganisationID("fk")!)),
            ("resource.owner != Organisation::\"fk\"", .not(.owner(OrganisationID("fk")!))),
            ("[\"intyg\", \"praktik\"].contains(resource.category)", .or([.category(.intyg), .category(.praktik)])),
            ("resource.category == \"ingen\"", .all),
            (
                "resource.release == \"owner\" && resource.category == \"intyg\"",
                .and([.release(.owner), .category(.intyg)])
            ),
            ("resource.case.open", .openCase), ("!resource.case.open", .not(.openCase)),
            ("resource.case.organisations.contains(principal.organisation)", .caseOrganisation(OrganisationID("fk")!)),
            ("resource.case.stepsEnded.contains(principal.organisation)", .all),
            ("resource.case.opener == principal.organisation", .all),
            ("resource.case.open || resource.participant.protectedIdentity", .all),
            ("resource.superseded", .superseded), ("!resource.superseded", .not(.superseded)),
            ("resource.case.open && resource.participant.protectedIdentity", .openCase),
            ("!(resource.participant.protectedIdentity) && resource.release == \"policy\"", .release(.policy)),
            (
                "resource.case.officers.contains(principal) || resource.owner == principal.organisation",
                .or([
                    .caseOfficer(OfficerID("fk/karin")!),
                    .and([.not(.caseOfficer(OfficerID("fk/karin")!)), .owner(OrganisationID("fk")!)]),
                ])
            ),
            ("false", DocumentQuery.none), ("true", .all),
        ])
    func words(_ condition: String, _ expected: DocumentQuery) throws {
        let text =
            "@id(\"a\") @sv(\"A.\") @en(\"A.\") permit (principal, action == Action::\"describeDocument\", resource) when { \(condition) };"
        let rules = try Rules(schema: try PolicyFolder.schema(), policies: [PolicySource(file: "test.cedar", text: text)])
        let row = try PolicyFolder.row("{organisation: fk}", .describeDocument)
        let found = rules.prepare(.describeDocument, by: row.who.facts, in: Circumstances(now: row.now)).documents
        #expect(found == expected, "\(condition)")
    }

    /// The same for lists of cases.
    @Test(arguments: [
        ("resource.officers.contains(principal)", CaseQuery.Scope?.some(.officer(OfficerID("fk/karin")!))),
        ("resource.officers.contains(principal) && resource.open", .officer(OfficerID("fk/karin")!)),
        ("resource.officers.contains(principal) || resource.open", .all), ("resource.opener == principal.organisation", .all),
        ("!resource.officers.contains(principal)", .all), ("true", .all), ("false", nil),
        ("false || resource.officers.contains(principal)", .officer(OfficerID("fk/karin")!)),
    ])
    func scopes(_ condition: String, _ expected: CaseQuery.Scope?) throws {
        let text = "@id(\"a\") @sv(\"A.\") @en(\"A.\") permit (principal, action == Action::\"readCase\", resource) when { \(condition) };"
        let rules = try Rules(schema: try PolicyFolder.schema(), policies: [PolicySource(file: "test.cedar", text: text)])
        let row = try PolicyFolder.row("{organisation: fk}", .readCase)
        #expect(rules.prepare(.readCase, by: row.who.facts, in: Circumstances(now: row.now)).cases == expected, "\(condition)")
        let shipped = try prepared("{organisation: fk, roles: [recorder, caseOfficer]}", .readCase)
        #expect(shipped.1.cases == .officer(shipped.0.officer.id))
        // Whoever may see none doesn't make the exchange look.
        #expect(try prepared("{organisation: fk, roles: [auditor]}", .readCase).1.cases == nil)
    }

    @Test func auditorsAskForTheirOwnOrganisationsEntries() throws {
        let (officer, prepared) = try prepared("{organisation: fk, roles: [auditor]}", .readAudit)
        #expect(prepared.narrowed(EntryFilter(action: .readCase)) == EntryFilter(organisation: officer.organisation.id, action: .readCase))
        let other = EntryFilter(organisation: OrganisationID("af"))
        #expect(prepared.narrowed(other) == other)
        let host = try self.prepared("{organisation: varden, roles: [auditor]}", .readAudit).1
        #expect(host.narrowed(EntryFilter(action: .readCase)) == EntryFilter(action: .readCase))
    }

    @Test func readersAreLookedForAmongThoseOfTheCaseAndTheOwner() throws {
        let row = try PolicyFolder.row("{organisation: fk, inCase: true}", .retrieveDocument)
        let question = RetrievalByAnybody(
            document: row.documentFacts, purpose: .rehabilitering, now: row.now, consents: [], rules: try PolicyFolder.rules())
        #expect(!question.officers.isEverybody)
        #expect(question.officers.officers.isSubset(of: Set(row.documentFacts.of.value.officers)))
        #expect(question.officers.organisations == [row.about.owner.id])
    }

    @Test func aScopeIsTheNarrowestOfWhatMustHold() {
        let (anna, fk) = (OfficerID("af/anna")!, OrganisationID("fk")!)
        let it = Filter.Condition.isEqual(Filter.Path([]), .entity(EntityUID(type: "Officer", id: "af/anna")))
        let ofFK = Filter.Condition.isEqual(Filter.Path(["organisation"]), .entity(EntityUID(type: "Organisation", id: "fk")))
        let cleared = Filter.condition(.isEqual(Filter.Path(["cleared"]), true))
        #expect(OfficerScope.covering(.and([.condition(it), .condition(ofFK), cleared])) == OfficerScope(officers: [anna]))
        #expect(OfficerScope.covering(.and([.condition(ofFK), cleared])) == OfficerScope(organisations: [fk]))
        #expect(OfficerScope.covering(.or([.condition(it), .condition(ofFK)])) == OfficerScope(officers: [anna], organisations: [fk]))
        #expect(OfficerScope.covering(.or([.condition(it), cleared])) == .everybody)
        #expect(OfficerScope.covering(.not(.condition(it))) == .everybody)
        #expect(OfficerScope.covering(.none) == OfficerScope())
    }
}
