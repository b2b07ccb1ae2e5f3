import Exchange
import GRDB
import Synchronization

/// Lets concurrent writes share a commit: whatever waits when the writer is free goes into one transaction, each write in a savepoint of its own
/// unless it undoes itself.
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
    let watched = WatchedCommits()
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
        try await perform(endingWith: nil, .undoable) { try body($0.db) }.value
    }

    /// Runs `body` in a durable transaction that `end`, or another write's, seals.
    func perform<T: Sendable>(
        endingWith end: CommitEnd?, _ part: Part, _ body: @escaping @Sendable (SQLiteTransaction) throws -> T
    ) async throws -> (value: T, end: LogEnd?) {
        try stop.require()
        return try await withCheckedThrowingContinuation { continuation in
            let job = Job(part, body, end, continuation)
            enqueue { $0.jobs.append(job) }
        }
    }

    /// How a write is a part of its commit.
    enum Part {
        /// An error undoes what the write did, and the commit goes on.
        case undoable
        /// An error undoes the commit.
        case joined
    }

    /// Runs `body` outside of any transaction, as soon as the batch under way has committed.
    func performAlone(_ body: @escaping @Sendable (Database) throws -> Void) async throws {
        try await withCheckedThrowingContinuation { continuation in
            enqueue { $0.alone.append { db in continuation.resume(with: Result { try self.stopping { try body(db) } }) } }
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
                watched.around(batch.count) { commit(batch, db) }
                try? stopping { try checkpoints.runIfDue(db) { watched.noteCheckpointFailure(isFirst: $0) } }
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

    /// Whether what they wrote is there.
    private func commit(_ batch: [Job], _ db: Database) -> Bool {
        let transaction = SQLiteTransaction(db: db, commit: CommitUnderWay())
        var answers: [Job.Answer] = []
        var end: LogEnd?
        do {
            try stopping {
                try Savepoint.statement("BEGIN IMMEDIATE", in: db)
                try transaction.lookAround()
                for job in batch { answers.append(try job.run(transaction)) }
                end = try batch.lazy.compactMap(\.end).first?(transaction)
                try Savepoint.statement("COMMIT", in: db)
            }
        } catch {
            try? db.rollback()
            for answer in answers { answer(.failure(error)) }
            for job in batch.dropFirst(answers.count) { job.refuse(error) }
            return false
        }
        for answer in answers { answer(.success(end)) }
        return true
    }

    /// Does nothing once writing has stopped, and takes notice of what stops it, before anybody hears of it.
    private func stopping(_ work: () throws -> Void) throws {
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

    /// Runs the body. Throws when the transaction itself is lost.
    let run: @Sendable (SQLiteTransaction) throws -> Answer
    /// Answers with an error when the body hasn't run, or its outcome is void.
    let refuse: @Sendable (any Error) -> Void
    /// What seals the commit.
    let end: CommitEnd?

    init<T: Sendable>(
        _ part: GroupCommit.Part, _ body: @escaping @Sendable (SQLiteTransaction) throws -> T, _ end: CommitEnd?,
        _ continuation: CheckedContinuation<(value: T, end: LogEnd?), any Error>
    ) {
        self.end = end
        refuse = { continuation.resume(throwing: $0) }
        run = { transaction in
            let result = try part.run(body, in: transaction)
            return { commit in
                continuation.resume(with: result.flatMap { value in commit.map { (value: value, end: $0) } })
            }
        }
    }
}

extension GroupCommit.Part {
    fileprivate func run<T>(_ body: (SQLiteTransaction) throws -> T, in transaction: SQLiteTransaction) throws -> Result<T, any Error> {
        switch self {
        case .undoable:
            // Whatever it does to the connection, what follows asks for the facts' mark anew.
            defer { transaction.commit?.factsMark = nil }
            let result = try Savepoint.run(in: transaction.db) { try body(transaction) }
            if case .failure = result { transaction.commit?.forget() }
            return result
        case .joined:
            let value = try body(transaction)
            // SQLite may have given it up, and the body have gone on.
            guard transaction.db.isInsideTransaction else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
            return .success(value)
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
    static func statement(_ sql: String, in db: Database) throws { try db.cachedStatement(sql: sql).execute() }
}
