import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja participant restrictions`.
struct ParticipantRestrictions: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("restrictions", Words.Rights.restrictions) }

    @Argument(help: Words.Participant.id.help(Words.Common.id)) var participant: ParticipantID
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            try await session.show(.restrictions(of: participant)) { found in
                var table = Table(Words.Rights.headings)
                for each in found { table.add(each.row) }
                return table.linesOrNothing + found.flatMap { $0.unknownFields.of($0.id.text) }.lines
            }
        }
    }
}

extension RestrictionView {
    fileprivate var row: [String] {
        let dates = DateText()
        let end = endedBy.map { "\($0) \(endedAt.map { dates.moment($0) } ?? "")" }
        return [
            id.text, Words.Rights.state(inForce).text, ground.words.text, "\(begunBy) \(dates.moment(begunAt))", end ?? "",
        ]
    }
}
