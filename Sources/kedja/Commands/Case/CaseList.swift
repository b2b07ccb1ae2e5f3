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
            try session.output.show(try await session.cases(onlyOpen: !all)) { found in
                var table = Table(Words.Chain.headings)
                for each in found { table.add(each.row) }
                return table.linesOrNothing
            }
        }
    }
}

extension Session {
    /// All cases that the officer may see, page after page, with the last page's receipt.
    fileprivate func cases(onlyOpen: Bool) async throws -> Answer<[CaseSummary]> {
        var cases: [CaseSummary] = []
        var last: CaseID?
        while true {
            let page = try await connection.send(.cases(onlyOpen: onlyOpen, after: last))
            cases += page.result.cases
            // A page leads on from its own last case; anything else would go in a circle.
            guard let next = page.result.next, next == cases.last?.value.id, next != last else {
                return Answer(result: cases, receipt: page.receipt)
            }
            last = next
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
