import ArgumentParser
import Exchange
import ExchangeAPI
import ExchangeClient

/// `kedja case list`.
struct CaseList: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("list", Words.Chain.list) }

    @Flag(help: Words.Chain.all.help) var all = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            let found = try await session.all { .cases(onlyOpen: !all, after: $0) }
            try session.output.show(found) { found in
                var table = Table(Words.Chain.headings)
                for each in found { table.add(each.row) }
                return table.linesOrNothing
            }
        }
    }
}

extension CaseSummary {
    fileprivate var row: [String] {
        let dates = DateText()
        return [
            value.id.text, value.participant.text, steps.map(\.words.text).joined(separator: ", "), dates.date(value.openedAt),
            value.closedAt.map { dates.date($0) } ?? "",
        ]
    }
}
