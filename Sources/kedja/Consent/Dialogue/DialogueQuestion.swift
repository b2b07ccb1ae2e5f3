import Exchange
import ExchangeClient

/// A question as it's shown: lines above, and the prompt after which somebody types. Plain lines, one after the other: a screen reader reads
/// them as they come, and no colour or place says anything.
struct DialogueQuestion: Hashable, Sendable {
    let lines: [String]
    let prompt: String

    init(_ step: DialogueStep, _ answers: ConsentAnswers, _ setting: DialogueSetting) {
        lines = DialogueQuestion.lines(step, answers, setting).map { SafeText.line($0) }
        prompt = SafeText.line(DialogueQuestion.prompt(step, answers, setting).text)
    }

    private static func lines(_ step: DialogueStep, _ answers: ConsentAnswers, _ setting: DialogueSetting) -> [String] {
        switch step {
        case .giver: introduction(setting) + numbered(Words.Dialogue.whoAnswers, ConsentRecord.GivenBy.Who.allCases.map(\.words.text))
        case .personHeard: [Words.Dialogue.heardMatters(answers.giver.who).text]
        case .language: numbered(Words.Dialogue.whichLanguage, setting.wordings.map(\.languageName))
        case .from: numbered(Words.Dialogue.whosePapers, setting.context.members.map(\.name)) + outsiders(setting.context)
        case .to: numbered(Words.Dialogue.whoReads, setting.context.members.map(\.name))
        case .categories: numbered(Words.Dialogue.whichCategories, Category.allCases.map { setting.word($0, answers) })
        case .purposes: numbered(Words.Dialogue.whichPurposes, Purpose.allCases.map(\.words.text))
        case .until: [proposal(setting).text]
        case .reading: reading(answers, setting)
        case .explanation(let index): explanation(index)
        case .recipient(let index): recipient(index, answers, setting)
        case .method: numbered(Words.Dialogue.whichMethod, ConsentRecord.Method.How.allCases.map(\.words.text))
        case .summary: DialogueSummary(answers, setting).lines
        case .assignment, .assignmentScope, .place, .part, .paper, .form, .witness: []
        }
    }

    private static func prompt(_ step: DialogueStep, _ answers: ConsentAnswers, _ setting: DialogueSetting) -> Phrase {
        switch step {
        case .giver, .method: Words.Dialogue.numberPrompt
        case .assignment: Words.Dialogue.assignmentPrompt(answers.giver.who)
        case .assignmentScope: Words.Dialogue.scopePrompt
        case .personHeard: Words.Dialogue.heardPrompt
        case .place: Words.Dialogue.placePrompt(setting.context.name(setting.context.me.organisation))
        case .language: Words.Dialogue.languagePrompt
        case .from, .to, .categories, .purposes: Words.Dialogue.numbersPrompt
        case .until: Words.Dialogue.untilPrompt
        case .reading: Words.Dialogue.readPrompt
        case .explanation: Words.Dialogue.saidPrompt
        case .recipient(let index): index > 0 ? Words.Dialogue.recipientPrompt : Words.Dialogue.firstRecipientPrompt
        case .part(let recipient, let category):
            Words.Dialogue.partPrompt(
                setting.context.name(answers.to[recipient]), setting.word(answers.categories[category], answers))
        case .paper: Words.Dialogue.paperPrompt
        case .form: Words.Dialogue.formPrompt
        case .witness: Words.Dialogue.witnessPrompt
        case .summary: Words.Dialogue.summaryPrompt
        }
    }

    private static func introduction(_ setting: DialogueSetting) -> [String] {
        let file = setting.context.file
        return Words.Dialogue.introduction.map(\.text) + [Words.Dialogue.about(file.participant, file.id).text, ""]
    }

    /// `   1  SDF Angered`, under a heading.
    private static func numbered(_ heading: Phrase, _ items: [String]) -> [String] {
        [heading.text] + items.enumerated().map { "  \($0.offset + 1)  \($0.element)" }
    }

    private static func outsiders(_ context: ConsentContext) -> [String] {
        context.outsiders.isEmpty ? [] : [Words.Dialogue.outsiders(context.outsiders.map { Phrase(same: $0.name) }.enumeration).text]
    }

    private static func proposal(_ setting: DialogueSetting) -> Phrase {
        let today = setting.dates.dayNumber(setting.context.now)
        let day = ConsentPeriod.day(today, plusMonths: ConsentPeriod.proposedMonths)
        return Words.Dialogue.until(setting.date(day: day), ConsentPeriod.longestMonths)
    }

    private static func reading(_ answers: ConsentAnswers, _ setting: DialogueSetting) -> [String] {
        guard let wording = setting.wording(answers) else { return [] }
        let text = wording.filled(answers.scope(setting.context, setting.dates), dates: setting.dates).text
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return [Words.Dialogue.readAloud.text, ""] + lines + ["", Words.Dialogue.readEnd.text]
    }

    private static func explanation(_ index: Int) -> [String] {
        let all = ConsentRecord.Explanation.allCases
        return [Words.Dialogue.explained(index + 1, of: all.count).text, "  " + all[index].words.text]
    }

    private static func recipient(_ index: Int, _ answers: ConsentAnswers, _ setting: DialogueSetting) -> [String] {
        let recipient = answers.to[index]
        let sources = answers.sources(for: recipient).map { Phrase(same: setting.context.name($0)) }.enumeration
        let heading = Words.Dialogue.mayRead(setting.context.name(recipient), sources, index + 1, of: answers.to.count)
        return [heading.text] + answers.categories.map { "  - " + setting.word($0, answers) }
    }
}
