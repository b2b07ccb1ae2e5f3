import Cedar
import Testing

@testable import Exchange

@Suite("How long is kept, to the day") struct RetentionRulesTests {
    /// Rule, event, and the first moment at which it's due. Days are those of Swedish normal time, so a day ends at 23:00 UTC.
    static let dates: [(RetentionRule.Keep, RetentionRule.Start, String, String?)] = [
        (.years(3), .event, "2026-06-15T12:00:00Z", "2029-06-15T23:00:00Z"),
        (.years(3), .endOfYear, "2026-06-15T12:00:00Z", "2029-12-31T23:00:00Z"),
        (.years(1), .endOfYear, "2026-12-31T22:59:59.999Z", "2027-12-31T23:00:00Z"),
        (.years(1), .endOfYear, "2026-12-31T23:00:00Z", "2028-12-31T23:00:00Z"),
        (.years(1), .event, "2026-06-15T22:59:59Z", "2027-06-15T23:00:00Z"),
        (.years(1), .event, "2026-06-15T23:00:00Z", "2027-06-16T23:00:00Z"),
        // Leap days.
        (.years(1), .event, "2028-02-29T12:00:00Z", "2029-02-28T23:00:00Z"),
        (.years(4), .event, "2028-02-29T12:00:00Z", "2032-02-29T23:00:00Z"),
        (.years(1), .event, "2027-02-28T12:00:00Z", "2028-02-28T23:00:00Z"),
        (.years(1), .event, "2028-02-28T12:00:00Z", "2029-02-28T23:00:00Z"),
        (.years(100), .event, "2000-02-29T12:00:00Z", "2100-02-28T23:00:00Z"),
        // Ends of months.
        (.months(1), .event, "2026-01-31T12:00:00Z", "2026-02-28T23:00:00Z"),
        (.months(1), .event, "2028-01-31T12:00:00Z", "2028-02-29T23:00:00Z"),
        (.months(1), .event, "2028-01-29T12:00:00Z", "2028-02-29T23:00:00Z"),
        (.months(1), .event, "2026-02-28T12:00:00Z", "2026-03-28T23:00:00Z"),
        (.months(3), .event, "2026-08-31T12:00:00Z", "2026-11-30T23:00:00Z"),
        (.months(6), .event, "2026-08-31T12:00:00Z", "2027-02-28T23:00:00Z"),
        // Across a year's end.
        (.months(1), .event, "2026-12-31T12:00:00Z", "2027-01-31T23:00:00Z"),
        (.months(12), .event, "2026-12-01T12:00:00Z", "2027-12-01T23:00:00Z"),
        (.months(13), .event, "2026-12-01T12:00:00Z", "2028-01-01T23:00:00Z"),
        (.months(11), .event, "2026-01-15T12:00:00Z", "2026-12-15T23:00:00Z"),
        (.months(6), .endOfYear, "2026-03-01T12:00:00Z", "2027-06-30T23:00:00Z"),
        (.years(2), .event, "1969-12-31T12:00:00Z", "1971-12-31T23:00:00Z"),
        (.forever, .event, "2026-06-15T12:00:00Z", nil), (.forever, .endOfYear, "2026-06-15T12:00:00Z", nil),
    ]

