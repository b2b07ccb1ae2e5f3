import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja participant show`.
struct ParticipantShow: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("show", Words.Participant.show) }

    @Argument(help: Words.Participant.id.help(Words.Common.id)) var participant: ParticipantID
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            try await session.show(.participant(participant)) { $0.details.lines }
        }
    }
}

extension ParticipantView {
    /// `Anna Berg`.
    var name: String { "\(identity.givenName) \(identity.familyName)" }

    var details: Details {
        var details = Details()
        details.add(Words.Participant.headings[0], id.text)
        details.add(Words.Participant.headings[1], name)
        details.add(Words.Participant.headings[2], identity.number)
        details.add(Words.Participant.headings[3], Words.answer(identity.protectedIdentity).text)
        details.add(Words.Participant.registeredAt, DateText().moment(registeredAt))
        details.add(Words.Participant.organisations, organisations.map(\.text).joined(separator: ", "))
        details.add(Words.Participant.headings[4], cases.map(\.text).joined(separator: ", "))
        return details
    }
}
