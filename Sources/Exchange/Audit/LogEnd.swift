package import TransparencyLog

/// The end of the log as one commit sealed it: its checkpoint, and what proves the commit's own entries without reading anything.
package struct LogEnd: Sendable {
    /// A signed note (C2SP tlog-checkpoint).
    package let checkpoint: [UInt8]
    /// The entries that the checkpoint covers.
    package let size: UInt64
    /// The tree's right edge before the commit, and every subtree that the commit completed: the siblings of all that it appended.
    private let nodes: [NodeID: LogHash]

    package init(checkpoint: [UInt8], size: UInt64, nodes: [NodeID: LogHash]) {
        self.checkpoint = checkpoint
        self.size = size
        self.nodes = nodes
    }

    /// The proof of an entry of this commit (RFC 6962 §2.1.1); `nil` for an older one, which has to be looked up in storage.
    func inclusionProof(of index: UInt64) -> [LogHash]? {
        try? TransparencyLog.inclusionProof(of: index, inTreeOf: size) { id throws(LogError) in
            guard let hash = nodes[id] else { throw .indexOutsideTree(index: index, size: size) }
            return hash
        }
    }
}
