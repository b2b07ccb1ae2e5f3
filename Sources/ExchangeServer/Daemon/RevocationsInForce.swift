package import Exchange
package import Logging
package import SignedRecords
import Synchronization

/// The authorities' lists of revocations in files, read again as soon as a file changes, so that a revocation works at once, and when the
/// authorities do.
///
/// Asking costs one `stat` for each file. Of each authority the newest list counts. One that doesn't verify, or is older than the one held of
/// the same authority, is refused and logged, and what was held stays: damaging or removing a file revokes nobody's revocation. May be
/// used from any thread.
package final class RevocationsInForce: Sendable {
    private struct State {
        var files: RevocationFiles
        /// Of the anchors, when the files were read.
        var changes: Int
        var lists: RevocationLists
    }

    private let anchors: AnchorsInForce
    private let clock: Clock
    private let logger: Logger
    private let state: Mutex<State>

    /// Reads the lists for the first time, which must succeed.
    ///
    /// - Parameter path: a list, or a folder of them.
    package init(path: String, anchors: AnchorsInForce, clock: Clock, logger: Logger) throws(DaemonError) {
        let (files, changes, authorities) = (RevocationFiles(at: path), anchors.changes, anchors.current)
        var lists = RevocationLists()
        for file in files.paths {
            do { lists.take(try RevocationFiles.list(at: file, authorities, clock)) } catch {
                // In a folder, what is left of an authority that is trusted no more is in nobody's way.
                guard files.isFolder, (error as? RecordError)?.isOfAnAuthorityWithoutTrust == true else {
                    throw Self.unusable("the revocation list \(file) can't be used: \(error)")
                }
                logger.warning("revocation list passed over", metadata: ["file": "\(file)", "reason": "\(error)"])
            }
        }
        guard !lists.all.isEmpty else { throw Self.unusable("\(path) holds no revocation list of an authority that is trusted") }
        self.anchors = anchors
        self.clock = clock
        self.logger = logger
        state = Mutex(State(files: files, changes: changes, lists: lists))
        warnOfMissing(lists, authorities)
    }

    /// The lists in force now.
    package var current: RevocationLists {
        state.withLock { state in
            let changes = anchors.changes
            if changes != state.changes || state.files.haveChanged {
                state.changes = changes
                state.files = RevocationFiles(at: state.files.path)
                refresh(&state.lists, from: state.files)
            }
            return state.lists
        }
    }

    private func refresh(_ lists: inout RevocationLists, from files: RevocationFiles) {
        let authorities = anchors.current
        lists.keep(of: authorities)
        var found = RevocationLists()
        for file in files.paths {
            do { found.take(try RevocationFiles.list(at: file, authorities, clock)) } catch { refused(file, "\(error)") }
        }
        for list in found.all where !lists.take(list) { refused(files.path, "it is older than the one in force") }
        if files.paths.isEmpty { refused(files.path, "there is none") }
        logger.info("revocation lists read", metadata: ["revoked": "\(lists.all.reduce(0) { $0 + $1.serials.count })"])
        warnOfMissing(lists, authorities)
    }

    private func refused(_ path: String, _ reason: String) {
        logger.error("revocation list refused, the old one stays", metadata: ["file": "\(path)", "reason": "\(reason)"])
    }

    private func warnOfMissing(_ lists: RevocationLists, _ authorities: TrustAnchors) {
        for issuer in lists.missing(of: authorities) {
            logger.warning("no revocation list of an authority: its certificates are refused", metadata: ["authority": "\(issuer.name)"])
        }
    }

    private static func unusable(_ sentence: String) -> DaemonError {
        DaemonError(.configuration, sentence, hint: "fetch the list that the authority signed")
    }
}
