import Exchange

/// Asks an approver in the terminal what isn't on the command line: document by document, with the test of harm that the owner makes.
struct AnswerDialogue {
    let facts: AnswerFacts
    /// Asks one question and gives the line that was typed; `nil` at the end of input.
    let ask: (Phrase) -> String?
    let say: (Phrase) -> Void

    /// What the approver answers to each document, in the request's order.
    func answers() throws(LocalFault) -> [WrittenAnswer] {
        let request = facts.request
        say(Words.Disclosure.introduction(request.requester, request.purpose.words, request.reason))
        if let regime = facts.rules.secrecy(of: facts.owner) { say(Words.Disclosure.test(regime)) }
        var answers: [WrittenAnswer] = []
        for (index, document) in request.documents.enumerated() {
            say(Words.Disclosure.document(index + 1, of: request.documents.count, document.document, document.category.words))
            for covering in document.consentWords { say(covering) }
            answers.append(try answer(on: document))
        }
        return answers
    }

    private func answer(on document: RequestedDocumentView) throws(LocalFault) -> WrittenAnswer {
        let assessment = try text(Words.Disclosure.askAssessment)
        guard try yes(Words.Disclosure.askRelease) else {
            return WrittenAnswer(document: document.document, assessment: assessment, approval: nil)
        }
        guard let ground = try ground(for: document) else {
            say(Words.Disclosure.noGround)
            return WrittenAnswer(document: document.document, assessment: assessment, approval: nil)
        }
        var balancing: String?
        if ground.needsBalancing { balancing = try text(Words.Disclosure.askBalancing) }
        let approval = WrittenAnswer.Approval(
            ground: ground.basis == .consent ? .consent(nil) : .listed(ground.id), balancing: balancing, until: try until())
        return WrittenAnswer(document: document.document, assessment: assessment, approval: approval)
    }

    /// One of those that can carry it; a consent only where there is one.
    private func ground(for document: RequestedDocumentView) throws(LocalFault) -> CataloguedGround? {
        let usable = facts.rules.grounds(for: facts.disclosure(of: document)).filter {
            $0.basis != .consent || document.newestConsent != nil
        }
        guard !usable.isEmpty else { return nil }
        for (index, ground) in usable.enumerated() { say(Words.Disclosure.choice(index + 1, ground)) }
        while true {
            if let number = Int(try text(Words.Disclosure.askGround)), usable.indices.contains(number - 1) { return usable[number - 1] }
            say(Words.Disclosure.chooseOne(usable.count))
        }
    }

    private func until() throws(LocalFault) -> Timestamp {
        while true {
            if let time = WrittenTime(argument: try text(Words.Disclosure.askUntil)) { return time.end() }
            say(Words.Disclosure.badDate)
        }
    }

    private func yes(_ question: Phrase) throws(LocalFault) -> Bool {
        while true {
            switch try text(question).lowercased() {
            case "j", "ja", "y", "yes": return true
            case "n", "nej", "no": return false
            default: say(Words.Disclosure.yesOrNo)
            }
        }
    }

    /// A line with something in it. The end of input ends the dialogue, and nothing is answered.
    private func text(_ question: Phrase) throws(LocalFault) -> String {
        while let line = ask(question) {
            let trimmed = line.trimming
            if !trimmed.isEmpty { return trimmed }
        }
        throw LocalFault(.unusableArgument, Words.Disclosure.brokenOff)
    }
}

extension String {
    fileprivate var trimming: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
