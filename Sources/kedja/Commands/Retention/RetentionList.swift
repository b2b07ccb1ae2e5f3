import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja retention list`: what is due, by id and never by name.
struct RetentionList: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("list", Words.Retention.list) }

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            try await session.show(.due()) { found in
                var table = Table(Words.Retention.headings)
                for each in found { table.add(each.row) }
                return table.linesOrNothing
            }
        }
    }
}

extension DueView {
    var row: [String] {
        [
            target.text, category?.words.text ?? Words.Retention.wholePerson.text, rule, reference, DateText().date(since),
            erasure?.text ?? "",
        ]
    }
}
