import ArgumentParser
import Exchange
import ExchangeAPI
import ExchangeClient

/// `kedja consent withdraw`: never asks more than giving did.
struct ConsentWithdraw: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("withdraw", Words.Consent.withdraw, discussion: Words.Withdrawal.withdrawDiscussion)
    }

    @Argument(help: Words.Consent.id.help(Words.Common.id)) var id: ConsentID?
    @Option(help: Words.Consent.how.help) var how: WithdrawalRecord.How
    @Option(help: Words.Withdrawal.participant.help(Words.Common.id)) var participant: ParticipantID?
    @Option(help: Words.Withdrawal.to.help(Words.Common.organisation)) var to: [OrganisationID] = []
    @Option(help: Words.Withdrawal.from.help(Words.Common.organisation)) var from: [OrganisationID] = []
    @Option(help: Words.Withdrawal.category.help) var category: [Category] = []
    @Option(help: Words.Withdrawal.purpose.help) var purpose: [Purpose] = []
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let isInPart = !(to.isEmpty && from.isEmpty && category.isEmpty && purpose.isEmpty)
        switch (id, participant) {
        case (let id?, nil): try await common.exchange { try await withdraw(id, in: $0) }
        case (nil, let participant?) where !isInPart: try await common.exchange { try await withdrawAll(of: participant, in: $0) }
        default: throw LocalFault(.unusableArgument, Words.Withdrawal.oneOfTwo)
        }
    }

    private func withdraw(_ id: ConsentID, in session: Session) async throws {
        let record = WithdrawalRecord(
            consent: id, how: how, from: from.named, to: to.named, categories: category.named, purposes: purpose.named,
            recordedBy: session.me, recordedAt: session.now)
        let signed = try session.signed(record, type: WithdrawalRecord.type)
        let answer = try await session.connection.send(.withdrawConsent(id, record: signed))
        let isOfTheWhole = record.isOfTheWhole
        // Only those who may read the consent are told where it stood; the others needn't try to read what was let out on it.
        let deliveries = answer.result.was == nil ? nil : try? await session.deliveries(on: id).result.deliveries
        let told = WithdrawalTold(withdrawn: answer.result, deliveries: deliveries)
        try session.output.show(Answer(result: told, receipt: answer.receipt)) { $0.lines(isOfTheWhole: isOfTheWhole) }
    }

    private func withdrawAll(of participant: ParticipantID, in session: Session) async throws {
        let record = WithdrawalOfAllRecord(participant: participant, how: how, recordedBy: session.me, recordedAt: session.now)
        let signed = try session.signed(record, type: WithdrawalOfAllRecord.type)
        try await session.show(.withdrawAll(of: participant, record: signed)) { all in
            [Words.Withdrawal.all(all.consents.count).text] + all.consents.map { "  \($0)" } + [Words.Withdrawal.unseen.text]
        }
    }
}

extension Array where Element: Hashable {
    /// What was named, each once; `nil` when nothing was, which a record leaves out.
    fileprivate var named: [Element]? {
        isEmpty ? nil : reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}

/// What whoever recorded the withdrawal is told: that it counts, and what has been let out before.
struct WithdrawalTold: Codable, Sendable {
    let withdrawn: Withdrawn
    let deliveries: [Delivery]?

    func lines(isOfTheWhole: Bool) -> [String] {
        let isOver = isOfTheWhole || (withdrawn.was != nil && withdrawn.left == nil)
        var lines = [isOver ? Words.Consent.withdrew : Words.Withdrawal.part]
        lines += [withdrawn.was.flatMap(Words.Withdrawal.was)].compactMap { $0 }
        if let left = withdrawn.left { lines.append([Words.Withdrawal.left, Words.Withdrawal.left(left)].joined(": ")) }
        if let closed = withdrawn.closed, !closed.isEmpty { lines.append(Words.Withdrawal.closed(closed)) }
        guard let deliveries else { return (lines + [Words.Withdrawal.unseen]).map(\.text) }
        let heading = deliveries.isEmpty ? [] : ["", Words.Deliveries.before.text]
        return lines.map(\.text) + heading + deliveries.lines
    }
}
