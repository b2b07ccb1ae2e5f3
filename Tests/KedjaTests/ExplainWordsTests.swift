import Exchange
import Foundation
import Testing

@testable import kedja

/// What a condition saw, as people read it.
@Suite struct ExplainWordsTests {
    @Test(
        arguments: [
            (
                #"{"path":"context.consent.state","kind":"text","values":["withdrawn"],"omitted":0}"#,
                "samtyckets läge är återkallat", "the consent's state is withdrawn"
            ),
            (
                #"{"path":"context.consent.purposes","kind":"texts","values":["planering","rehabilitering"],"omitted":0}"#,
                "de ändamål som samtycket gäller är planering, rehabilitering",
                "the purposes that the consent covers are planning, rehabilitation"
            ),
            (
                #"{"path":"context.consent.categories","kind":"texts","values":[],"omitted":0}"#,
                "de slag som samtycket gäller är inga", "the categories that the consent covers are none"
            ),
            (
                #"{"path":"resource.case.officers","kind":"entities","values":["Officer::\"af/stina\""],"omitted":3}"#,
                "ärendets handläggare är af/stina, 3 till", "the case's officers are af/stina, 3 more"
            ),
            (
                #"{"path":"principal","kind":"entity","values":["Officer::\"af/stina\""],"omitted":0}"#,
                "du är af/stina", "you are af/stina"
            ),
            (
                #"{"path":"principal.organisation.host","kind":"flag","values":["true"],"omitted":0}"#,
                "din organisation är värd: ja", "your organisation is the host: yes"
            ),
            (
                #"{"path":"principal.roles","kind":"texts","values":["approver","clerk"],"omitted":0}"#,
                "dina roller är utlämnandeansvarig, clerk", "your roles are approver, clerk"
            ),
            (
                #"{"path":"principal.organisation.kind","kind":"text","values":["sis"],"omitted":0}"#,
                "din organisations slag är Statens institutionsstyrelse", "your organisation's kind is Statens institutionsstyrelse"
            ),
            (
                #"{"path":"resource.release","kind":"text","values":["owner"],"omitted":0}"#,
                "handlingens utlämnande är av ägaren", "the document's release is by its owner"
            ),
            (
                #"{"path":"context.approval.ground","kind":"text","values":["law"],"omitted":0}"#,
                "grunden för ägarens beslut är lag", "the ground of the owner's approval is law"
            ),
            (#"{"path":"context.consent","kind":"missing","values":[],"omitted":0}"#, "samtycke finns inte", "consent is missing"),
            (#"{"path":"context.consent","kind":"present","values":[],"omitted":0}"#, "samtycke finns", "consent is there"),
            (
                #"{"path":"context.consent.to","kind":"hidden","values":[],"omitted":0}"#,
                "de som samtycket låter läsa visas inte för dig", "those whom the consent lets read is not shown to you"
            ),
            (
                #"{"path":"context.weather.rain","kind":"number","values":["7"],"omitted":0}"#,
                "context.weather.rain är 7", "context.weather.rain is 7"
            ),
            (#"{"path":"context.x","kind":"entity","values":["odd"],"omitted":0}"#, "context.x är odd", "context.x is odd"),
        ])
    func readings(_ json: String, _ swedish: String, _ english: String) throws {
        let reading = try JSONDecoder().decode(ExplainedPolicy.Reading.self, from: Data(json.utf8))
        #expect(reading.words == Phrase(sv: swedish, en: english))
    }

    @Test func timesAreThoseOfThePlace() throws {
        let json = #"{"path":"context.now","kind":"time","values":["2026-11-23T08:00:00.000Z"],"omitted":0}"#
        let reading = try JSONDecoder().decode(ExplainedPolicy.Reading.self, from: Data(json.utf8))
        let moment = DateText().moment(try #require(Timestamp("2026-11-23T08:00:00Z")))
        #expect(reading.words == Phrase(sv: "nu är \(moment)", en: "now is \(moment)"))
    }

    @Test(
        arguments: [
            ("when", "holds", nil, "stämmer", "holds"), ("when", "fails", nil, "stämmer inte", "fails"),
            ("unless", "holds", nil, "undantaget gäller inte", "the exception doesn't apply"),
            ("unless", "fails", nil, "undantaget gäller", "the exception applies"),
            ("within", "notReached", nil, "prövades inte", "not reached"),
            ("when", "errs", "attribute_does_not_exist", "gick inte att pröva", "errs"),
            ("when", "errs", "overflow", "gick inte att pröva, talet är för stort", "errs, the number is too large"),
            ("unless", "errs", "type_error", "gick inte att pröva, fel sorts värde", "errs, a value of the wrong type"),
            ("when", "errs", "extension_error", "gick inte att pröva, värdet går inte att tolka", "errs, the value can't be read"),
        ] as [(String, String, String?, String, String)])
    func outcomes(_ kind: String, _ outcome: String, _ error: String?, _ swedish: String, _ english: String) throws {
        #expect(Words.Explain.outcome(try condition(kind, outcome, error)) == Phrase(sv: swedish, en: english))
    }

    /// A phrase for what no policy can name would never be read.
    @Test func everyPathLeadsThroughAttributesOfTheSchema() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let schema = try String(contentsOf: root.appending(path: "policies/schema.cedarschema"), encoding: .utf8)
        #expect(PathWords.known.count >= 45)
        for (path, phrase) in PathWords.known {
            #expect(!phrase.sv.isEmpty && !phrase.en.isEmpty)
            for name in path.split(separator: ".").dropFirst() {
                #expect(schema.contains(" \(name):") || schema.contains(" \(name)?:"), "\(path)")
            }
        }
    }

    @Test func aConditionIsOneLineWithWhatItSawBelowAndItsPartsBelowThat() throws {
        let json = """
            {"permitted": false, "policyDigest": "d", "policies": [{"id": "p", "effect": "permit", "swedish": "S.", "english": "E.",
            "decided": false, "conditions": [
            {"kind": "when", "text": "a ||\\n   b", "line": 1, "outcome": "fails", "readings": [], "parts": [
              {"kind": "within", "text": "a", "line": 1, "outcome": "fails", "parts": [],
               "readings": [{"path": "x", "kind": "number", "values": ["1"], "omitted": 0}]},
              {"kind": "within", "text": "b", "line": 2, "outcome": "holds", "readings": [], "parts": []}]},
            {"kind": "when", "text": "c", "line": 3, "outcome": "holds", "readings": [], "parts": []},
            {"kind": "when", "text": "d", "line": 4, "outcome": "notReached", "readings": [], "parts": []}]}]}
            """
        let explanation = try JSONDecoder().decode(Explanation.self, from: Data(json.utf8))
        #expect(
            explanation.lines == [
                "Det är inte tillåtet.", "Ingen regel tillåter det. De här hade kunnat, närmast först:", "  p: S.",
                "    stämmer inte: a || b", "      stämmer inte: a", "        x är 1", "      stämmer: b",
            ])
    }

    private func condition(_ kind: String, _ outcome: String, _ error: String?) throws -> ExplainedPolicy.Condition {
        let code = error.map { #","error":"\#($0)""# } ?? ""
        let json = #"{"kind":"\#(kind)","text":"t","line":1,"outcome":"\#(outcome)","readings":[],"parts":[]\#(code)}"#
        return try JSONDecoder().decode(ExplainedPolicy.Condition.self, from: Data(json.utf8))
    }
}
