import Exchange

let stampClauses: [Clause<any Storage>] = [
    Clause("stamps come back as they were, in the order of sizes, from one on, no more than asked for") { storage in
        let stamps = [3, 7, 8, 20].map(stamp)
        try require(try await storage.read { try $0.lastStamp() }, is: nil)
        try require(try await storage.read { try $0.stamps(from: 0, limit: 9) }, is: [])
        try await storage.write { changes in for index in [1, 3, 0, 2] { try changes.insertStamp(stamps[index]) } }
        try require(try await storage.read { try $0.lastStamp() }, is: stamps[3])
        try require(try await storage.read { try $0.stamp(ofSize: 7) }, is: stamps[1])
        try require(try await storage.read { try $0.stamp(ofSize: 9) }, is: nil)
        try require(try await storage.read { try $0.stamps(from: 0, limit: 9) }, is: stamps)
        try require(try await storage.read { try $0.stamps(from: 7, limit: 2) }, is: Array(stamps[1...2]))
        try require(try await storage.read { try $0.stamps(from: 21, limit: 2) }, is: [])
    },
    Clause("a size is stamped once") { storage in
        let first = stamp(5)
        try await storage.write { try $0.insertStamp(first) }
        let other = StoredStamp(size: 5, at: Samples().time(9), note: [9], token: [9])
        try await require(.storageFailed) { try await storage.write { try $0.insertStamp(other) } }
        try require(try await storage.read { try $0.stamps(from: 0, limit: 9) }, is: [first])
    },
]

private func stamp(_ size: Int) -> StoredStamp {
    StoredStamp(size: UInt64(size), at: Samples().time(size), note: [1, UInt8(size)], token: [2, UInt8(size), 0])
}
