import Cedar
import StorageContract
import Testing

@testable import Exchange

/// Policies are an operator's to write. Whatever they look at, names, times, records of them, a question that is like another gets its own answer.
@Suite("Questions that are alike, by any policies") struct AlikePropertyTests {
    @Test func everyAnswerIsThatOfTheQuestionItself() throws {
        var random = RandomPolicies(seed: 20_261_126)
        let (rows, all) = (try PolicyFolder.rows().filter { $0.action.target == .document }, try AlikeQuestionTests.circumstances())
        var (permitted, refused, questions, misses) = (0, 0, 0, [String]())
        for _ in 0..<40 {
            let (text, rules) = try random.rules()
            let officer = try #require(rows.randomElement(using: &random.numbers)).who.facts
            let documents = try (0..<3).map { _ in try #require(rows.randomElement(using: &random.numbers)).documentFacts }
            let alike = AlikeQuestions(by: officer, rules)
            for number in RandomPolicies.documents {
                for facts in documents.map({ $0.renamed(number) }) {
                    let circumstances = try #require(all.randomElement(using: &random.numbers))
                    let expected = rules.decide(.retrieveDocument, by: officer, on: .document(facts), in: circumstances)
                    let found = alike.decide(.retrieveDocument, on: facts, in: circumstances)
                    if found != expected { misses.append("\(text) on \(facts) in \(circumstances)") }
                    if expected.permitted { permitted += 1 } else { refused += 1 }
                }
            }
            questions += alike.count
        }
        #expect(misses.first == nil && misses.isEmpty)
        #expect(permitted > 100 && refused > 100 && questions > 100, "\(permitted) permitted, \(refused) refused, \(questions) questions")
    }
}

/// Policies for reading a document, made of what policies may say of it.
private struct RandomPolicies {
    /// What stands where a name is left out is among them.
    static let documents: [UInt8] = [4, 0, 7, 44, 9]
    var numbers: SeededGenerator

    init(seed: UInt64) { numbers = SeededGenerator(seed: seed) }

    mutating func rules() throws -> (text: String, rules: Rules) {
        var text = ""
        for number in 0..<Int.random(in: 2...4, using: &numbers) {
            let effect = number == 0 || Bool.random(using: &numbers) ? "permit" : "forbid"
            text += """
                @id("p\(number)") @sv("En.") @en("One.")
                \(effect) (principal, action == Action::"retrieveDocument", resource) when { \(condition(depth: 2)) };

                """
        }
        return (text, try Rules(schema: try PolicyFolder.schema(), policies: [PolicySource(file: "test.cedar", text: text)]))
    }

    private mutating func condition(depth: Int) -> String {
        switch depth == 0 ? 0 : Int.random(in: 0..<5, using: &numbers) {
        case 1: "(\(condition(depth: depth - 1)) && \(condition(depth: depth - 1)))"
        case 2, 3: "(\(condition(depth: depth - 1)) || \(condition(depth: depth - 1)))"
        case 4: "!(\(condition(depth: depth - 1)))"
        default: atom()
        }
    }

    private mutating func atom() -> String {
        let kind = [RandomPolicies.names, RandomPolicies.times, RandomPolicies.facts].randomElement(using: &numbers) ?? []
        let number = (RandomPolicies.documents + [99]).randomElement(using: &numbers) ?? 0
        return (kind.randomElement(using: &numbers) ?? "true")
            .replacing("%d", with: "Document::\"\(DocumentID(number: number).text)\"")
            .replacing("%c", with: "Case::\"\(CaseID(number: number).text)\"")
            .replacing("%p", with: "Participant::\"\(ParticipantID(number: number).text)\"")
            .replacing("%k", with: "context has consent && context.consent")
            .replacing("%a", with: "context has approval && context.approval")
    }

    private static let names = [
        "resource == %d", "resource != %d", "resource in %c", "resource in %p", "resource.case == %c", "resource.participant == %p",
        "[%d].contains(resource)", "{at: resource.participant} == {at: %p}", "resource in [%c]", "resource is Document in %c",
        "resource.case in [%p]", "resource.participant == resource.case.participant", "resource.case in resource.participant",
        "resource in resource.case.participant", "%p in resource.participant",
    ]

    private static let times = [
        "%k.validFrom <= context.now", "%k.validUntil > context.now", "%k.validFrom == context.consent.validUntil",
        "%k.validUntil != context.now", "%k.validUntil.durationSince(context.now) > duration(\"1d\")",
        "%a.validUntil > context.now", "%a.validUntil.toDate() == context.now.toDate()",
        "%k.state == \"given\" && %a.validUntil > context.consent.validUntil",
        "context has consent && [context.consent.validFrom, context.consent.validUntil].contains(context.now)",
        "context has consent && {a: context.now} == {a: context.consent.validFrom}",
        "context has consent && [context.now, context.consent.validFrom] == [context.consent.validUntil]",
        "context.now < datetime(\"2026-06-01\")", "context.now.toTime() > duration(\"8h\")", "context.now > datetime(\"1970-01-02\")",
    ]

    private static let facts = [
        "resource.superseded", "resource.category == \"ekonomi\"", "resource.release == \"owner\"", "resource.case.open",
        "resource.owner == principal.organisation", "principal in resource.owner", "resource.case.officers.contains(principal)",
        "resource.case.organisations.contains(principal.organisation)", "resource.participant.protectedIdentity",
        "resource.participant.restricted", "resource.participant.officers.isEmpty()", "context.purpose == \"planering\"",
        "resource.case.stepsEnded.contains(principal.organisation)", "%k.state == \"given\"",
        "%k.categories.contains(resource.category)", "%k.to.contains(principal.organisation)", "%a.ground == \"law\"",
        "%a has groundID && context.approval.groundID == \"vite\"", "%a.approvedBy in resource.owner",
        "9223372036854775807 + 1 > 0 && resource.superseded",
    ]
}
