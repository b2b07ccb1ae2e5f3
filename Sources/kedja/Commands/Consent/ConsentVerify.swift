import ArgumentParser
import Exchange
import ExchangeAPI
import ExchangeClient

/// `kedja consent verify`: who signed, and that what is shown is what was signed.
struct ConsentVerify: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("verify", Words.Consent.verify) }

    @Argument(help: Words.Consent.id.help(Words.Common.id)) var id: ConsentID
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            let answer = try await session.connection.send(.consent(id))
            let checks = await verifyConsent(answer.result, trust: session.connection.trust, at: session.now)
            try session.output.show(Answer(result: checks, receipt: answer.receipt)) { $0.lines + answer.result.unknownFields.lines }
            try checks.requireSound()
        }
    }
}
