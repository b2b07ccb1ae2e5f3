import GRDB
import GRDBSQLite
import Synchronization

/// Moves what the WAL file holds to the database file when it has grown, as SQLite would of itself.
///
/// SQLite does that inside of a COMMIT and keeps silent about what goes wrong there, a failed sync of the database file too. Here it's done
/// after the commit, whose callers needn't wait for it, and what goes wrong is heard of.
final class WALCheckpoints: Sendable {
    /// Four times as many pages as SQLite lets gather: one that many commits change, and the log's indices are such, moves once in some thousand.
    private static let limit = 4000

    /// Pages in the WAL file after the newest commit.
    private let pages = Atomic<Int>(0)
    /// Whether the last time went wrong.
    private let failing = Atomic<Bool>(false)

    /// Takes the place of SQLite's own automatic checkpoints on the connection that writes.
    func takeOver(from db: Database) {
        // The connection keeps this for as long as the process lives, for nobody tells when it's closed.
        let context = Unmanaged.passRetained(self).toOpaque()
        sqlite3_wal_hook(
            db.sqliteConnection,
            { context, _, _, pages in
                guard let context else { return SQLITE_OK }
                Unmanaged<WALCheckpoints>.fromOpaque(context).takeUnretainedValue().pages.store(Int(pages), ordering: .relaxed)
                return SQLITE_OK
            }, context)
    }

    /// At an opening, and before anything is written: after a failed sync the kernel shows frames in the WAL file that the disk hasn't, and counts
    /// them as clean. Behind such a gap nothing would outlive a power failure, whatever later syncs say. So all of the file moves to the database
    /// file, which is synced anew, and what comes next is written from the WAL file's beginning.
    ///
    /// Who comes beside another process leaves it to that one.
    static func beginAnew(_ db: Database) throws {
        do { _ = try db.checkpoint(.passive) } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            return
        }
    }

    /// Waits for nobody: what readers still need, or another process is moving, stays for the next time.
    ///
    /// What goes wrong is thrown; commits go on all the same, into a WAL file that grows. Then it's tried again after each of them.
    ///
    /// - Parameter told: called when it goes wrong, with whether it went well the time before.
    func runIfDue(_ db: Database, told: (_ isFirst: Bool) -> Void) throws {
        guard pages.load(ordering: .relaxed) >= WALCheckpoints.limit else { return }
        do { try run(db) } catch {
            told(!failing.exchange(true, ordering: .relaxed))
            throw error
        }
    }

    /// If it went wrong the last time, now.
    func runIfFailing(_ db: Database) throws {
        if failing.load(ordering: .relaxed) { try run(db) }
    }

    private func run(_ db: Database) throws {
        do { _ = try db.checkpoint(.passive) } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY { return }
        failing.store(false, ordering: .relaxed)
    }
}
