import Exchange

/// One question of the recorder's dialogue.
enum DialogueStep: Hashable, Sendable {
    case giver
    case assignment
    case assignmentScope
    case personHeard
    case place
    case language
    case from
    case to
    case categories
    case purposes
    case until
    /// The text is read aloud.
    case reading
    /// What must have been understood, one by one.
    case explanation(Int)
    /// The recipient at this place.
    case recipient(Int)
    /// One category for one recipient.
    case part(recipient: Int, category: Int)
    case method
    case paper
    /// A form for the person to sign, before it's scanned.
    case form
    case witness
    case summary

    static let first = DialogueStep.giver

    /// The question after this one; `nil` when everything is answered.
    func following(_ answers: ConsentAnswers, _ setting: DialogueSetting) -> DialogueStep? {
        switch self {
        case .giver: answers.giver.who == .participant ? .place : .assignment
        case .assignment: answers.giver.who == .guardian ? .personHeard : .assignmentScope
        case .assignmentScope: .personHeard
        case .personHeard: .place
        case .place: setting.wordings.count > 1 ? .language : .from
        case .language: .from
        case .from: .to
        case .to: .categories
        case .categories: .purposes
        case .purposes: .until
        case .until: .reading
        case .reading: .explanation(0)
        case .explanation(let index): index + 1 < ConsentRecord.Explanation.allCases.count ? .explanation(index + 1) : .recipient(0)
        case .recipient(let index): DialogueStep.following(recipient: index, answers)
        case .part(let recipient, let category):
            category + 1 < answers.categories.count
                ? .part(recipient: recipient, category: category + 1) : DialogueStep.next(after: recipient, answers)
        case .method, .paper, .form, .witness: following(method: answers)
        case .summary: nil
        }
    }

    private static func following(recipient index: Int, _ answers: ConsentAnswers) -> DialogueStep {
        let isAnswered = answers.categories.allSatisfy { answers.answer(answers.to[index], $0) != nil }
        return isAnswered ? next(after: index, answers) : .part(recipient: index, category: 0)
    }

    private static func next(after recipient: Int, _ answers: ConsentAnswers) -> DialogueStep {
        recipient + 1 < answers.to.count ? .recipient(recipient + 1) : .method
    }

    private func following(method answers: ConsentAnswers) -> DialogueStep {
        switch (self, answers.how) {
        case (.method, .paper), (.form, _): .paper
        case (.method, .oral): .witness
        case (.paper, _): answers.paper == nil ? .form : .summary
        default: .summary
        }
    }
}
