/// What storage knows of checkpoints that witnesses have cosigned.
package protocol WitnessReader {
    /// The newest `limit` of them, the largest first.
    func cosignedCheckpoints(limit: Int) throws -> [CosignedCheckpoint]
    func cosignedCheckpoint(ofSize size: UInt64) throws -> CosignedCheckpoint?
}

package protocol WitnessWriter {
    /// Stores a checkpoint, over the one of its size.
    func storeCosignedCheckpoint(_ checkpoint: CosignedCheckpoint) throws
    /// Forgets those of smaller trees.
    func deleteCosignedCheckpoints(below size: UInt64) throws
}

/// A checkpoint of the log with the cosignatures that it has so far.
package struct CosignedCheckpoint: Hashable, Sendable {
    package let size: UInt64
    /// A signed note: the log's signature, and the witnesses'.
    package let note: [UInt8]

    package init(size: UInt64, note: [UInt8]) {
        self.size = size
        self.note = note
    }
}
