import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja consent expiring`: what is to be renewed, or let run out.
struct ConsentExpiring: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("expiring", Words.Renewal.expiring) }

    @Option(help: Words.Renewal.within.help(Words.Renewal.days)) var within = 30
    @OptionGroup var common: CommonOptions

    func run() async throws {
        guard (1...3650).contains(within) else { throw LocalFault(.unusableArgument, Words.Renewal.withinRange) }
        try await common.exchange { session in
            let found = try await session.all { .consents(expiringWithin: within, after: $0) }
            try session.output.show(found) { consents in
                var table = Table(Words.Renewal.headings)
                for each in consents { table.add(each.expiringRow) }
                return table.linesOrNothing
            }
        }
    }
}

extension ConsentView {
    fileprivate var expiringRow: [String] {
        [
            DateText().lastDay(before: terms.validUntil), id.text, caseID.text, effective.from.map(\.text).joined(separator: ","),
            effective.to.map(\.text).joined(separator: ","), effective.categories.map(\.words.text).joined(separator: ","),
        ]
    }
}
