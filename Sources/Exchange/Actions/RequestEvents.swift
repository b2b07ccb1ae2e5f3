import Synchronization

/// Wakes those who follow events, in this process, once something has been committed. Others' commits they find by looking now and then.
package final class EventBell: Sendable {
    private struct Listeners {
        var next = 0
        var streams: [Int: AsyncStream<Void>.Continuation] = [:]
    }

    private let listeners = Mutex(Listeners())

    package init() {}

    func ring() {
        for stream in listeners.withLock({ Array($0.streams.values) }) { stream.yield() }
    }

    /// A stream of wake-ups; several that nobody has waited for are one. It ends with whoever iterates it.
    package func wakeUps() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = listeners.withLock { listeners in
            listeners.next += 1
            listeners.streams[listeners.next] = continuation
            return listeners.next
        }
        continuation.onTermination = { [weak self] _ in self?.listeners.withLock { $0.streams[number] = nil } }
        return stream
    }

    /// How many listen now.
    package var count: Int { listeners.withLock { $0.streams.count } }
}

/// Where somebody begins to follow events.
package struct EventPlace: Sendable, Codable, Hashable {
    /// The event behind which they begin.
    package let after: UInt64
}

/// Events that an officer may hear of, and how far they've been looked through.
package struct EventPage: Sendable, Hashable {
    package let events: [RequestEvent]
    package let after: UInt64
    /// Whether there is more already.
    package let isFull: Bool
}

extension Exchange {
    /// Notes in the log that the caller begins to follow the events of the requests that they may read: behind the event that they name, else
    /// from now on.
    package func followRequests(after last: UInt64?, by caller: OfficerID) async throws(ExchangeError) -> Committed<EventPlace> {
        try await act(.readRequest, by: caller) { acting in
            acting.draft.resource = "requests/events"
            let newest = try acting.changes.lastRequestEvent()
            guard let last else { return EventPlace(after: newest) }
            guard last <= newest else { throw ExchangeError.invalid("there is no such event yet; begin without Last-Event-ID") }
            return EventPlace(after: last)
        }
    }

    /// Events behind `last` that the caller may hear of: those of requests that the policies let them read, asked anew each time.
    ///
    /// Throws `unknown-officer` and `disabled-officer` once the caller is no officer any more.
    package func requestEvents(after last: UInt64, by caller: OfficerID) async throws(ExchangeError) -> EventPage {
        let (rules, keys, random, now) = (rulebook.current, keys, random, clock.now())
        let (found, facts) = try await reading { facts in
            (try facts.requestEvents(after: last, limit: Exchange.eventBatch), try self.knownOfficer(caller, facts))
        }
        guard !found.isEmpty else { return EventPage(events: [], after: last, isFull: false) }
        let heard = try await transaction { changes in
            let acting = Acting(
                changes: changes, caller: facts, rules: rules, keys: keys, random: random, now: now,
                draft: AuditDraft(officer: caller, action: .readRequest, policyDigest: rules.digest))
            return try found.filter { try acting.mayHear(of: $0.request) }
        }
        return EventPage(events: heard, after: found.last?.id ?? last, isFull: found.count == Exchange.eventBatch)
    }

    /// Tells of requests whose time has run out, once each, and forgets old events. Answers how many were new.
    package func markOverdueRequests() async throws(ExchangeError) -> Int {
        let now = clock.now()
        let count = try await transaction { changes in
            let overdue = try changes.unmarkedOverdueRequests(at: now, limit: Exchange.eventBatch)
            for request in overdue { try changes.appendRequestEvent(.overdue, of: request.id, at: now) }
            try changes.deleteRequestEvents(before: now - Exchange.eventLifetime)
            return overdue.count
        }
        if count > 0 { bell.ring() }
        return count
    }

    static let eventBatch = 100
    /// Whoever has been away for longer reads the list.
    static let eventLifetime = Duration.seconds(14 * 24 * 3600)
}

extension Exchange {
    /// As `act`, and wakes those who follow once it's durable.
    func actOnRequest<Value: Codable & Sendable>(
        _ action: Action, by officer: OfficerID, idempotency: Idempotency? = nil,
        _ body: @escaping @Sendable (inout Acting) throws -> Value
    ) async throws(ExchangeError) -> Committed<Value> {
        let committed = try await act(action, by: officer, idempotency: idempotency, body)
        bell.ring()
        return committed
    }
}

extension Acting {
    /// Whether the policies let the caller read the request, without being an attempt to.
    fileprivate func mayHear(of id: RequestID) throws -> Bool {
        guard let stored = try changes.request(id) else { return false }
        guard stored.requester == caller.officer.id || stored.owner == caller.organisation.id else { return false }
        var scratch = self
        let found = try scratch.request(id)
        return mayRead(found)
    }

    /// Tells those who follow, once the transaction is durable.
    func note(_ kind: RequestEventKind, of request: RequestID) throws {
        try changes.appendRequestEvent(kind, of: request, at: now)
    }
}

extension RequestEventKind {
    /// What an answer that leaves a request so is told as.
    init(leaving state: RequestState) {
        switch state {
        case .open: self = .reopened
        case .awaitingSecond: self = .awaitingSecond
        case .approved, .partlyApproved, .denied: self = .answered
        case .withdrawn: self = .withdrawn
        case .closed: self = .closed
        }
    }
}
