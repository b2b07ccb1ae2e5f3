/// Makes the inclusion proof of a leaf, PATH(m, D[n]) of RFC 6962 §2.1.1, from stored complete subtrees.
///
/// - Parameters:
///   - index: the leaf, from 0.
///   - size: the number of leaves in the tree that the proof is for; it may be smaller than the log is now.
///   - node: reads a stored hash; asked only for complete subtrees within the first `size` leaves.
/// - Returns: the hashes from the leaf's sibling up to the root's child.
/// - Throws: `LogError.indexOutsideTree`, and what `node` throws.
public func inclusionProof(
    of index: UInt64, inTreeOf size: UInt64, node: (NodeID) throws -> LogHash
) throws -> [LogHash] {
    guard index < size else { throw LogError.indexOutsideTree(index: index, size: size) }
    var leaves = 0..<size
    var path: [LogHash] = []
    while leaves.upperBound - leaves.lowerBound > 1 {
        let (left, right) = split(leaves)
        leaves = left.contains(index) ? left : right
        path.append(try root(of: left.contains(index) ? right : left, node: node))
    }
    return path.reversed()
}

/// Makes the consistency proof between two sizes of one log, PROOF(m, D[n]) of RFC 6962 §2.1.2, from stored complete subtrees.
///
/// - Parameters:
///   - old: the smaller size, at least 1.
///   - new: the larger size; equal sizes give an empty proof.
///   - node: reads a stored hash; asked only for complete subtrees within the first `new` leaves.
/// - Throws: `LogError.consistencyFromEmptyTree`, `LogError.sizesReversed`, and what `node` throws.
public func consistencyProof(
    from old: UInt64, to new: UInt64, node: (NodeID) throws -> LogHash
) throws -> [LogHash] {
    try checkSizes(old, new)
    var leaves = 0..<new
    var path: [LogHash] = []
    while leaves.upperBound != old {
        let (left, right) = split(leaves)
        let oldEndsLeft = old <= left.upperBound
        leaves = oldEndsLeft ? left : right
        path.append(try root(of: oldEndsLeft ? right : left, node: node))
    }
    // The verifier knows the old root itself; any other subtree that ends where the old tree ended must be told.
    if leaves.lowerBound != 0 { path.append(try root(of: leaves, node: node)) }
    return path.reversed()
}

func checkSizes(_ old: UInt64, _ new: UInt64) throws(LogError) {
    guard old > 0 else { throw .consistencyFromEmptyTree }
    guard old <= new else { throw .sizesReversed(old: old, new: new) }
}

/// Parts more than one leaf at k, the largest power of two smaller than their number (RFC 6962 §2.1).
private func split(_ leaves: Range<UInt64>) -> (left: Range<UInt64>, right: Range<UInt64>) {
    let last = leaves.upperBound - leaves.lowerBound - 1
    let middle = leaves.lowerBound + (1 << UInt64(UInt64.bitWidth - 1 - last.leadingZeroBitCount))
    return (leaves.lowerBound..<middle, middle..<leaves.upperBound)
}

private func root(of leaves: Range<UInt64>, node: (NodeID) throws -> LogHash) throws -> LogHash {
    LogHash.root(ofSubtrees: try NodeID.covering(leaves).map(node))
}
