import Cedar
import Testing

@testable import Exchange

/// A decision that is prepared for many is, for each, the one that would have been made without.
@Suite("Decisions prepared for many") struct PreparedDecisionTests {
    /// Every officer of the table, to everything that the table has for an action.
    @Test func everyOfficerGetsTheSameDecisionOnEverything() throws {
        let (rules, rows) = (try PolicyFolder.rules(), try PolicyFolder.rows())
        let officers = Set(rows.map(\.who.facts))
        var tally = Tally()
        for (action, asked) in Dictionary(grouping: rows, by: \.action) {
            let resources = Set(asked.map { action == .retrieveDocument ? .document($0.documentFacts) : $0.resource })
            for circumstances in try Self.circumstances(action) {
                let byOfficer = officers.map { (officer: $0, decision: rules.prepare(action, by: $0, in: circumstances)) }
                for resource in resources {
                    let byAnybody = rules.prepare(action, on: resource, in: circumstances)
                    for (officer, prepared) in byOfficer {
                        let expected = rules.decide(action, by: officer, on: resource, in: circumstances)
                        tally.compare(prepared, officer, resource, expected)
                        tally.compare(byAnybody, officer, resource, expected)
                    }
                }
            }
        }
        #expect(tally.misses.prefix(3) == [])
        #expect(tally.decisions > 8000)
        #expect(tally.permitted > 1000)
        #expect(tally.certain > 1000)
    }

    /// A question that was prepared at one time, asked at others.
    @Test func aQuestionIsAnsweredTheSameAtAnyTime() throws {
        let (rules, rows) = (try PolicyFolder.rules(), try PolicyFolder.rows())
        var compared = 0
        for row in rows {
            let resource = row.action == .retrieveDocument ? Resource.document(row.documentFacts) : row.resource
            for circumstances in try Self.circumstances(row.action) {
                let question = rules.question(row.action, by: row.who.facts, on: resource, in: circumstances)
                let prepared = try #require(question)
                for days in [-400, -1, 0, 1, 400] {
                    let now = row.now + .seconds(86_400 * days)
                    var then = Circumstances(now: now, purpose: circumstances.purpose)
                    (then.consent, then.approval) = (circumstances.consent, circumstances.approval)
                    #expect(prepared.isAbout(row.action, by: row.who.facts, on: resource, in: then, rules))
                    let expected = rules.decide(row.action, by: row.who.facts, on: resource, in: then)
                    #expect((prepared.decide(at: now) ?? expected) == expected, "\(row.name)")
                    compared += 1
                }
                var other = circumstances
                other.purpose = other.purpose == .planering ? .ersattning : .planering
                #expect(!prepared.isAbout(row.action, by: row.who.facts, on: resource, in: other, rules))
                #expect(
                    row.action == .reloadPolicies
                        || !prepared.isAbout(.reloadPolicies, by: row.who.facts, on: resource, in: circumstances, rules))
                #expect(!prepared.isAbout(row.action, by: row.who.facts, on: .exchange, in: circumstances, rules) || resource == .exchange)
            }
        }
        #expect(compared > 1500)
    }

    private struct Tally {
        var (decisions, permitted, certain) = (0, 0, 0)
        var misses: [String] = []

        mutating func compare(_ prepared: PreparedDecision, _ officer: OfficerFacts, _ resource: Resource, _ expected: Decision) {
            decisions += 1
            if expected.permitted { permitted += 1 }
            if prepared.isCertain { certain += 1 }
            let isSame = prepared.decide(by: officer, on: resource) == expected
            // Where it isn't certain, it is decided.
            if !isSame || (prepared.isCertain && prepared.permits(officer, on: resource) != expected.permitted) {
                misses.append("\(officer.officer.id) on \(resource.uid): not \(expected)")
            }
        }
    }

    /// What is known of all documents of a case, and so on, changes no decision.
    @Test func whatIsKnownOfAllOfThemChangesNothing() throws {
        let (rules, rows) = (try PolicyFolder.rules(), try PolicyFolder.rows())
        var compared = 0
        for officer in Set(rows.map(\.who.facts)) {
            for row in rows {
                let (action, things): (Action, Things)
                switch row.resource {
                case .document(let facts): (action, things) = (.describeDocument, .documents(of: facts.of))
                case .consent(let facts): (action, things) = (.readConsent, .consents(of: facts.of.participant))
                case .request(let facts): (action, things) = (.readRequest, .ownRequests(of: facts.requester))
                default: continue
                }
                let circumstances = Circumstances(now: row.now)
                let expected = rules.decide(action, by: officer, on: row.resource, in: circumstances)
                let prepared = rules.prepare(action, by: officer, on: things, in: circumstances)
                #expect(prepared.decide(by: officer, on: row.resource) == expected, "\(row.name)")
                #expect(prepared.permits(officer, on: row.resource) == expected.permitted, "\(row.name)")
                compared += 1
            }
        }
        #expect(compared > 500)
    }

    @Test func documentsOfACaseAreDecidedAtOnceForWhoeverWorksInIt() throws {
        let rules = try PolicyFolder.rules()
        let row = try PolicyFolder.row("{organisation: fk, inCase: true}", .describeDocument)
        let prepared = rules.prepare(
            .describeDocument, by: row.who.facts, on: .documents(of: row.documentFacts.of), in: Circumstances(now: row.now))
        #expect(prepared.isCertain)
        let auditor = try PolicyFolder.row("{organisation: fk, roles: [auditor]}", .describeDocument)
        #expect(rules.prepare(.describeDocument, by: auditor.who.facts, in: Circumstances(now: row.now)).isCertain)
        let approver = try PolicyFolder.row("{organisation: fk, roles: [approver]}", .describeDocument)
        #expect(!rules.prepare(.describeDocument, by: approver.who.facts, in: Circumstances(now: row.now)).isCertain)
    }

    /// The list's answer to an erring veto is that of the single thing: no.
    @Test func anErringVetoRefusesInAListToo() throws {
        let rules = try PolicyFolder.rulesWithErringVeto()
        let row = try PolicyFolder.row("{organisation: fk}", .describeDocument)
        let prepared = rules.prepare(.describeDocument, by: row.who.facts, in: Circumstances(now: row.now))
        #expect(prepared.isCertain)
        #expect(!prepared.permits(row.who.facts, on: row.resource))
        #expect(prepared.decide(by: row.who.facts, on: row.resource).errors == ["broken"])
    }

    private static func circumstances(_ action: Action) throws -> [Circumstances] {
        let row = try PolicyFolder.row(
            "{organisation: fk}", .retrieveDocument, "consents: [{}, {state: withdrawn}], approvals: [{ground: law}]")
        guard action == .retrieveDocument else { return [Circumstances(now: row.now)] }
        let approval = row.approvals.first?.inContext(number: 9, approver: row.about.requester.id)
        let consents = [nil] + row.consents.enumerated().map { Optional($1.inContext(number: $0)) }
        return consents.map { Circumstances(now: row.now, purpose: row.purpose, consent: $0, approval: $0 == nil ? approval : nil) }
    }
}
