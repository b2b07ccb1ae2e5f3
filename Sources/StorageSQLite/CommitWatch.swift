package import Exchange
import GRDB
import Synchronization

/// Told of each commit, for whoever measures: how many writes shared it, and how long it took from its beginning until all were answered.
package struct CommitWatch: Sendable {
    private let stopwatch: Stopwatch
    private let note: @Sendable (_ writes: Int, _ nanoseconds: Int64) -> Void

    /// - Parameter note: called on the thread that writes, after the commit; must not wait for anything.
    package init(stopwatch: Stopwatch, note: @escaping @Sendable (_ writes: Int, _ nanoseconds: Int64) -> Void) {
        self.stopwatch = stopwatch
        self.note = note
    }

    fileprivate func around(_ writes: Int, _ commit: () -> Void) {
        let start = stopwatch.nanoseconds()
        commit()
        note(writes, stopwatch.nanoseconds(since: start))
    }
}

/// Who watches commits; nobody at first.
final class WatchedCommits: Sendable {
    private let watch = Mutex<CommitWatch?>(nil)

    func watch(by new: CommitWatch) { watch.withLock { $0 = new } }

    func around(_ writes: Int, _ commit: () -> Void) {
        guard let watch = watch.withLock({ $0 }) else { return commit() }
        watch.around(writes, commit)
    }
}

extension SQLiteStorage {
    /// From now on each commit is told of.
    package func watchCommits(by watch: CommitWatch) { commits.watched.watch(by: watch) }

    /// How many writes wait for the next commit.
    package var writesWaiting: Int { commits.waitingCount }

    /// Whether a write could begin now: takes the writer's turn and SQLite's lock on the file, and changes nothing.
    ///
    /// - Throws: `ExchangeError` when it couldn't.
    package func requireWritable() async throws {
        do {
            try await commits.performAlone { db in
                try Savepoint.statement("BEGIN IMMEDIATE", in: db)
                try Savepoint.statement("ROLLBACK", in: db)
            }
        } catch {
            throw ExchangeError(sqlite: error)
        }
    }
}
