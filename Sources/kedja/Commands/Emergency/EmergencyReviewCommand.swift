import ArgumentParser
import Exchange
import ExchangeAPI
import ExchangeClient

/// `kedja emergency review`: a signed answer whether the read was justified.
struct EmergencyReviewCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("review", Words.Emergency.review) }

    @Argument(help: Words.Emergency.id.help(Words.Common.id)) var id: EmergencyID
    @Option(help: Words.Emergency.verdict.help) var verdict: EmergencyVerdict
    @Option(help: Words.Emergency.note.help(Words.Common.text)) var note: String
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            let answer = try await reviewEmergency(
                id, verdict: verdict, note: note, over: session.connection, signer: Signer(profile: session.profile))
            try session.output.show(answer) { _ in [Words.Emergency.reviewed.text] }
        }
    }
}
