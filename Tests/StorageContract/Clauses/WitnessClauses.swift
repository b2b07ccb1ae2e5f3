import Exchange

let witnessClauses: [Clause<any Storage>] = [
    Clause("cosigned checkpoints come the largest first, replace those of their size, and the smaller are forgotten") { storage in
        let all = (1...5).map { CosignedCheckpoint(size: UInt64($0 * 10), note: [UInt8($0)]) }
        try require(try await storage.read { try $0.cosignedCheckpoints(limit: 9) }, is: [])
        try await storage.write { changes in
            for checkpoint in [all[2], all[0], all[4], all[1], all[3]] { try changes.storeCosignedCheckpoint(checkpoint) }
        }
        try require(try await storage.read { try $0.cosignedCheckpoints(limit: 2) }, is: [all[4], all[3]])
        let more = CosignedCheckpoint(size: 50, note: [5, 5])
        try await storage.write { try $0.storeCosignedCheckpoint(more) }
        try require(try await storage.read { try $0.cosignedCheckpoint(ofSize: 50) }, is: more)
        try require(try await storage.read { try $0.cosignedCheckpoint(ofSize: 51) }, is: nil)
        try await storage.write { try $0.deleteCosignedCheckpoints(below: 30) }
        try require(try await storage.read { try $0.cosignedCheckpoints(limit: 9) }, is: [more, all[3], all[2]])
    }
]
