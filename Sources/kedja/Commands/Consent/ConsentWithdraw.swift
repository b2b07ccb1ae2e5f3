import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja consent withdraw`: never asks more than giving did.
struct ConsentWithdraw: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("withdraw", Words.Consent.withdraw) }

    @Argument(help: Words.Consent.id.help(Words.Common.id)) var id: ConsentID
    @Option(help: Words.Consent.how.help) var how: WithdrawalRecord.How
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            let record = WithdrawalRecord(consent: id, how: how, recordedBy: session.me, recordedAt: session.now)
            let signed = try session.signed(record, type: WithdrawalRecord.type)
            try await session.show(.withdrawConsent(id, record: signed)) { _ in [Words.Consent.withdrew.text] }
        }
    }
}
