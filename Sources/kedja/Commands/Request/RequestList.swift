import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja request list`.
struct RequestList: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("list", Words.Request.list) }

    @Flag(help: "") var box: WrittenBox = .inbox
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            try await session.show(.requests(in: box.box)) { requests in
                var table = Table(Words.Request.headings)
                for each in requests { table.add(each.row) }
                return table.linesOrNothing
            }
        }
    }
}

/// `--inbox` or `--mine`.
enum WrittenBox: EnumerableFlag {
    case inbox, mine

    static func help(for value: WrittenBox) -> ArgumentHelp? {
        switch value {
        case .inbox: Words.Request.inbox.help
        case .mine: Words.Request.mine.help
        }
    }

    var box: RequestBox {
        switch self {
        case .inbox: .inbox
        case .mine: .mine
        }
    }
}

extension RequestView {
    var row: [String] {
        [
            id.text, state.words.text, document.text, category.words.text, requester.description, purpose.words.text,
            DateText().moment(createdAt),
        ]
    }

    var details: Details {
        let (labels, dates) = (Words.Request.labels, DateText())
        var details = Details()
        details.add(labels.request, id.text)
        details.add(labels.state, state.words.text)
        details.add(labels.document, document.text)
        details.add(labels.category, category.words.text)
        details.add(labels.owner, owner.text)
        details.add(labels.requester, requester.description)
        details.add(labels.purpose, purpose.words.text)
        details.add(labels.reason, reason)
        details.add(labels.created, dates.moment(createdAt))
        details.add(labels.answered, answeredAt.map { "\(dates.moment($0)), \(answeredBy?.description ?? "")" })
        details.add(labels.until, validUntil.map { dates.moment($0) })
        details.add(Words.Withdrawal.closedBecause, closedBecause?.words.text)
        return details
    }
}
