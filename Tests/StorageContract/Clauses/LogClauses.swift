import Exchange
import TransparencyLog

let logClauses: [Clause<any Storage>] = [
    Clause("the log grows by one at its end, and nowhere else") { storage in
        let samples = Samples()
        let entries = try (0..<3).map { try samples.entry($0, participant: ParticipantID(random: samples.random.source), owner: "fk") }
        try await append(entries, to: storage)
        try require(try await storage.read { try $0.logSize() }, is: 3)
        try require(try await storage.read { try $0.entry(1) }, is: entries[1])
        try require(try await storage.read { try $0.entry(3) }, is: nil)
        for index: UInt64 in [2, 4] {
            let wrong = try samples.entry(index)
            try await require(.storageFailed) { try await append([wrong], to: storage) }
        }
        try require(try await storage.read { try $0.logSize() }, is: 3)
    },
    Clause("tiles and the newest checkpoint are kept; the hashes behind the last full tile lie with the entries") { storage in
        let samples = Samples()
        let entries = try (0..<5).map { try samples.entry($0) }
        try await append(entries, to: storage)
        let hashes = entries.map(\.leafHash)
        try require(try await storage.read { try $0.leafHashes(from: 2) }, is: Array(hashes[2...]))
        try require(try await storage.read { try $0.leafHashes(from: 5) }, is: [])
        try require(try await storage.read { try $0.leaves(from: 1, limit: 2) }, is: entries[1...2].map(\.leaf))
        try require(try await storage.read { try $0.tile(level: 0, index: 0) }, is: hashes.flatMap(\.bytes))
        try require(try await storage.read { try $0.tile(level: 0, index: 1) + $0.tile(level: 1, index: 0) }, is: [])
        let (first, second) = (samples.random.bytes(32), samples.random.bytes(32))
        for tile in [first, first + second] {
            try await storage.write { changes in
                try changes.putTile(level: 1, index: 7, hashes: tile)
                try changes.putCheckpoint(tile)
            }
        }
        try require(try await storage.read { try $0.tile(level: 1, index: 7) }, is: first + second)
        try require(try await storage.read { try $0.checkpoint() }, is: first + second)
        let full = samples.random.bytes(32 * 256)
        try await storage.write { try $0.putTile(level: 0, index: 0, hashes: full) }
        try require(try await storage.read { try $0.tile(level: 0, index: 0) }, is: full)
    },
    Clause("a leaf's hash is kept as it came, whatever the leaf is") { storage in
        let samples = Samples()
        let entry = try samples.entry(0)
        let forged = StoredEntry(
            index: 0, leaf: samples.random.bytes(41), leafHash: entry.leafHash, text: entry.text, at: entry.at, action: entry.action,
            outcome: entry.outcome, officer: entry.officer, participant: nil, owner: nil)
        try await append([forged], to: storage)
        try require(try await storage.read { try $0.entry(0) }, is: forged)
        try require(try await storage.read { try $0.leafHashes(from: 0) }, is: [entry.leafHash])
    },
    Clause("a commit is ended after what shares it, and what ends it is told to each") { storage in
        let samples = Samples()
        let ends = try await withThrowingTaskGroup(of: (UInt64, LogEnd?).self) { group in
            for _ in 0..<50 {
                group.addTask {
                    let (index, end) = try await storage.write(endingWith: endBySize) { changes in
                        let entry = try samples.entry(try changes.logSize())
                        try changes.appendEntry(entry)
                        return entry.index
                    }
                    return (index, end)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for (index, end) in ends { try require(index < end?.size ?? 0, "the end came before entry \(index)") }
        try require(try await storage.read { try $0.checkpoint() }, is: [50])
        try require(try await storage.write { try $0.logSize() }, is: 50)
    },
    Clause("an error at its end undoes the commit") { storage in
        let samples = Samples()
        let entry = try samples.entry(0)
        try await require(.damaged) {
            _ = try await storage.write(endingWith: { _ in throw ExchangeError(.damaged, "") }, { try $0.appendEntry(entry) })
        }
        try require(try await storage.read { try $0.logSize() }, is: 0)
        try await append([entry], to: storage)
    },
    Clause("entries come in order, from an index on, no more than asked for") { storage in
        let samples = Samples()
        try await append(try (0..<10).map { try samples.entry($0) }, to: storage)
        let found = try await storage.read { facts in
            try [(0, 3), (4, 3), (8, 100), (10, 5), (0, 0)].map { from, limit in
                try facts.entries(from: from, limit: limit, matching: EntryFilter()).map(\.index)
            }
        }
        try require(found, is: [[0, 1, 2], [4, 5, 6], [8, 9], [], []])
    },
    Clause("a call that was made is found by its key and its officer, until it's old") { storage in
        let samples = Samples()
        let (anna, bo) = (try samples.officerID("af/a"), try samples.officerID("fk/b"))
        let participant = ParticipantID(random: samples.random.source)
        let replays = [
            StoredReplay(
                key: "k1", officer: anna, requestDigest: samples.random.bytes(32), answer: samples.sealed(), participant: participant,
                at: samples.time(1)),
            StoredReplay(
                key: "k1", officer: bo, requestDigest: samples.random.bytes(32), answer: samples.sealed(), participant: nil,
                at: samples.time(2)),
        ]
        try await storage.write { changes in for replay in replays { try changes.insertReplay(replay) } }
        try require(try await storage.read { try $0.replay(of: "k1", by: anna) }, is: replays[0])
        try require(try await storage.read { try $0.replay(of: "k1", by: bo) }, is: replays[1])
        try require(try await storage.read { try $0.replay(of: "k2", by: bo) }, is: nil)
        try await require(.storageFailed) { try await storage.write { try $0.insertReplay(replays[0]) } }
        try await storage.write { try $0.deleteReplays(before: samples.time(2)) }
        try require(try await storage.read { try $0.replay(of: "k1", by: anna) }, is: nil)
        try require(try await storage.read { try $0.replay(of: "k1", by: bo) }, is: replays[1])
    },
]

@Sendable private func endBySize(_ changes: any StorageWriter) throws -> LogEnd? {
    let size = try changes.logSize()
    try changes.putCheckpoint([UInt8(size)])
    return LogEnd(checkpoint: [UInt8(size)], size: size, nodes: [:])
}

/// Twelve entries, and each field of a filter with the indexes that it must leave.
let filterClauses: [Clause<any Storage>] = [
    Clause("each field of a filter leaves what matches it, and all fields together") { storage in
        let samples = Samples()
        let people = [ParticipantID(random: samples.random.source), ParticipantID(random: samples.random.source)]
        try await append(try mixedEntries(samples, people), to: storage)
        for (filter, expected) in try filterTable(samples, people) {
            let found = try await storage.read { try $0.entries(from: 0, limit: 100, matching: filter).map(\.index) }
            try require(found, is: expected)
        }
    },
    Clause("a filter goes together with index and limit") { storage in
        let samples = Samples()
        let people = [ParticipantID(random: samples.random.source), ParticipantID(random: samples.random.source)]
        try await append(try mixedEntries(samples, people), to: storage)
        let filter = EntryFilter(officer: try samples.officerID("af/a"))
        try require(try await storage.read { try $0.entries(from: 1, limit: 2, matching: filter).map(\.index) }, is: [3, 6])
    },
]

private func mixedEntries(_ samples: Samples, _ people: [ParticipantID]) throws -> [StoredEntry] {
    try (0..<12).map { index in
        try samples.entry(
            UInt64(index), at: index, action: index.isMultiple(of: 4) ? .retrieveDocument : .readCase,
            outcome: [.permitted, .denied, .failed][index / 4], by: ["af/a", "af/b", "fk/a"][index % 3],
            participant: index < 2 ? nil : people[index % 2], owner: index == 5 || index == 8 ? "vagen" : index == 9 ? "fk" : nil)
    }
}

private func filterTable(_ samples: Samples, _ people: [ParticipantID]) throws -> [(EntryFilter, [UInt64])] {
    let (af, fk, vagen) = (try samples.organisationID("af"), try samples.organisationID("fk"), try samples.organisationID("vagen"))
    return [
        (EntryFilter(), Array(0..<12)),
        (EntryFilter(participant: people[0]), [2, 4, 6, 8, 10]),
        (EntryFilter(officer: try samples.officerID("af/b")), [1, 4, 7, 10]),
        (EntryFilter(organisation: af), [0, 1, 3, 4, 6, 7, 9, 10]),
        (EntryFilter(organisation: fk), [2, 5, 8, 9, 11]),
        (EntryFilter(organisation: vagen), [5, 8]),
        (EntryFilter(action: .retrieveDocument), [0, 4, 8]),
        (EntryFilter(action: .exportAudit), []),
        (EntryFilter(outcome: .denied), [4, 5, 6, 7]),
        (EntryFilter(from: samples.time(9)), [9, 10, 11]),
        (EntryFilter(until: samples.time(2)), [0, 1]),
        (EntryFilter(from: samples.time(3), until: samples.time(5)), [3, 4]),
        (
            EntryFilter(
                participant: people[0], officer: try samples.officerID("af/b"), organisation: af, action: .retrieveDocument,
                outcome: .denied, from: samples.time(4), until: samples.time(5)), [4]
        ),
    ]
}

func append(_ entries: [StoredEntry], to storage: any Storage) async throws {
    try await storage.write { changes in
        for entry in entries { try changes.appendEntry(entry) }
        try changes.putCheckpoint([1])
    }
}
