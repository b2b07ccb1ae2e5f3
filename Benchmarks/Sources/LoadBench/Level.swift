import CSockets
import Foundation

/// So many connections at once, each of which asks again as soon as it has its answer.
final class Level {
    /// How the connections are used.
    enum Use {
        case kept
        /// One job each, then closed: what new connections cost.
        case fresh
    }

    private let port: UInt16
    private let credentials: Credentials
    private let work: Work
    private let use: Use
    private let poll = epoll_create1(0)
    private let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 64 << 10)
    private var clients: [Client] = []
    /// Of the last connection or step. Steps' idempotency keys have it, so no two levels count the same.
    private var number: UInt64
    private var tally: Tally
    private var begun = false
    private var counts = false
    /// Not a job more.
    private var stops = false
    private var busy = 0

    init(port: UInt16, credentials: Credentials, work: Work, use: Use, countingFrom number: UInt64) {
        (self.port, self.credentials, self.work, self.use, self.number) = (port, credentials, work, use, number)
        tally = Tally(kinds: work.kinds.count)
    }

    deinit {
        buffer.deallocate()
        close(poll)
    }

    func run(connections: Int, warmUp: Double, seconds: Double, of server: ServerUse) throws -> Report {
        for (index, officer) in work.officers(of: connections).enumerated() {
            clients.append(Client(try connection(of: officer), officer: officer))
            watch(index, EPOLL_CTL_ADD)
        }
        try open()
        try loop(for: warmUp)
        (tally, counts) = (Tally(kinds: work.kinds.count), true)
        server.forgetPeak()
        let (start, spent, own) = (Level.now(), try server.processorSeconds(), ServerUse.own())
        try loop(for: seconds)
        counts = false
        let took = Double(Level.now() - start) / 1e9
        let (used, ownUsed) = (try server.processorSeconds() - spent, ServerUse.own() - own)
        let report = tally.report(
            kinds: work.kinds, connections: connections, seconds: took, serverSeconds: used, ownSeconds: ownUsed, peak: try server.peak())
        try finish()
        return report
    }

    /// Nobody asks before all are connected.
    private func open() throws {
        let end = Level.now() + 20_000_000_000
        while !clients.allSatisfy(\.isOpen) {
            guard Level.now() < end else { throw LoadError("the server doesn't take \(clients.count) connections") }
            try turn(waiting: 10)
        }
        begun = true
        for index in clients.indices { try begin(index) }
    }

    /// What is under way ends, so that nothing that can't be done twice is half done for the next level.
    private func finish() throws {
        stops = true
        let end = Level.now() + 10_000_000_000
        while busy > 0, Level.now() < end { try turn(waiting: 100) }
        for client in clients { client.wire.close() }
    }

    private func connection(of officer: Int) throws -> Wire {
        number += 1
        return try Wire(to: port, credentials.contexts[officer], number: Int(number))
    }

    private func watch(_ index: Int, _ operation: Int32) {
        var event = epoll_event()
        event.events = UInt32(EPOLLIN.rawValue) | (clients[index].isOpen ? 0 : UInt32(EPOLLOUT.rawValue))
        event.data.u32 = UInt32(index)
        epoll_ctl(poll, operation, clients[index].wire.socket, &event)
    }

    private func loop(for seconds: Double) throws {
        let end = Level.now() + UInt64(seconds * 1e9)
        while Level.now() < end, !isIdle { try turn(waiting: 10) }
    }

    /// All are connected, and nobody has anything left to do.
    private var isIdle: Bool { busy == 0 && clients.allSatisfy(\.isOpen) }

    private func turn(waiting milliseconds: Int32) throws {
        var events = [epoll_event](repeating: epoll_event(), count: 256)
        let count = epoll_wait(poll, &events, 256, milliseconds)
        for event in events.prefix(Int(max(count, 0))) { try proceed(Int(event.data.u32)) }
    }

    private func proceed(_ index: Int) throws {
        let client = clients[index]
        switch try client.proceed(into: buffer, now: Level.now, number: &number) {
        case .none: break
        case .opened:
            watch(index, EPOLL_CTL_MOD)
            if begun { try begin(index) }
        case .finished(let job): try finished(job, index)
        case .closed: try replace(index, afterFailure: true)
        }
    }

    private func begin(_ index: Int) throws {
        guard !stops, let job = work.job(of: clients[index].officer) else { return }
        number += 1
        busy += 1
        let client = clients[index]
        let start = use == .fresh ? client.connected : Level.now()
        if case .closed = client.begin(job, at: start, number: number) {
            try replace(index, afterFailure: true)
        }
    }

    private func finished(_ job: Client.FinishedJob, _ index: Int) throws {
        busy -= 1
        if counts { tally.count(job) }
        if use == .fresh || !job.mayStayOpen { return try replace(index, afterFailure: false) }
        try begin(index)
    }

    private func replace(_ index: Int, afterFailure failed: Bool) throws {
        if failed {
            if clients[index].isOpen { busy -= 1 }
            tally.reconnected += 1
            guard tally.reconnected < 10_000 else { throw LoadError("the server closes all connections") }
        }
        guard !stops else { return }
        clients[index].reconnect(try connection(of: clients[index].officer))
        watch(index, EPOLL_CTL_ADD)
    }

    static func now() -> UInt64 { nanoseconds() }
}

/// Of the clock that only goes forward.
private func nanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}
