import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja participant register`.
struct ParticipantRegister: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("register", Words.Participant.register) }

    @OptionGroup var number: NumberOption
    @Option(help: Words.Participant.givenName.help(Words.Common.name)) var givenName: String
    @Option(help: Words.Participant.familyName.help(Words.Common.name)) var familyName: String
    @Flag(name: .customLong("protected"), help: Words.Participant.protected.help) var protectedIdentity = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let digits = try number.required(now: SystemSources.clock.now()).digits
        let body = RegisterParticipantBody(
            number: digits, givenName: givenName, familyName: familyName, protectedIdentity: protectedIdentity)
        try await common.exchange { session in
            try await session.show(.register(body)) { [Words.Participant.registered($0.participant).text] }
        }
    }
}
