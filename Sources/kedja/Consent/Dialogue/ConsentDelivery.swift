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
        let sitting = answers.sitting(context, wording, setting.dates)
        let ids = answers.parts.map { _ in ConsentID(random: SystemSources.random) }
        let records = { (sitting: ConsentSitting) in
            let now = session.now
            return zip(answers.parts, ids).map { part, id in
                sitting.record(part, id: id, at: now, supersedes: id == ids.first ? supersedes : nil)
            }
        }
        // Before anything is sent: neither paper nor record is kept if another record can't be.
        for record in records(sitting) { try record.validate() }
        let paper = try await session.keepPaper(answers.paper, of: sitting) { askAgain($0, Words.Paper.unkept) }
        try await session.sayingWhere(paper) {
            try await send(records(sitting.naming(paper)))
        }
        try await giveCopy(ids)
    }

    private func send(_ records: [ConsentRecord]) async throws {
        let signed = try records.map { (id: $0.id, text: try session.signed($0, type: ConsentRecord.type)) }
        try await ConsentDelivery.inTurn(signed) {
            try await keep($0.text, $0.id)
        } again: { error, kept in
            askAgain(error, Words.Dialogue.sentSome(kept, of: signed.count))
        }
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

    private func askAgain(_ error: any Error, _ standing: Phrase) -> Bool {
        ConsentConversation.say(Report(error).lines + [standing.text])
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
