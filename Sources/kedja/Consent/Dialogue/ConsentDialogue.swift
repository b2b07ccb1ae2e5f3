import Exchange

/// The recorder's dialogue as a value: it asks, takes one line at a time, and knows what has been answered. Each question can be gone back to;
/// nothing leaves it before the last one has been answered with yes.
struct ConsentDialogue: Sendable {
    let setting: DialogueSetting
    private(set) var answers = ConsentAnswers()
    private(set) var step = DialogueStep.first
    /// Each question answered, with what was known when it was asked.
    private var past: [(step: DialogueStep, answers: ConsentAnswers)] = []

    init(_ setting: DialogueSetting) { self.setting = setting }

    enum Turn: Hashable, Sendable {
        /// There is another question.
        case asked
        /// The same question again, and why.
        case again(Phrase)
        /// Everything is answered and confirmed.
        case finished
        case aborted
    }

    var question: DialogueQuestion { DialogueQuestion(step, answers, setting) }

    mutating func take(_ line: String) -> Turn {
        guard DialogueReply.isReadable(line) else { return .again(Words.Dialogue.unreadable(DialogueReply.longest)) }
        switch DialogueReply.command(line) {
        case .abort: return .aborted
        case .back: return goBack()
        case nil: break
        }
        var next = answers
        do throws(DialogueComplaint) { try next.take(line, step, setting) } catch { return .again(error.words) }
        past.append((step, answers))
        answers = next
        guard let following = step.following(answers, setting) else { return .finished }
        step = following
        return .asked
    }

    private mutating func goBack() -> Turn {
        guard let last = past.popLast() else { return .again(Words.Dialogue.isFirst) }
        (step, answers) = last
        return .asked
    }
}

/// Why an answer can't be taken, in words that say what to do.
struct DialogueComplaint: Error, Hashable, Sendable {
    let words: Phrase

    init(_ words: Phrase) { self.words = words }
}
