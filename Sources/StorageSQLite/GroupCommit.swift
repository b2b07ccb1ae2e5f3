import Exchange
import GRDB
import Synchronization

/// Lets concurrent writes share a commit: whatever waits when the writer is free goes into one transaction, each write in a savepoint of its own.
///
/// After the last write and before the COMMIT the log's end is sealed, once for all of them.
///
/// Nobody waits for a timer: a lone write commits at once, and while one commit syncs the next batch gathers. A body runs once. Its caller
/// hears of it after the COMMIT; when that fails, everybody in the batch gets the error and nothing of what they wrote is there.
final class GroupCommit: Sendable {
    /// More than this in one transaction would let the first wait long for the last.
    private static let batchSize = 256

    private struct Waiting {
        var jobs: [Job] = []
        var alone: [@Sendable (Database) -> Void] = []
        var draining = false
    }

    private enum Turn {
        case batch([Job])
        case alone(@Sendable (Database) -> Void)
    }

    private let pool: DatabasePool
    private let stop: WriteStop
    private let checkpoints: WALCheckpoints
    private let waiting = Mutex(Waiting())

    init(pool: DatabasePool, checkpoints: WALCheckpoints, stop: WriteStop) {
        self.pool = pool
        self.checkpoints = checkpoints
        self.stop = stop
    }

    /// How many writes wait for the next commit.
    var waitingCount: Int { waiting.withLock { $0.jobs.count } }

    /// Runs `body` in a durable transaction.
    func perform<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        try await perform(endingWith: nil, body).value
    }

    /// Runs `body` in a durable transaction that `end`, or another write's, seals.
    func perform<T: Sendable>(
        endingWith end: CommitEnd?, _ body: @escaping @Sendable (Database) throws -> T
    ) async throws -> (value: T, end: LogEnd?) {
        try stop.require()
        return try await withCheckedThrowingContinuation { continuation in
            enqueue { $0.jobs.append(Job(body, end, continuation)) }
        }
    }

    /// Runs `body` outside of any transaction, as soon as the batch under way has committed.
    func performAlone(_ body: @escaping @Sendable (Database) throws -> Void) async throws {
        try await withCheckedThrowingContinuation { continuation in
            enqueue { $0.alone.append { db in continuation.resume(with: Result { try self.watched { try body(db) } }) } }
        }
    }

    private func enqueue(_ add: (inout Waiting) -> Void) {
        let starts = waiting.withLock { waiting in
            add(&waiting)
            defer { waiting.draining = true }
            return !waiting.draining
        }
        if starts { pool.asyncWriteWithoutTransaction { self.drain($0) } }
    }

    private func drain(_ db: Database) {
        while let turn = nextTurn() {
            switch turn {
            case .batch(let batch):
                commit(batch, db)
                try? watched { try checkpoints.runIfDue(db) }
            case .alone(let body): body(db)
            }
        }
    }

    /// `nil`, and the next write starts the draining again, when nothing waits.
    private func nextTurn() -> Turn? {
        waiting.withLock { waiting in
            guard waiting.alone.isEmpty else { return .alone(waiting.alone.removeFirst()) }
            guard !waiting.jobs.isEmpty else {
                waiting.draining = false
                return nil
            }
            let batch = Array(waiting.jobs.prefix(GroupCommit.batchSize))
            waiting.jobs.removeFirst(batch.count)
            return .batch(batch)
        }
    }

    private func commit(_ batch: [Job], _ db: Database) {
        var answers: [Job.Answer] = []
        var end: LogEnd?
        do {
            try watched {
                try db.beginTransaction(.immediate)
                for job in batch { answers.append(try job.run(db)) }
                end = try batch.lazy.compactMap(\.end).first?(SQLiteTransaction(db: db))
                try db.commit()
            }
        } catch {
            try? db.rollback()
            for answer in answers { answer(.failure(error)) }
            for job in batch.dropFirst(answers.count) { job.refuse(error) }
            return
        }
        for answer in answers { answer(.success(end)) }
    }

    /// Does nothing once writing has stopped, and takes notice of what stops it, before anybody hears of it.
    private func watched(_ work: () throws -> Void) throws {
        try stop.require()
        do { try work() } catch {
            stop.note(error)
            throw error
        }
    }
}

/// One write that waits for its turn.
private struct Job: Sendable {
    /// Lets the caller go on: with what the body gave and the log's end, or with the error of the commit.
    typealias Answer = @Sendable (_ commit: Result<LogEnd?, any Error>) -> Void

    /// Runs the body in a savepoint. Throws when the transaction itself is lost.
    let run: @Sendable (Database) throws -> Answer
    /// Answers with an error when the body hasn't run, or its outcome is void.
    let refuse: @Sendable (any Error) -> Void
    /// What seals the commit.
    let end: CommitEnd?

    init<T: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> T, _ end: CommitEnd?,
        _ continuation: CheckedContinuation<(value: T, end: LogEnd?), any Error>
    ) {
        self.end = end
        refuse = { continuation.resume(throwing: $0) }
        run = { db in
            let result = try Savepoint.run(in: db) { try body(db) }
            return { commit in
                continuation.resume(with: result.flatMap { value in commit.map { (value: value, end: $0) } })
            }
        }
    }
}

/// A part of a transaction that can be undone alone.
enum Savepoint {
    /// Runs `body`, undoing its changes when it throws. Throws itself when SQLite has given up the whole transaction (disk full, I/O error), or a
    /// sync has failed, so that nothing of it can be committed by mistake.
    static func run<T>(in db: Database, _ body: () throws -> T) throws -> Result<T, any Error> {
        try statement("SAVEPOINT part", in: db)
        let result = Result { try body() }
        guard db.isInsideTransaction else {
            if case .failure(let error) = result { throw error }
            throw DatabaseError(resultCode: .SQLITE_ABORT)
        }
        if case .failure(let error) = result, WriteStop.isOfDurability(error) { throw error }
        if case .failure = result { try statement("ROLLBACK TO SAVEPOINT part", in: db) }
        try statement("RELEASE SAVEPOINT part", in: db)
        return result
    }

    /// Prepared once a connection.
    private static func statement(_ sql: String, in db: Database) throws { try db.cachedStatement(sql: sql).execute() }
}
