import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja consent list`.
struct ConsentList: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("list", Words.Consent.list) }

    @Argument(help: Words.Participant.id.help(Words.Common.id)) var participant: ParticipantID
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            try await session.show(.consents(of: participant)) { consents in
                var table = Table(Words.Consent.headings)
                for each in consents { table.add(each.row) }
                return table.linesOrNothing
            }
        }
    }
}
