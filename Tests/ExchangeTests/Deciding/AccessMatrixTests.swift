import Cedar
import Testing

@testable import Exchange

/// The matrix asks the policies, and a changed policy changes the cells that it is about, no others.
@Suite struct AccessMatrixTests {
    private static let everybody = [
        "af", "fk", "kommun", "region", "kriminalvarden", "sis", "vagenut", "forbundet", "varden", "foreningen",
    ]
    private static let never: Set = ["forbundet", "foreningen"]

    private func rules(_ extra: String = "") throws -> Rules {
        let source = PolicySource(file: "extra.cedar", text: extra)
        return try Rules(schema: try PolicyFolder.schema(), policies: try PolicyFolder.policies() + (extra.isEmpty ? [] : [source]))
    }

    private func policy(_ effect: String, _ condition: String) -> String {
        """
        @id("extra") @sv("E.") @en("E.")
        \(effect) (principal, action == Action::"retrieveDocument", resource) when { \(condition) };
        """
    }

    @Test func theShippedPoliciesLetTheOwnerReadAndOthersByConsent() throws {
        let matrix = try rules().accessMatrix(of: try ExampleOrganisation("af"))
        #expect(matrix.cells.count == Self.everybody.count * Category.allCases.count * Purpose.allCases.count)
        for cell in matrix.cells {
            let receiver = cell.receiver.text
            let expected: AccessMatrix.Access = receiver == "af" ? .withoutConsent : Self.never.contains(receiver) ? .never : .withConsent
            #expect(cell.access == expected, "\(cell)")
        }
        let fk = matrix.cells(of: try ExampleOrganisation("fk").id, for: .ersattning)
        #expect(fk.map(\.category) == Category.allCases)
        #expect(fk.allSatisfy { $0.withConsent.policies == ["read-by-consent"] && $0.withoutConsent.policies == [] })
    }

    @Test(
        "a changed policy changes exactly its cells",
        arguments: [
            ("permit", "resource.category == \"ekonomi\" && context.purpose == \"ersattning\"", AccessMatrix.Access.withoutConsent),
            ("forbid", "resource.category == \"ekonomi\" && context.purpose == \"ersattning\"", .never),
        ])
    func changes(_ effect: String, _ condition: String, _ becomes: AccessMatrix.Access) throws {
        let owner = try ExampleOrganisation("kommun")
        let (before, after) = (try rules().accessMatrix(of: owner), try rules(policy(effect, condition)).accessMatrix(of: owner))
        #expect(before.policyDigest != after.policyDigest)
        for (old, new) in zip(before.cells, after.cells) {
            let isMeant = new.category == .ekonomi && new.purpose == .ersattning && !Self.never.contains(new.receiver.text)
            #expect(new.access == (isMeant ? becomes : old.access), "\(new)")
            if isMeant { #expect(new.withConsent.policies.contains("extra")) }
        }
    }

    @Test func aVetoThatErrsIsSaid() throws {
        let erring = policy("forbid", "9223372036854775807 + (if context.purpose == \"\" then 0 else 1) > 0")
        let cell = try #require(try rules(erring).accessMatrix(of: try ExampleOrganisation("af")).cells.first)
        #expect(cell.access == .never && cell.withConsent.errors == ["extra"])
    }
}

/// What opens is told apart from what closes, and nothing else is told.
@Suite struct PolicyDifferenceTests {
    private func rules(_ policies: String) throws -> Rules {
        try Rules(schema: try PolicyFolder.schema(), policies: [PolicySource(file: "a.cedar", text: policies)])
    }

    private func permit(_ id: String, _ condition: String) -> String {
        """
        @id("\(id)") @sv("E.") @en("E.")
        permit (principal, action == Action::"retrieveDocument", resource) when { \(condition) };

        """
    }

    @Test func newlyPermittedComesFirst() throws {
        let old = try rules(permit("a", "resource.category == \"intyg\""))
        let new = try rules(
            permit("b", "resource.category == \"ekonomi\" && context has consent && principal.organisation == resource.owner"))
        let rows = [try PolicyFolder.row("{organisation: fk}", .retrieveDocument, "about: {category: intyg}")]
        let owners = try ["af", "sis"].map { try ExampleOrganisation($0) }
        let difference = PolicyDifference(from: old, to: new, oldRows: rows, newRows: [], owners: owners)
        #expect(difference.rows.map(\.new.permitted) == [false])
        // Two owners read their own finances by consent, for each purpose; twenty pairs no longer read certificates, with or without.
        #expect(difference.permitted == 2 * Purpose.allCases.count)
        #expect(difference.denied == 1 + 20 * Purpose.allCases.count * 2)
        let opened = difference.cells.prefix(10)
        #expect(opened.allSatisfy { $0.new.permitted && $0.consent && $0.owner == $0.receiver && $0.category == .ekonomi })
        #expect(difference.cells.dropFirst(10).allSatisfy { !$0.new.permitted && $0.category == .intyg && $0.old.policies == ["a"] })
        let back = PolicyDifference(from: new, to: old, oldRows: [], newRows: rows, owners: owners)
        #expect(back.permitted == difference.denied && back.denied == difference.permitted && back.rows.first?.new.permitted == true)
    }

    @Test func anotherReasonForTheSameAnswerIsNoChange() throws {
        let difference = PolicyDifference(
            from: try rules(permit("a", "true")), to: try rules(permit("b", "context.purpose != \"\"")), oldRows: [], newRows: [],
            owners: [try ExampleOrganisation("af")])
        #expect(difference.rows.isEmpty && difference.cells.isEmpty && difference.oldDigest != difference.newDigest)
    }

    /// A row that was rewritten under its old name still asks what it asked before.
    @Test func rowsOfBothTablesAreAsked() throws {
        let (old, new) = (try rules(permit("a", "false")), try rules(permit("b", "resource.category == \"ekonomi\"")))
        let asked = try PolicyFolder.row("{organisation: fk}", .retrieveDocument, "about: {category: ekonomi}")
        let rewritten = try PolicyFolder.row("{organisation: fk}", .retrieveDocument, "about: {category: intyg}")
        #expect(PolicyDifference(from: old, to: new, oldRows: [asked], newRows: [rewritten], owners: []).rows.map(\.name) == ["row"])
        #expect(PolicyDifference(from: old, to: new, oldRows: [asked], newRows: [asked], owners: []).rows.count == 1)
        #expect(PolicyDifference(from: old, to: new, oldRows: [], newRows: [rewritten], owners: []).rows == [])
    }
}
