import Exchange
import ExchangeAPI
import ExchangeClient

/// `kedja request list --watch`: the list, then what happens, until somebody ends the command.
struct RequestWatch {
    let session: Session
    let box: RequestBox
    /// Which of the list's requests are shown.
    let isWanted: (RequestView) -> Bool

    func run() async throws {
        var isFirst = true
        try await followEvents(over: session.connection, wait: { try await Task.sleep(for: $0) }) { event in
            switch event {
            case .connected where isFirst:
                // Asked for once the stream stands, so that nothing happens in between unheard.
                isFirst = false
                try await session.list(box, isWanted)
                Terminal.note(Words.Watch.begun)
            case .connected: Terminal.note(Words.Watch.again)
            case .interrupted(let error, let pause): Terminal.note(Words.Watch.interrupted(error.code, seconds: pause.components.seconds))
            case .happened(let event): try await show(event)
            }
            return true
        }
    }

    /// What happened, and to what. A request that can't be read any more is none to tell of.
    private func show(_ event: RequestEvent) async throws {
        let request: RequestView
        do { request = try await session.result(of: .request(event.request)) } catch let error as ClientError
            where [.notFound, .refused].contains(error.exitClass)
        { return }
        guard box == .mine ? request.requester == session.me : request.owner == session.me.organisation else { return }
        try session.output.show(event, [line(event, request)])
    }

    private func line(_ event: RequestEvent, _ request: RequestView) -> String {
        let categories = Set(request.documents.map(\.category)).sorted().map(\.words.text).joined(separator: ",")
        return ([DateText().moment(event.at), event.kind.words.text, request.id.text, categories, request.requester.description])
            .map { Text.safe($0) }.joined(separator: "  ")
    }
}

extension Session {
    /// The requests of a box that are wanted, as a table: what waits with a deadline first.
    func list(_ box: RequestBox, _ isWanted: (RequestView) -> Bool) async throws {
        let answer = try await all { .requests(in: box, after: $0) }
        try output.show(Answer(result: answer.result.filter(isWanted).byDeadline, receipt: answer.receipt)) { requests in
            var table = Table(Words.Request.headings)
            for each in requests { table.add(each.row) }
            return table.linesOrNothing
        }
    }
}
