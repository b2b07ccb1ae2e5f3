import Exchange

extension InMemoryTransaction {
    func lastRequestEvent() throws -> UInt64 { rows.lastRequestEvent }

    func requestEvents(after id: UInt64, limit: Int) throws -> [RequestEvent] {
        Array(rows.requestEvents.filter { $0.id > id }.prefix(limit))
    }

    func unmarkedOverdueRequests(at now: Timestamp, limit: Int) throws -> [StoredRequest] {
        let told = Set(rows.requestEvents.filter { $0.kind == .overdue }.map(\.request))
        let overdue = rows.requests.filter { $0.isOverdue(at: now) && !told.contains($0.id) }
        return Array(overdue.oldestFirst { $0.answerBy ?? now }.prefix(limit))
    }

    func appendRequestEvent(_ kind: RequestEventKind, of request: RequestID, at time: Timestamp) throws {
        guard try self.request(request) != nil else { throw ExchangeError.missingRow }
        rows.lastRequestEvent += 1
        rows.requestEvents.append(RequestEvent(id: rows.lastRequestEvent, request: request, kind: kind, at: time))
    }

    func deleteRequestEvents(before time: Timestamp) throws {
        let waiting = Set(rows.requests.filter { $0.answerBy != nil && RequestState.waiting.contains($0.state) }.map(\.id))
        rows.requestEvents.removeAll { $0.at < time && !($0.kind == .overdue && waiting.contains($0.request)) }
    }

    /// Events of requests that are gone.
    func forgetStrayEvents() {
        let left = Set(rows.requests.map(\.id))
        rows.requestEvents.removeAll { !left.contains($0.request) }
    }
}
