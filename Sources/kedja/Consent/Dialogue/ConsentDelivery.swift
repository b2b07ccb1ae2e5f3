import Exchange
import ExchangeAPI
import ExchangeClient

/// Has the records of one sitting kept, and gives the person a copy. Where the connection breaks in between, those that are kept stay, and the
/// others are tried again or told of.
struct ConsentDelivery {
    let session: Session
    let context: ConsentContext
    let supersedes: ConsentID?

    func deliver(_ answers: ConsentAnswers, _ setting: DialogueSetting) async throws {
        guard let wording = setting.wording(answers) else { return }
        let now = session.now
        let sitting = answers.sitting(context, wording, setting.dates)
        let records = answers.parts.enumerated().map { index, part in
            sitting.record(part, id: ConsentID(random: SystemSources.random), at: now, supersedes: index == 0 ? supersedes : nil)
        }
        // Before the first is sent: none is kept if another can't be.
        for record in records { try record.validate() }
        let signed = try records.map { (id: $0.id, text: try session.signed($0, type: ConsentRecord.type)) }
        try await ConsentDelivery.inTurn(signed) {
            try await keep($0.text, $0.id)
        } again: { error, kept in
            askAgain(error, kept: kept, of: signed.count)
        }
        try await giveCopy(records.map(\.id))
    }

    /// Sends one after the other. Where one fails, `again` says whether to go on with it; what was sent before isn't sent again.
    static func inTurn<Item>(
        _ items: [Item], send: (Item) async throws -> Void, again: (_ error: any Error, _ sent: Int) -> Bool
    ) async throws {
        var sent = 0
        while sent < items.count {
            do {
                try await send(items[sent])
                sent += 1
            } catch {
                guard again(error, sent) else { throw error }
            }
        }
    }

    /// One that came through the last time, although its answer didn't, is kept.
    private func keep(_ record: String, _ id: ConsentID) async throws {
        do {
            try await session.show(.recordConsent(record: record)) { [Words.Consent.recorded($0).text] }
        } catch let error as ClientError {
            guard error.code == ExchangeError.Code.alreadyExists.rawValue else { throw error }
            try await session.show(.consent(id)) { [Words.Consent.recorded($0).text] }
        }
    }

    private func askAgain(_ error: any Error, kept: Int, of count: Int) -> Bool {
        ConsentConversation.say(Report(error).lines + [Words.Dialogue.sentSome(kept, of: count).text])
        while true {
            guard let line = try? ConsentConversation.line(Words.Dialogue.retryPrompt.text) else { return false }
            switch DialogueReply.answer(line) {
            case .yes: return true
            case .no: return false
            default: ConsentConversation.say([Words.Dialogue.yesOrNo.capitalised.text + "."])
            }
        }
    }

    /// On standard output, and in a file for those who print.
    private func giveCopy(_ ids: [ConsentID]) async throws {
        let names = OrganisationNames(try await session.result(of: .directory()))
        let copy = try ConsentCopy(try await session.soundConsents(ids), names)
        Terminal.write("\n" + ConsentCopyText(copy: copy).text + "\n", to: .standardOutput)
        while let path = try? ConsentConversation.line(Words.Dialogue.copyPrompt.text), !path.isEmpty {
            do throws(LocalFault) {
                try FileText.write(path, text: path.hasSuffix(".txt") ? ConsentCopyText(copy: copy).text : ConsentCopyHTML(copy: copy).text)
                ConsentConversation.say([Words.Copy.written(path).text])
                break
            } catch {
                ConsentConversation.say([error.words.sentence.capitalised.text + "."])
            }
        }
        Terminal.note(Words.Dialogue.copyLater(ids.map(\.text).joined(separator: " ")))
    }
}
