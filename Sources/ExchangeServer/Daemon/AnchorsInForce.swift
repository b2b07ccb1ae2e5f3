package import SignedRecords
import Synchronization

/// Who may issue certificates for signing records, as it was read last. May be used from anywhere.
package final class AnchorsInForce: Sendable {
    private let anchors: Mutex<TrustAnchors>

    package init(_ anchors: TrustAnchors) { self.anchors = Mutex(anchors) }

    package var current: TrustAnchors { anchors.withLock { $0 } }

    func replace(with anchors: TrustAnchors) { self.anchors.withLock { $0 = anchors } }
}