    @Test(arguments: dates) func isDueOnTheDayAfter(_ row: (RetentionRule.Keep, RetentionRule.Start, String, String?)) throws {
        let rule = RetentionRule(id: "r", kinds: nil, categories: nil, keep: row.0, after: .caseClosed, from: row.1, reference: "x")
        let due = rule.due(after: try #require(Timestamp(row.2)))
        #expect(due == (try row.3.map { try #require(Timestamp($0)) }), "\(row): \(due?.description ?? "never")")
    }

    @Test func theFirstRuleThatFitsCounts() throws {
        let rules = try RetentionRules(parsing: PolicySource(file: "retention.yaml", text: ShippedPolicies.retention))
        #expect(rules.rule(for: .ekonomi, of: .forsakringskassan)?.id == "fk")
        #expect(rules.rule(for: .planering, of: .socialtForetag)?.id == "coach")
        #expect(rules.rule(for: .praktik, of: .socialtForetag)?.id == "rest")
        #expect(rules.rule(for: .planering, of: .kommun)?.id == "rest")
        #expect(RetentionRules.none.rule(for: .planering, of: .kommun) == nil)
        #expect(rules.grounds.map(\.text) == ["GDPR art. 17.1 a", "GDPR art. 17.1 b", "Arkivlagen 10 §"])
        #expect(rules.grounds.map(\.needsDecision) == [false, false, true])
    }

    @Test func whatIsShippedIsSoundAndCautious() throws {
        let rules = try RetentionRules(parsing: PolicyFolder.retention())
        for category in Category.allCases {
            for kind in OrganisationKind.allCases { #expect(rules.rule(for: category, of: kind) != nil) }
        }
        #expect(rules.rule(for: .planering, of: .forsakringskassan)?.keep == .forever)
        #expect(rules.rule(for: .planering, of: .kommun)?.keepBornOn == [5, 15, 25])
        #expect(rules.rule(for: .planering, of: .arbetsformedlingen)?.keep == .years(3))
        #expect(rules.grounds.contains { $0.needsDecision })
    }

    /// What is wrong, and the places that are named.
    static let faulty: [(String, [String])] = [
        ("", ["1:1"]), ("- a", ["1:1"]), ("grounds: [", ["2:1"]), ("grounds: []\nrules: []", ["1:10", "2:8"]),
        ("rules:\n  - {}", ["1:1", "2:5"]),
        ("grounds:\n  - {act: A, section: B}\nrules:\n  - {id: d, keep: forever, after: caseClosed, reference: x}\nextra: 1", ["5:1"]),
        (sound("id: d, keep: 3 yaers, after: caseClosed, reference: x"), ["4:19"]),
        (sound("id: d, keep: 0 years, after: caseClosed, reference: x"), ["4:19"]),
        (sound("id: d, keep: 201 years, after: caseClosed, reference: x"), ["4:19"]),
        (sound("id: d, keep: 03 years, after: caseClosed, reference: x"), ["4:19"]),
        (sound("id: d, keep: \"3  years\", after: caseClosed, reference: x"), ["4:19"]),
        (sound("id: d, keep: [3], after: caseClosed, reference: x"), ["4:19"]), (sound("id: d, after: caseClosed, reference: x"), ["4:5"]),
        (sound("id: d, keep: forever, after: never, reference: x"), ["4:35"]),
        (sound("id: d, keep: forever, after: caseClosed, from: noon, reference: x"), ["4:53"]),
        (sound("id: d, keep: forever, after: caseClosed"), ["4:5"]), (sound("keep: forever, after: caseClosed, reference: x"), ["4:5"]),
        (sound("id: d, keep: forever, after: caseClosed, reference: x, keepBornOn: [0, 15, 32]"), ["4:74", "4:81"]),
        (sound("id: d, kinds: [kommun], keep: forever, after: caseClosed, reference: x"), ["4:5"]),
        (sound("id: d, kinds: [komun], keep: forever, after: caseClosed, reference: x"), ["4:21", "4:5"]),
        (sound("id: d, categories: [hemligt], keep: forever, after: caseClosed, reference: x"), ["4:26", "4:5"]),
        (sound("id: d, kinds: [], keep: forever, after: caseClosed, reference: x"), ["4:20", "4:5"]),
        (
            sound("id: d, keep: forever, after: caseClosed, reference: x}\n  - {id: d, keep: forever, after: caseClosed, reference: x"),
            ["5:5", "4:5"]
        ),
        (sound("id: d, keep: forever, keep: forever, after: caseClosed, reference: x"), ["4:"]),
        ("grounds:\n  - {act: A}\nrules:\n  - {id: d, keep: forever, after: caseClosed, reference: x}", ["2:5"]),
        (
            "grounds:\n  - {act: A, section: B, decision: maybe}\nrules:\n  - {id: d, keep: forever, after: caseClosed, reference: x}",
            ["2:36"]
        ),
    ]

    @Test(arguments: faulty) func everyFaultIsNamedByLineAndColumn(_ text: String, _ places: [String]) throws {
        do {
            _ = try RetentionRules(parsing: PolicySource(file: "retention.yaml", text: text))
            Issue.record("it was taken")
        } catch {
            let found = error.findings.map { "\($0.position)" }
            #expect(found.count == places.count && zip(found, places).allSatisfy { $0.hasPrefix($1) }, "\(error.findings)")
            #expect(error.findings.allSatisfy { $0.file == "retention.yaml" })
        }
    }

    @Test func aFaultOfRetentionIsAFaultOfTheRules() throws {
        let source = PolicySource(file: "retention.yaml", text: "grounds: []\nrules: []")
        do {
            _ = try Rules(schema: try PolicyFolder.schema(), policies: try PolicyFolder.policies(), retention: source)
            Issue.record("it was taken")
        } catch let error as RulesError {
            #expect(error.description.hasPrefix("retention.yaml:1:10: error: grounds must be a list"))
        }
        let sound = try Rules(
            schema: try PolicyFolder.schema(), policies: try PolicyFolder.policies(), retention: try PolicyFolder.retention())
        #expect(sound.digest != (try PolicyFolder.rules()).digest && !sound.retention.rules.isEmpty)
        #expect(sound.texts.retention?.file == "retention.yaml")
    }

    private static func sound(_ rule: String) -> String { "grounds:\n  - {act: A, section: B}\nrules:\n  - {\(rule)}" }
}
