import ArgumentParser
import Exchange
import ExchangeAPI
import ExchangeClient

/// `kedja status`. Another key of the log than the one that the profile keeps is a failure.
struct StatusCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("status", Words.Status.abstract) }

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            let status = try await session.connection.plain(.status())
            guard try await session.connection.isNewestLogKey(status.logVerifierKey) else {
                throw LocalFault(.verificationFailed, Words.Status.keyChanged, hint: Words.Status.keyChangedHint)
            }
            let expiry = try CertificateExpiry(profile: session.profile, now: session.now)
            let report = StatusReport(status, expiry, daemon: session.profile.daemon, try LogHead(status))
            try session.output.show(report, report.lines)
            for note in report.notes { Terminal.note(note) }
        }
    }
}
