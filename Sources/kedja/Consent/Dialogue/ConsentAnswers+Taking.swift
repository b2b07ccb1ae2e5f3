import Exchange

extension ConsentAnswers {
    /// Takes one line as the answer to a question, or says why it can't.
    mutating func take(_ line: String, _ step: DialogueStep, _ setting: DialogueSetting) throws(DialogueComplaint) {
        switch step {
        case .giver: giver = ConsentGiver(who: try one(line, ConsentRecord.GivenBy.Who.allCases))
        case .assignment: giver.assignment = try text(line)
        case .assignmentScope: giver.scope = try text(line)
        case .personHeard: giver.personHeard = try yesOrNo(line)
        case .place: place = DialogueReply.text(line).isEmpty ? setting.context.name(setting.context.me.organisation) : try text(line)
        case .language: language = try chosenLanguage(line, setting.wordings)
        case .from: from = try several(line, setting.context.members.map(\.id))
        case .to: to = try recipients(line, setting.context)
        case .categories: categories = try several(line, Category.allCases)
        case .purposes: purposes = try several(line, Purpose.allCases)
        case .until: lastDay = try day(line, setting)
        case .reading: guard DialogueReply.text(line).isEmpty else { throw DialogueComplaint(Words.Dialogue.pressEnter) }
        case .explanation(let index): try explain(ConsentRecord.Explanation.allCases[index], yesOrNo(line))
        case .recipient(let index): try takeRecipient(line, index)
        case .part(let recipient, let category): try takePart(line, to[recipient], categories[category])
        case .method, .paper, .form, .witness: try takeWay(line, step, setting)
        case .summary:
            guard try yesOrNo(line) else { throw DialogueComplaint(Words.Dialogue.notConfirmed) }
            guard !parts.isEmpty else { throw DialogueComplaint(Words.Dialogue.nothingToKeep) }
        }
    }

    // MARK: The parts

    /// Yes leads to each category, of which there may be one alone.
    private mutating func takeRecipient(_ line: String, _ index: Int) throws(DialogueComplaint) {
        let recipient = to[index]
        switch DialogueReply.answer(line) {
        case .yes: if categories.count == 1 { answer(recipient, with: .yes) }
        case .no: answer(recipient, with: .no)
        case .later: answer(recipient, with: .later)
        case .same where index > 0: answers[recipient] = answers[to[index - 1]]
        case .same: throw DialogueComplaint(Words.Dialogue.noPrevious)
        case nil: throw DialogueComplaint(index > 0 ? Words.Dialogue.recipientWords : Words.Dialogue.partWords)
        }
    }

    private mutating func takePart(_ line: String, _ recipient: OrganisationID, _ category: Category) throws(DialogueComplaint) {
        let answer: PartAnswer
        switch DialogueReply.answer(line) {
        case .yes: answer = .yes
        case .no: answer = .no
        case .later: answer = .later
        case .same, nil: throw DialogueComplaint(Words.Dialogue.partWords)
        }
        answers[recipient, default: [:]][category] = answer
    }

    /// Without these two there is no consent, whoever says yes.
    private mutating func explain(_ explanation: ConsentRecord.Explanation, _ isExplained: Bool) throws(DialogueComplaint) {
        let isNeeded = [.rightToWithdraw, .noConsequenceForBenefits].contains(explanation)
        guard isExplained || !isNeeded else { throw DialogueComplaint(Words.Dialogue.mustBeSaid) }
        if isExplained { explained.append(explanation) }
    }

    private func recipients(_ line: String, _ context: ConsentContext) throws(DialogueComplaint) -> [OrganisationID] {
        let chosen = try several(line, context.members.map(\.id))
        if let alone = chosen.first(where: { sources(for: $0).isEmpty }) {
            throw DialogueComplaint(Words.Dialogue.ownPapers(context.name(alone)))
        }
        return chosen
    }

    // MARK: How it was given

    private mutating func takeWay(_ line: String, _ step: DialogueStep, _ setting: DialogueSetting) throws(DialogueComplaint) {
        switch step {
        case .method: how = try one(line, ConsentRecord.Method.How.allCases)
        case .witness: witness = try text(line)
        case .paper:
            let path = DialogueReply.text(line)
            do throws(LocalFault) { paper = path.isEmpty ? nil : try setting.files.scan(path) } catch {
                throw DialogueComplaint(error.words.sentence)
            }
        default: try writeForm(try text(line), setting)
        }
    }

    private func writeForm(_ path: String, _ setting: DialogueSetting) throws(DialogueComplaint) {
        guard let wording = setting.wording(self) else { return }
        let copy = ConsentCopy(form: self, sitting(setting.context, wording, setting.dates), setting)
        let text = path.hasSuffix(".txt") ? ConsentCopyText(copy: copy).text : ConsentCopyHTML(copy: copy).text
        do throws(LocalFault) { try setting.files.writeNew(path, text) } catch { throw DialogueComplaint(error.words.sentence) }
    }

    // MARK: Kinds of answers

    private func one<Item>(_ line: String, _ items: [Item]) throws(DialogueComplaint) -> Item {
        guard let item = DialogueReply.choice(line, among: items) else { throw DialogueComplaint(Words.Dialogue.oneNumber(items.count)) }
        return item
    }

    private func several<Item>(_ line: String, _ items: [Item]) throws(DialogueComplaint) -> [Item] {
        guard let chosen = DialogueReply.choices(line, among: items) else { throw DialogueComplaint(Words.Dialogue.numbers(items.count)) }
        return chosen
    }

    private func yesOrNo(_ line: String) throws(DialogueComplaint) -> Bool {
        switch DialogueReply.answer(line) {
        case .yes: true
        case .no: false
        default: throw DialogueComplaint(Words.Dialogue.yesOrNo)
        }
    }

    private func text(_ line: String) throws(DialogueComplaint) -> String {
        let text = DialogueReply.text(line)
        guard !text.isEmpty else { throw DialogueComplaint(Words.Dialogue.someText) }
        return text
    }

    /// Nothing is the language of the dialogue.
    private func chosenLanguage(_ line: String, _ wordings: [WordingTemplate]) throws(DialogueComplaint) -> String {
        if DialogueReply.text(line).isEmpty { return Language.current.rawValue }
        return try one(line, wordings).language
    }

    private func day(_ line: String, _ setting: DialogueSetting) throws(DialogueComplaint) -> Int {
        let today = setting.dates.dayNumber(setting.context.now)
        guard let day = DialogueReply.day(line, today: today) else { throw DialogueComplaint(Words.Dialogue.dayForm) }
        let first = setting.context.begins.map { setting.dates.dayNumber($0) } ?? today
        guard day >= max(today, first) else { throw DialogueComplaint(Words.Dialogue.dayPast) }
        guard day <= ConsentPeriod.day(today, plusMonths: ConsentPeriod.longestMonths) else {
            throw DialogueComplaint(Words.Dialogue.dayTooLate(ConsentPeriod.longestMonths))
        }
        return day
    }
}
