import ArgumentParser
import Exchange
import ExchangeAPI

/// `kedja request list`.
struct RequestList: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("list", Words.Request.list) }

    @Flag(help: "") var box: WrittenBox = .inbox
    @Flag(help: Words.Request.overdue.help) var overdue = false
    @Option(help: Words.Request.dueWithin.help(Words.Common.number)) var dueWithin: Int?
    @Flag(help: Words.Watch.help.help) var watch = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        if overdue, dueWithin != nil { throw LocalFault(.unusableArgument, Words.Request.oneFilter) }
        if let dueWithin, !(0...3660).contains(dueWithin) { throw LocalFault(.unusableArgument, Words.Request.badDays) }
        try await common.exchange { session in
            let wanted: (RequestView) -> Bool = { isWanted($0, at: session.now) }
            guard watch else { return try await session.list(box.box, wanted) }
            try await RequestWatch(session: session, box: box.box, isWanted: wanted).run()
        }
    }

    private func isWanted(_ request: RequestView, at now: Timestamp) -> Bool {
        if overdue { return request.isOverdue }
        guard let dueWithin else { return true }
        return request.isDue(within: dueWithin, of: now)
    }
}

extension RequestView {
    /// Whether somebody still has to answer it, in at most so many days. What is overdue is, too.
    func isDue(within days: Int, of now: Timestamp) -> Bool {
        guard RequestState.waiting.contains(state), let answerBy else { return false }
        return answerBy <= now + .seconds(days * 86_400)
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
