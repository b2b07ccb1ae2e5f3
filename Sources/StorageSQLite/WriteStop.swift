import Exchange
import GRDB
import Synchronization

/// Whether a disk has failed to make something durable. From then on this process writes nothing more to its data folder.
///
/// After a failed fsync nobody knows which of the written pages are on the disk, and a second one may say that all is well although they aren't,
/// for the kernel counts as clean what it couldn't write. So it isn't tried again on the same files: what was acknowledged before is safe, what
/// was under way is there whole or not at all, and a new start writes anew what it goes on from (`WALCheckpoints.beginAnew`); the payload itself
/// is thrown away. What remains: a folder whose sync failed, which is for the file system's journal. May be used from any thread.
package final class WriteStop: Sendable {
    private let stopped = Atomic<Bool>(false)
    private let tell: @Sendable () -> Void

    /// - Parameter tell: called once, when it happens.
    package init(tell: @escaping @Sendable () -> Void = {}) { self.tell = tell }

    package var isStopped: Bool { stopped.load(ordering: .acquiring) }

    /// Before anything is written. Throws `storageStopped`.
    func require() throws(ExchangeError) {
        if isStopped { throw .storageStopped }
    }

    /// Looks at what went wrong, before anybody is answered.
    func note(_ error: any Error) {
        guard WriteStop.isOfDurability(error), !stopped.exchange(true, ordering: .acquiringAndReleasing) else { return }
        tell()
    }

    /// Whether an error says that a sync failed: of our own files, or of SQLite's.
    static func isOfDurability(_ error: any Error) -> Bool {
        if let error = error as? ExchangeError { return error.code == .storageStopped }
        guard let code = (error as? DatabaseError)?.extendedResultCode else { return false }
        return code == .SQLITE_IOERR_FSYNC || code == .SQLITE_IOERR_DIR_FSYNC
    }
}
