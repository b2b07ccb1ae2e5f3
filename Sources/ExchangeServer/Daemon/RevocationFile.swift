package import Exchange
import Foundation
package import Logging
package import SignedRecords
import Synchronization

/// The authority's list of revocations in a file, read again as soon as the file changes, so that a revocation works at once,
/// and when the authorities do.
///
/// Asking costs one `stat`. A list that doesn't verify or is older than the one in force is refused and logged, and the one in force
/// stays: damaging the file revokes nobody's revocation. May be used from any thread.
package final class RevocationFile: Sendable {
    private struct State {
        var stamp: FileStamp?
        /// Of the anchors, when the file was read.
        var changes: Int
        var list: RevocationList
    }

    private let path: String
    private let anchors: AnchorsInForce
    private let clock: Clock
    private let logger: Logger
    private let state: Mutex<State>

    /// Reads the list for the first time, which must succeed.
    package init(path: String, anchors: AnchorsInForce, clock: Clock, logger: Logger) throws(DaemonError) {
        let (stamp, changes) = (FileStamp(of: path), anchors.changes)
        let list: RevocationList
        do { list = try Self.list(at: path, anchors.current, clock) } catch {
            throw DaemonError(
                .configuration, "the revocation list \(path) can't be used: \(error)", hint: "fetch the list that the authority signed")
        }
        self.path = path
        self.anchors = anchors
        self.clock = clock
        self.logger = logger
        state = Mutex(State(stamp: stamp, changes: changes, list: list))
    }

    /// The list in force now.
    package var current: RevocationList {
        let (stamp, changes) = (FileStamp(of: path), anchors.changes)
        return state.withLock { state in
            if stamp != state.stamp || changes != state.changes {
                (state.stamp, state.changes) = (stamp, changes)
                state.list = refreshed(state.list)
            }
            return state.list
        }
    }

    private func refreshed(_ old: RevocationList) -> RevocationList {
        do {
            let new = try Self.list(at: path, anchors.current, clock)
            guard new.updatedAt >= old.updatedAt else { throw Stale() }
            logger.info("revocation list read", metadata: ["revoked": "\(new.serials.count)"])
            return new
        } catch {
            logger.error("revocation list refused, the old one stays", metadata: ["reason": "\(error)"])
            return old
        }
    }

    private static func list(at path: String, _ anchors: TrustAnchors, _ clock: Clock) throws -> RevocationList {
        guard let bytes = FileManager.default.contents(atPath: path) else { throw Unreadable() }
        return try RevocationList(verifying: Array(bytes), against: anchors, at: clock.now().date)
    }

    private struct Unreadable: Error, CustomStringConvertible {
        let description = "it can't be read"
    }

    private struct Stale: Error, CustomStringConvertible {
        let description = "it is older than the one in force"
    }
}

/// What changes when a file's content does; `nil` fields can't occur: no file, no stamp.
private struct FileStamp: Equatable {
    let inode: UInt
    let size: Int
    let seconds: Int
    let nanoseconds: Int

    init?(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        inode = status.st_ino
        size = status.st_size
        seconds = status.st_ctim.tv_sec
        nanoseconds = status.st_ctim.tv_nsec
    }
}
