import Exchange
import Synchronization
import TransparencyLog

private struct Stop: Error, Equatable {}

let transactionClauses: [Clause<any Storage>] = [
    Clause("what a body throws is thrown on, and all that it did is undone") { storage in
        let samples = Samples()
        let organisation = try samples.organisation("af")
        do {
            try await storage.write { changes in
                try changes.insertOrganisation(organisation)
                try require(try changes.organisation(organisation.id) != nil, "a body doesn't see its own changes")
                throw Stop()
            }
        } catch is Stop {
            return try require(try await storage.read { try $0.organisations() }, is: [])
        }
        throw Broken(description: "nothing was thrown")
    },
    Clause("what is undone is undone alone") { storage in
        let samples = Samples()
        let (kept, undone, nested) = (try samples.organisation("a"), try samples.organisation("b"), try samples.organisation("c"))
        try await storage.write { changes in
            try changes.undoable { try changes.insertOrganisation(kept) }
            do {
                try changes.undoable {
                    try changes.insertOrganisation(undone)
                    try changes.undoable { try changes.insertOrganisation(nested) }
                    throw Stop()
                }
            } catch is Stop {
                try require(try changes.organisations(), is: [kept])
            }
        }
        try require(try await storage.read { try $0.organisations() }, is: [kept])
    },
    Clause("a refused insert can be undone, and the transaction goes on") { storage in
        let samples = Samples()
        let (first, second) = (try samples.organisation("a"), try samples.organisation("b"))
        try await storage.write { changes in
            try changes.insertOrganisation(first)
            try? changes.undoable { try changes.insertOrganisation(first) }
            try changes.insertOrganisation(second)
        }
        try require(try await storage.read { try $0.organisations() }, is: [first, second])
    },
    Clause("what a write gave back is there for the next read") { storage in
        let samples = Samples()
        for index: UInt64 in 0..<20 {
            let entry = try samples.entry(index)
            let size = try await storage.write { changes in
                try changes.appendEntry(entry)
                return try changes.logSize()
            }
            try require(try await storage.read { try $0.logSize() }, is: size)
        }
    },
    Clause("200 appends at once make 200 consecutive entries, each body run once") { storage in
        let (samples, runs) = (Samples(), RunCount())
        try await withThrowingTaskGroup(of: UInt64.self) { group in
            for _ in 0..<200 { group.addTask { try await appendOne(samples, runs, to: storage) } }
            try require(try await group.reduce(into: Set()) { $0.insert($1) }, is: Set(0..<200))
        }
        try require(runs.value, is: 200)
        let found = try await storage.read { try $0.entries(from: 0, limit: 500, matching: EntryFilter()).map(\.index) }
        try require(found, is: Array(0..<200))
    },
    Clause("of writes at once, those that throw are undone and the others stay") { storage in
        let samples = Samples()
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<60 { group.addTask { await insertOrThrow(number, samples, into: storage) } }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        try require(outcomes, is: 40)
        let names = try await storage.read { try $0.organisations().map(\.id.text) }
        try require(names, is: (0..<60).filter { !$0.isMultiple(of: 3) }.map { "o\(100 + $0)" })
    },
    Clause("a read sees one moment: of a log that grows, as many entries as its size says") { storage in
        let (samples, runs) = (Samples(), RunCount())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<100 {
                group.addTask { if number < 50 { _ = try await appendOne(samples, runs, to: storage) } else { try await compare(storage) } }
            }
            try await group.waitForAll()
        }
    },
    Clause("writes are serial: what one reads stays true until it ends") { storage in
        let chain = try await Chain.insert(into: storage)
        let organisations = try ["fk", "vagen"].map(chain.samples.organisationID)
        let added = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<40 { group.addTask { try await addIfMissing(organisations[number % 2], to: chain.participant.id, storage) } }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        try require(added, is: 2)
    },
    Clause("scrubbing changes nothing that can be read, and writes at the same time are neither lost nor refused") { storage in
        let (samples, runs) = (Samples(), RunCount())
        let keys = samples.keys()
        try await storage.write { try $0.insertKeys(keys) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<60 {
                group.addTask {
                    if number.isMultiple(of: 20) { try await storage.scrub() } else { _ = try await appendOne(samples, runs, to: storage) }
                }
            }
            try await group.waitForAll()
        }
        try await storage.scrub()
        try require(try await storage.read { try $0.keys() }, is: keys)
        try require(try await storage.read { try $0.logSize() }, is: 57)
    },
]

/// How often bodies have run.
private final class RunCount: Sendable {
    private let count = Mutex(0)
    var value: Int { count.withLock { $0 } }
    func add() { count.withLock { $0 += 1 } }
}

private func appendOne(_ samples: Samples, _ runs: RunCount, to storage: any Storage) async throws -> UInt64 {
    try await storage.write { changes in
        runs.add()
        let entry = try samples.entry(try changes.logSize())
        try changes.appendEntry(entry)
        return entry.index
    }
}

private func insertOrThrow(_ number: Int, _ samples: Samples, into storage: any Storage) async -> Bool {
    do {
        try await storage.write { changes in
            try changes.insertOrganisation(try samples.organisation("o\(100 + number)"))
            if number.isMultiple(of: 3) { throw Stop() }
        }
        return true
    } catch {
        return false
    }
}

private func compare(_ storage: any Storage) async throws {
    let (size, count, after) = try await storage.read { facts in
        (try facts.logSize(), try facts.entries(from: 0, limit: 1000, matching: EntryFilter()).count, try facts.logSize())
    }
    try require(UInt64(count), is: size)
    try require(after, is: size)
}

private func addIfMissing(_ id: OrganisationID, to participant: ParticipantID, _ storage: any Storage) async throws -> Bool {
    try await storage.write { changes in
        guard try changes.participant(participant)?.organisations.contains(id) == false else { return false }
        try changes.addRegistration(
            StoredRegistration(organisation: id, identity: Sealed(bytes: [1]), at: Timestamp(milliseconds: 0)), to: participant)
        return true
    }
}
