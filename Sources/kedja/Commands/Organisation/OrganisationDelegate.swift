import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja organisation delegate`: who answers requests in an approver's place while they are away.
struct OrganisationDelegate: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("delegate", Words.Delegation.delegate) }

    @Option(help: Words.Delegation.to.help(Words.Common.officer)) var to: OfficerID
    @Option(help: Words.Delegation.from.help(Words.Common.date)) var from: WrittenTime
    @Option(help: Words.Delegation.until.help(Words.Common.date)) var until: WrittenTime
    @Option(help: Words.Delegation.approver.help(Words.Common.officer)) var approver: OfficerID?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            let record = DelegationRecord(
                delegation: DelegationID(random: SystemSources.random), approver: approver ?? session.me, delegate: to,
                from: from.beginning(), until: until.end(), madeBy: session.me, madeAt: session.now)
            let signed = try session.signed(record, type: DelegationRecord.type)
            try await session.show(.delegate(record: signed)) { view in
                [Words.Delegation.delegated(view.delegate, for: view.approver, view.period).text, Words.Delegation.keys.text]
            }
        }
    }
}

/// `kedja organisation end-delegation`: whoever was away is back before the time.
struct OrganisationEndDelegation: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("end-delegation", Words.Delegation.end) }

    @Argument(help: Words.Delegation.id.help(Words.Common.id)) var id: DelegationID
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            try await session.show(.endDelegation(id)) { [Words.Delegation.ended($0.delegate, for: $0.approver).text] }
        }
    }
}

/// `kedja organisation delegations`: those that count now or will, and those that were ended.
struct OrganisationDelegations: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("delegations", Words.Delegation.list) }

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            try await session.show(.delegations()) { delegations in
                var table = Table(Words.Delegation.headings)
                for each in delegations {
                    table.add([
                        each.approver.description, each.delegate.description, each.period, each.standing.text, each.id.text,
                    ])
                }
                return table.linesOrNothing + delegations.flatMap { $0.unknownFields.of($0.id.text) }.lines
            }
        }
    }
}

extension DelegationView {
    fileprivate var standing: Phrase {
        guard let endedAt, let endedBy else { return Words.answer(isInForce) }
        return Words.Delegation.endedBy(endedBy, DateText().date(endedAt))
    }

    /// `2026-12-01 – 2026-12-14`, the last day included.
    fileprivate var period: String {
        let dates = DateText()
        return "\(dates.date(from)) – \(dates.lastDay(before: until))"
    }
}
