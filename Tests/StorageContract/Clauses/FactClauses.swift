import Exchange

private struct Stop: Error {}

let factClauses: [Clause<any Storage>] = [
    Clause("each change of a fact gives another mark, of the person or of all") { storage in
        let chain = try await Chain.insert(into: storage)
        var seen = [try await Marks.of(chain, storage)]
        let changes = try chain.changes()
        for change in changes {
            try await storage.write(change.make)
            let now = try await Marks.of(chain, storage)
            try require(!seen.contains { $0.whole == now.whole }, "\(change.name) leaves the mark of all facts")
            let before = seen[seen.count - 1]
            let isTold =
                switch change.concern {
                case .everybody: now.common != before.common
                case .person: now.own != before.own || now.common != before.common
                case .newcomer: true
                }
            try require(isTold, "\(change.name) leaves the mark of those that it concerns")
            seen.append(now)
        }
        try require(Set(changes.map(\.name)), is: FactChange.names)
        try require(seen[seen.count - 1].own, is: nil)
    },
    Clause("what is no fact leaves the marks") { storage in
        let chain = try await Chain.insert(into: storage)
        let (samples, document) = (chain.samples, try chain.samples.document(chain.value))
        let (upload, retrieval) = (samples.upload(chain.value, expiring: 5), samples.retrieval(document, expiring: 5))
        let (entry, now) = (try samples.entry(0, participant: chain.participant.id), samples.time(9))
        let replay = StoredReplay(
            key: "k", officer: entry.officer, requestDigest: [1], answer: samples.sealed(), participant: chain.participant.id, at: now)
        let stamp = StoredStamp(size: 1, at: now, note: [1], token: [2])
        try await storage.write { try $0.insertDocument(document) }
        let before = try await Marks.of(chain, storage)
        try await storage.write { changes in
            try changes.insertUpload(upload)
            try changes.deleteUpload(upload.id)
            try changes.insertRetrieval(retrieval)
            try changes.deleteRetrievals(expiredAt: now)
            try changes.appendEntry(entry)
            try changes.putTile(level: 1, index: 0, hashes: Array(repeating: 7, count: 32))
            try changes.putCheckpoint([1])
            try changes.insertReplay(replay)
            try changes.deleteReplays(before: now + .seconds(1))
            try changes.insertReplay(replay)
            try changes.dropReplays(of: chain.participant.id)
            try changes.insertReplay(replay)
            try changes.dropReplays(by: entry.officer)
            try changes.deleteRemoval(.traces(of: nil))
            try changes.storeCosignedCheckpoint(CosignedCheckpoint(size: 1, note: [1]))
            try changes.deleteCosignedCheckpoints(below: 2)
            try changes.insertStamp(stamp)
        }
        try require(try await Marks.of(chain, storage), is: before)
    },
    Clause("a transaction sees the mark of its own changes, and what is undone stands for nothing") { storage in
        let chain = try await Chain.insert(into: storage)
        let (officer, other) = (try chain.samples.officer("af/c"), try chain.samples.officer("af/d"))
        let before = try await Marks.of(chain, storage)
        let undone = try await storage.write { changes in
            var undone: FactsMark?
            do {
                try changes.undoable {
                    try changes.insertOfficer(officer)
                    undone = try changes.factsMark()
                    throw Stop()
                }
            } catch is Stop {}
            try require(try changes.factsMark().whole, is: before.whole)
            try changes.insertOfficer(other)
            return try unwrap(undone)
        }
        let after = try await Marks.of(chain, storage)
        try require(Set([before.whole, undone.whole, after.whole]).count, is: 3)
        do {
            try await storage.write { changes in
                try changes.insertOfficer(officer)
                throw Stop()
            }
        } catch is Stop {}
        try require(try await Marks.of(chain, storage), is: after)
    },
    Clause("who isn't there has no mark") { storage in
        let stranger = ParticipantID(random: Samples().random.source)
        try require(try await storage.read { try $0.factsMark(of: stranger) }, is: nil)
    },
    Clause("a body that undoes itself is joined with others, and comes to be when the log is sealed") { storage in
        let chain = try await Chain.insert(into: storage)
        let (entry, second) = (try chain.samples.entry(0), try chain.samples.entry(1))
        let end: CommitEnd = { changes in
            try changes.putCheckpoint([UInt8(try changes.logSize())])
            return LogEnd(checkpoint: [7], size: try changes.logSize(), nodes: [:])
        }
        let first = try await storage.join(endingWith: end) { changes in
            try changes.appendEntry(entry)
            try? changes.undoable {
                try changes.appendEntry(second)
                throw Stop()
            }
            return try changes.logSize()
        }
        try require(first.value, is: 1)
        try require(first.end?.size, is: 1)
        try require(try await storage.read { try $0.leafHashes(from: 0) }, is: [entry.leafHash])
        do {
            _ = try await storage.join(endingWith: end) { changes in
                try changes.appendEntry(second)
                throw Stop()
            }
            throw Broken(description: "nothing was thrown")
        } catch is Stop {}
        try require(try await storage.read { (try $0.logSize(), try $0.checkpoint()) } == (1, [1]), "an error of a joined body is undone")
    },
]

/// The marks of a chain's person.
private struct Marks: Equatable {
    let whole: Int
    let common: Int
    let own: Int?

    static func of(_ chain: Chain, _ storage: any Storage) async throws -> Marks {
        try await storage.read { facts in
            let mark = try facts.factsMark()
            return Marks(whole: mark.whole, common: mark.common, own: try facts.factsMark(of: chain.participant.id))
        }
    }
}
