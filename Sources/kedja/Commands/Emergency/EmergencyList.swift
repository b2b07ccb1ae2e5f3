import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja emergency list`.
struct EmergencyList: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("list", Words.Emergency.list) }

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            try await session.show(.emergencies()) { found in
                var table = Table(Words.Emergency.headings)
                for each in found { table.add(each.row) }
                return table.linesOrNothing
            }
        }
    }
}

extension EmergencyView {
    var row: [String] {
        let dates = DateText()
        return [
            id.text, dates.moment(readAt), reader.description, document.text, owner.text, reason, String(entry), state(dates).text,
        ]
    }

    private func state(_ dates: DateText) -> Phrase {
        if let verdict, let reviewedBy { return [verdict.words, Phrase(same: "\(reviewedBy)")].joined(", ") }
        return overdue ? Words.Emergency.overdue(since: dates.date(reviewBy)) : Words.Emergency.open(until: dates.date(reviewBy))
    }
}
