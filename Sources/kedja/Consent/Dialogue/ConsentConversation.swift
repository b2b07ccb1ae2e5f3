import Exchange

/// The dialogue at a terminal: shows a question, reads a line, until everything is answered. Questions go to standard error, so that what
/// comes of it can be sent elsewhere.
struct ConsentConversation {
    /// Narrower than this the text to read aloud falls to pieces.
    static let fewestColumns = 40

    let setting: DialogueSetting

    func hold() throws(LocalFault) -> ConsentAnswers {
        var dialogue = ConsentDialogue(setting)
        while true {
            let question = dialogue.question
            ConsentConversation.say([""] + question.lines)
            var turn = dialogue.take(try ConsentConversation.line(question.prompt))
            while case .again(let complaint) = turn {
                ConsentConversation.say([complaint.capitalised.text + "."])
                turn = dialogue.take(try ConsentConversation.line(question.prompt))
            }
            switch turn {
            case .finished: return dialogue.answers
            case .aborted: throw ConsentConversation.aborted
            case .asked, .again: continue
            }
        }
    }

    /// One line; the end of input ends the dialogue.
    static func line(_ prompt: String) throws(LocalFault) -> String {
        let lines = Wrapping.lines(prompt, width: width - 12)
        say(Array(lines.dropLast()))
        guard let line = Terminal.line(asking: Phrase(same: lines.last ?? prompt)) else {
            say([""])
            throw aborted
        }
        return line
    }

    static func say(_ lines: [String]) {
        let wrapped = lines.flatMap { Wrapping.lines($0, width: width) }
        Terminal.write(wrapped.map { $0 + "\n" }.joined(), to: .standardError)
    }

    private static var width: Int { min(ConsentCopyText.width, Terminal.columns) }

    private static let aborted = LocalFault(.aborted, Words.Dialogue.aborted)
}
