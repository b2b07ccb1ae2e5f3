import Exchange

extension InMemoryTransaction {
    func stamp(ofSize size: UInt64) throws -> StoredStamp? { rows.stamps.first { $0.size == size } }
    func lastStamp() throws -> StoredStamp? { rows.stamps.max { $0.size < $1.size } }
    func insertStamp(_ stamp: StoredStamp) throws { try rows.stamps.insert(stamp, by: \.size) }

    func stamps(from size: UInt64, limit: Int) throws -> [StoredStamp] {
        Array(rows.stamps.filter { $0.size >= size }.sorted { $0.size < $1.size }.prefix(limit))
    }
}
