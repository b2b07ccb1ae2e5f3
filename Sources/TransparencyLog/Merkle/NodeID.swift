/// The place of a complete subtree: the `index`-th run of 2^`level` leaves.
///
/// A log that stores the hash at each `NodeID` as it becomes complete can make every proof.
public struct NodeID: Hashable, Sendable {
    /// The height: 0 for a leaf, 63 at most.
    public let level: Int

    /// The place among the subtrees of this level, from the left, from 0.
    public let index: UInt64

    /// Names the subtree over leaves `index << level` up to, not including, `(index + 1) << level`.
    public init(level: Int, index: UInt64) {
        self.level = level
        self.index = index
    }

    /// The complete subtrees that cover a range of leaves, largest first.
    ///
    /// The range must start at a multiple of the largest power of two that fits in its length, as every range in the recursions of
    /// RFC 6962 does.
    static func covering(_ leaves: Range<UInt64>) -> [NodeID] {
        var ids: [NodeID] = []
        var start = leaves.lowerBound
        while start < leaves.upperBound {
            let level = UInt64.bitWidth - 1 - (leaves.upperBound - start).leadingZeroBitCount
            ids.append(NodeID(level: level, index: start >> UInt64(level)))
            start += 1 << UInt64(level)
        }
        return ids
    }
}

extension LogHash {
    /// Folds the roots of neighbouring complete subtrees, largest first, into the root over all their leaves (RFC 6962 §2.1).
    static func root(ofSubtrees hashes: [LogHash]) -> LogHash {
        guard var root = hashes.last else { return .emptyTree }
        for left in hashes.dropLast().reversed() { root = .node(left, root) }
        return root
    }
}
