/// The right edge of a tree: all that an appender must know of it (a "compact range").
///
/// It holds one hash for each bit set in `size`, at most 64, so that appending takes no reads. An appender that starts
/// again rebuilds it from the stored hashes at `nodeIDs(ofSize:)`.
public struct TreeFrontier: Sendable {
    /// The number of leaves.
    public private(set) var size: UInt64

    /// The roots of the complete subtrees from left to right, largest first.
    public private(set) var hashes: [LogHash]

    /// The path of the last leaf, where this value has seen it come.
    private var lastLeafPath: [LogHash]?

    /// The empty tree.
    public init() {
        size = 0
        hashes = []
    }

    /// Rebuilds the edge of a tree of `size` leaves from the hashes stored at `nodeIDs(ofSize: size)`, in that order.
    ///
    /// Compare `root` with the last signed checkpoint before appending: this initialiser can't know whether the hashes are right.
    ///
    /// - Throws: `LogError.wrongFrontier` when the number of hashes doesn't fit the size, or the size exceeds 2^63 − 1.
    public init(size: UInt64, hashes: [LogHash]) throws(LogError) {
        guard size <= UInt64(Int64.max), hashes.count == size.nonzeroBitCount else {
            throw .wrongFrontier(size: size, hashes: hashes.count)
        }
        self.size = size
        self.hashes = hashes
        // An odd tree's last leaf stands alone at the edge; its path is all that stands to its left.
        lastLeafPath = size.isMultiple(of: 2) ? nil : Array(hashes.dropLast().reversed())
    }

    /// The places of the hashes that rebuild the frontier of a tree of `size` leaves, largest subtree first.
    public static func nodeIDs(ofSize size: UInt64) -> [NodeID] {
        NodeID.covering(0..<size)
    }

    /// The root of the tree (RFC 6962 §2.1).
    public var root: LogHash { LogHash.root(ofSubtrees: hashes) }

    /// Appends a leaf hash.
    ///
    /// - Returns: every complete subtree that the leaf completes, the leaf itself (level 0) first, each above its predecessor.
    ///   Store them all before signing a checkpoint of the new size.
    @discardableResult
    public mutating func append(_ leaf: LogHash) -> [(NodeID, LogHash)] {
        lastLeafPath = hashes.reversed()
        var completed = [(NodeID(level: 0, index: size), leaf)]
        var hash = leaf
        for level in 0..<size.trailingOneBitCount {
            hash = .node(hashes.removeLast(), hash)
            completed.append((NodeID(level: level + 1, index: size >> UInt64(level + 1)), hash))
        }
        hashes.append(hash)
        size += 1
        return completed
    }

    /// The inclusion proof (RFC 6962 §2.1.1) of leaf `size - 1` in the tree of `size` leaves, without reading storage.
    ///
    /// - Throws: `LogError.lastLeafUnknown` for an empty tree, and for one of even size that was rebuilt and not appended to.
    public func inclusionProofOfLastLeaf() throws(LogError) -> [LogHash] {
        guard let lastLeafPath else { throw .lastLeafUnknown }
        return lastLeafPath
    }
}

extension TreeFrontier: Hashable {
    /// Whether both are the edge of the same tree; what is remembered of the last leaf follows from it.
    public static func == (left: TreeFrontier, right: TreeFrontier) -> Bool {
        left.size == right.size && left.hashes == right.hashes
    }

    /// Hashes size and hashes.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(size)
        hasher.combine(hashes)
    }
}

extension UInt64 {
    fileprivate var trailingOneBitCount: Int { (~self).trailingZeroBitCount }
}
