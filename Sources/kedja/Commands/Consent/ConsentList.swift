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
            let names = OrganisationNames(try await session.result(of: .directory()))
            try await session.show(.consents(of: participant)) { consents in
                let lines = consents.map { ConsentLines(view: $0, names: names, now: session.now) }
                guard !lines.isEmpty else { return [Words.nothing.text] }
                return ([[lines.tally.capitalised.text]] + lines.inOrder.map(\.short)).joined(separator: [""]).map(Text.safe)
            }
        }
    }
}
