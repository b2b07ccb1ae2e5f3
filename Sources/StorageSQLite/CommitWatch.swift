package import Exchange
import Synchronization

/// Told of each commit, for whoever measures: how many writes shared it, and how long it took from its beginning until all were answered; or that
/// it failed, how long ever that took.
package struct CommitWatch: Sendable {
    private let stopwatch: Stopwatch
    private let note: @Sendable (_ writes: Int, _ nanoseconds: Int64) -> Void
    private let noteFailure: @Sendable () -> Void
    fileprivate let noteCheckpointFailure: @Sendable (_ isFirst: Bool) -> Void

    /// All are called on the thread that writes and must not wait for anything.
    ///
    /// - Parameters:
    ///   - note: called after a commit.
    ///   - noteFailure: called after one of which nothing is there.
    ///   - noteCheckpointFailure: called when what has been committed can't be moved from the WAL file to the database file; with whether it's the
    ///     first time since that went well.
    package init(
        stopwatch: Stopwatch, note: @escaping @Sendable (_ writes: Int, _ nanoseconds: Int64) -> Void,
        noteFailure: @escaping @Sendable () -> Void, noteCheckpointFailure: @escaping @Sendable (_ isFirst: Bool) -> Void = { _ in }
    ) {
        self.stopwatch = stopwatch
        self.note = note
        self.noteFailure = noteFailure
        self.noteCheckpointFailure = noteCheckpointFailure
    }

    fileprivate func around(_ writes: Int, _ commit: () -> Bool) {
        let start = stopwatch.nanoseconds()
        guard commit() else { return noteFailure() }
        note(writes, stopwatch.nanoseconds(since: start))
    }
}

/// Who watches commits; nobody at first.
final class WatchedCommits: Sendable {
    private let watch = Mutex<CommitWatch?>(nil)

    func watch(by new: CommitWatch) { watch.withLock { $0 = new } }

    func noteCheckpointFailure(isFirst: Bool) { watch.withLock { $0 }?.noteCheckpointFailure(isFirst) }

    /// - Parameter commit: whether it's durable.
    func around(_ writes: Int, _ commit: () -> Bool) {
        guard let watch = watch.withLock({ $0 }) else {
            _ = commit()
            return
        }
        watch.around(writes, commit)
    }
}

extension SQLiteStorage {
    /// From now on each commit is told of.
    package func watchCommits(by watch: CommitWatch) { commits.watched.watch(by: watch) }

    /// How many writes wait for the next commit.
    package var writesWaiting: Int { commits.waitingCount }
}
