import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja case open`.
struct CaseOpen: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("open", Words.Case.open) }

    @Argument(help: Words.Participant.id.help(Words.Common.id)) var participant: ParticipantID
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            try await session.show(.openCase(for: participant)) { [Words.Case.didOpen($0.id).text] }
        }
    }
}
