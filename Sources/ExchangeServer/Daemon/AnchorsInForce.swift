package import SignedRecords
import Synchronization

/// Who may issue certificates for signing records, as it was read last. May be used from anywhere.
package final class AnchorsInForce: Sendable {
    private let state: Mutex<(anchors: TrustAnchors, changes: Int)>

    package init(_ anchors: TrustAnchors) { state = Mutex((anchors, 0)) }

    package var current: TrustAnchors { state.withLock { $0.anchors } }

    /// How often they have been replaced: what was refused under the old ones is to be looked at again.
    var changes: Int { state.withLock { $0.changes } }

    func replace(with anchors: TrustAnchors) { state.withLock { $0 = (anchors, $0.changes + 1) } }
}
