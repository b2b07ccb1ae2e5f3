import Exchange

extension InMemoryTransaction {
    func cosignedCheckpoints(limit: Int) throws -> [CosignedCheckpoint] {
        Array(rows.cosigned.values.sorted { $0.size > $1.size }.prefix(limit))
    }

    func cosignedCheckpoint(ofSize size: UInt64) throws -> CosignedCheckpoint? { rows.cosigned[size] }

    func storeCosignedCheckpoint(_ checkpoint: CosignedCheckpoint) throws { rows.cosigned[checkpoint.size] = checkpoint }

    func deleteCosignedCheckpoints(below size: UInt64) throws { rows.cosigned = rows.cosigned.filter { $0.key >= size } }
}
