import Exchange

/// What will be recorded, in words to read back to the person.
struct DialogueSummary {
    let lines: [String]

    init(_ answers: ConsentAnswers, _ setting: DialogueSetting) {
        let (context, parts, waiting) = (setting.context, answers.parts, answers.waiting)
        let given = parts.filter { $0.decision == .given }
        let refused = parts.filter { $0.decision == .refused }
        var lines = [Words.Dialogue.summary.text, ""]
        lines += DialogueSummary.section(Words.Dialogue.saidYes, given, context) { $0.mayRead }
        lines += DialogueSummary.section(Words.Dialogue.saidNo, refused, context) { $0.mayNotRead }
        lines += DialogueSummary.section(Words.Dialogue.waits, waiting, context) { $0.waits }
        if !parts.isEmpty {
            lines.append(Words.Dialogue.forPurposes(answers.purposes.map(\.words).enumeration, setting.date(day: answers.lastDay)).text)
            lines += DialogueSummary.giving(answers)
            lines.append(Words.Dialogue.willKeep(yes: given.count, no: refused.count).text)
        } else {
            lines.append(Words.Dialogue.nothingToKeep.capitalised.text)
        }
        self.lines = lines
    }

    private static func section(
        _ heading: Phrase, _ parts: [ConsentPart], _ context: ConsentContext, _ words: (PartWords) -> Phrase
    ) -> [String] {
        guard !parts.isEmpty else { return [] }
        return [heading.text] + parts.map { "  - " + words(PartWords($0, context.name)).text } + [""]
    }

    private static func giving(_ answers: ConsentAnswers) -> [String] {
        let unsaid = ConsentRecord.Explanation.allCases.filter { !answers.explained.contains($0) }
        return [
            Words.Dialogue.answeredBy(answers.giver).text,
            Words.Dialogue.given(answers.how, witness: answers.witness).text,
            Words.Dialogue.recordedAt(answers.place).text,
        ] + (answers.paper.map { [Words.Paper.willKeep($0.name).text] } ?? []) + unsaid.map { Words.Dialogue.unsaid($0.words).text }
    }
}

/// A part's sentence, with the organisations' names.
struct PartWords {
    private let to: Phrase
    private let from: Phrase
    private let categories: Phrase

    init(_ part: ConsentPart, _ name: (OrganisationID) -> String) {
        to = part.to.map { Phrase(same: name($0)) }.enumeration
        from = part.from.map { Phrase(same: name($0)) }.enumeration
        categories = part.categories.map(\.words).enumeration
    }

    var mayRead: Phrase { Words.Consent.mayRead(to: to, categories, from: from) }
    var mayNotRead: Phrase { Words.Consent.mayNotRead(to: to, categories, from: from) }
    var mightRead: Phrase { Words.Consent.mightRead(to: to, categories, from: from) }
    var waits: Phrase { Words.Consent.wantsToRead(to: to, categories, from: from) }
}
