import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja participant correct`.
struct ParticipantCorrect: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("correct", Words.Rights.correct, discussion: Words.Rights.correctDiscussion)
    }

    @Argument(help: Words.Participant.id.help(Words.Common.id)) var participant: ParticipantID
    @OptionGroup var number: NumberOption
    @Option(help: Words.Participant.givenName.help(Words.Common.name)) var givenName: String?
    @Option(help: Words.Participant.familyName.help(Words.Common.name)) var familyName: String?
    @Flag(inversion: .prefixedNo, help: Words.Rights.protected.help) var protected: Bool?
    @Option(help: Words.Rights.reason.help(Words.Common.text)) var reason: String
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let digits = try number.given(now: SystemSources.clock.now())?.digits
        guard digits != nil || givenName != nil || familyName != nil || protected != nil else {
            throw LocalFault(.unusableArgument, Words.Rights.nothingToCorrect)
        }
        let body = CorrectionBody(
            number: digits, givenName: givenName, familyName: familyName, protectedIdentity: protected, reason: reason)
        try await common.exchange { session in
            try await session.show(.correct(participant, body)) { _ in [Words.Rights.corrected.text] }
        }
    }
}
