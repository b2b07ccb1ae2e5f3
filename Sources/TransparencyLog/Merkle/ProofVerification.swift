/// Checks that a leaf stands at `index` in the tree with this size and root (RFC 9162 §2.1.3.2, for the tree of RFC 6962).
///
/// - Throws: `LogError.indexOutsideTree`; `LogError.inclusionNotProven` when the proof is too long, too short or leads elsewhere.
public func verifyInclusion(
    of leaf: LogHash, at index: UInt64, size: UInt64, proof: [LogHash], root: LogHash
) throws(LogError) {
    guard index < size else { throw .indexOutsideTree(index: index, size: size) }
    var walk = RootWalk(index: index, last: size - 1)
    var computed = leaf
    for sibling in proof {
        guard let side = walk.climb() else { throw .inclusionNotProven }
        computed = side == .left ? .node(sibling, computed) : .node(computed, sibling)
    }
    guard walk.isAtRoot, computed == root else { throw .inclusionNotProven }
}

/// Checks that a tree has only grown from the old root to the new one (RFC 9162 §2.1.4.2, for the tree of RFC 6962).
///
/// Equal sizes need equal roots and an empty proof.
///
/// - Throws: `LogError.consistencyFromEmptyTree`, `LogError.sizesReversed`; `LogError.consistencyNotProven` when the proof
///   is too long, too short or doesn't give both roots.
public func verifyConsistency(
    from oldSize: UInt64, _ oldRoot: LogHash, to newSize: UInt64, _ newRoot: LogHash, proof: [LogHash]
) throws(LogError) {
    try checkSizes(oldSize, newSize)
    guard oldSize < newSize else {
        guard proof.isEmpty, oldRoot == newRoot else { throw .consistencyNotProven }
        return
    }
    // Where the old tree is one complete subtree, its root is the start that the proof leaves out.
    var path = oldSize.nonzeroBitCount == 1 ? [oldRoot] + proof : proof
    guard let start = path.first else { throw .consistencyNotProven }
    path.removeFirst()

    var walk = RootWalk(index: oldSize - 1, last: newSize - 1)
    walk.skipRightChildren()
    var (old, new) = (start, start)
    for sibling in path {
        guard let side = walk.climb() else { throw .consistencyNotProven }
        if side == .left { old = .node(sibling, old) }
        new = side == .left ? .node(sibling, new) : .node(new, sibling)
    }
    guard walk.isAtRoot, old == oldRoot, new == newRoot else { throw .consistencyNotProven }
}

/// The way from a node to the root: `index` is the node's place on its level (fn in RFC 9162), `last` the level's last place (sn).
private struct RootWalk {
    enum Side { case left, right }

    var index: UInt64
    var last: UInt64

    var isAtRoot: Bool { last == 0 }

    /// Goes up while the node is a right child, without needing its siblings.
    mutating func skipRightChildren() {
        while !index.isMultiple(of: 2) { goUp() }
    }

    /// Goes up past one sibling and says on which side it stands; nil at the root, where there is none.
    mutating func climb() -> Side? {
        guard !isAtRoot else { return nil }
        guard !index.isMultiple(of: 2) || index == last else {
            goUp()
            return .right
        }
        // A last node without right neighbour is carried up unchanged to the first level where it is a right child.
        while index.isMultiple(of: 2), index != 0 { goUp() }
        goUp()
        return .left
    }

    private mutating func goUp() {
        index >>= 1
        last >>= 1
    }
}
