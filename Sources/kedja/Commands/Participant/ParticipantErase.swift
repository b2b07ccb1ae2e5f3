import ArgumentParser
import Exchange
import ExchangeAPI
import ExchangeClient

/// `kedja participant erase`: one person asks, another confirms.
struct ParticipantErase: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("erase", Words.Erasure.erase, discussion: Words.Erasure.discussion)
    }

    @Argument(help: Words.Participant.id.help(Words.Common.id)) var participant: ParticipantID?
    @Option(help: Words.Erasure.ground.help(Words.Common.text)) var ground: String?
    @Option(help: Words.Erasure.reason.help(Words.Common.text)) var reason: String?
    @Option(help: Words.Erasure.decision.help(Words.Common.text)) var decision: String?
    @Option(help: Words.Erasure.confirm.help(Words.Common.id)) var confirm: ErasureID?
    @Option(help: Words.Erasure.decline.help(Words.Common.id)) var decline: ErasureID?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let task = try task()
        try await common.exchange { session in
            switch task {
            case .ask(let wish): try await session.ask(wish)
            case .answer(let id, let answer): try await session.answer(id, with: answer)
            }
        }
    }

    private enum Task {
        case ask(ErasureWish)
        case answer(ErasureID, ErasureAnswer.Answer)
    }

    /// Exactly one of asking, confirming and declining.
    private func task() throws(LocalFault) -> Task {
        let asks = participant != nil || ground != nil || reason != nil || decision != nil
        switch (confirm, decline) {
        case (let id?, nil) where !asks: return .answer(id, .confirmed)
        case (nil, let id?) where !asks: return .answer(id, .declined)
        case (nil, nil):
            guard let participant, let ground, let reason else { throw LocalFault(.unusableArgument, Words.Erasure.incomplete) }
            return .ask(ErasureWish(target: .participant(participant), ground: ground, decision: decision, reason: reason))
        default: throw LocalFault(.unusableArgument, Words.Erasure.oneOfThree)
        }
    }
}

/// What is asked to be erased, and why.
struct ErasureWish: Hashable, Sendable {
    let target: ErasureTarget
    let ground: String
    let decision: String?
    let reason: String
}

extension Session {
    func ask(_ wish: ErasureWish) async throws {
        let record = ErasureRecord(
            erasure: ErasureID(random: SystemSources.random), target: wish.target, ground: wish.ground, decision: wish.decision,
            reason: wish.reason, askedBy: me, askedAt: now)
        let signed = try signed(record, type: ErasureRecord.type)
        try await show(.askErasure(record: signed)) {
            [Words.Erasure.asked($0.id).text, Words.Erasure.awaits(until: DateText().moment($0.expiresAt)).text]
        }
    }

    func answer(_ id: ErasureID, with answer: ErasureAnswer.Answer) async throws {
        let answered = try await answerErasure(id, with: answer, over: connection, signer: Signer(profile: profile))
        try output.show(answered) { view in
            guard view.state == .done else { return [Words.Erasure.declined.text] }
            return [Words.Erasure.done(view.target.text).text, Words.Erasure.completeness(view.complete == true).text]
        }
    }
}
