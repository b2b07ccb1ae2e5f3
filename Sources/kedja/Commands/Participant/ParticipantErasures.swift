import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja participant erasures`.
struct ParticipantErasures: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("erasures", Words.Erasure.list) }

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            try await session.show(.erasures()) { found in
                var table = Table(Words.Erasure.headings)
                for each in found { table.add(each.row) }
                return table.linesOrNothing
            }
        }
    }
}

extension ErasureView {
    var row: [String] {
        let dates = DateText()
        let end = endedBy.map { "\($0) \(endedAt.map { dates.moment($0) } ?? "")" }
        return [
            id.text, state.words.text, target.text, owners.map(\.text).joined(separator: " "), ground,
            "\(askedBy) \(dates.moment(askedAt))", end ?? dates.moment(expiresAt),
            entry.map { String($0) } ?? "",
        ]
    }
}
