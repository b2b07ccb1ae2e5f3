import StorageContract
import Testing

@testable import Exchange

/// Random stories of registrations, changes of key that are killed anywhere, restarts, and daemons that know less: at every moment each
/// participant's key opens under the keys that lie in the files, and when a change has ended under the one in force alone.
@Suite("Whatever happens, every key opens under the master key in force") struct MasterKeyPropertyTests {
    @Test(arguments: 1...60 as ClosedRange<UInt64>) func holds(seed: UInt64) async throws {
        var story = try await Story(seed: seed)
        for _ in 0..<40 { try await story.goOn() }
        try await story.end()
    }
}

private struct Story {
    let world: KeyWorld
    let dice: SeededRandom
    var people: [(id: ParticipantID, key: SubjectKey)] = []
    var replaced: [MasterKey] = []
    /// What lies in the files.
    var inForce: MasterKey
    var next: MasterKey?
    /// The running daemon's, which has the files as they were when it started, and reads them again when it must.
    var daemon: MasterKeyring

    init(seed: UInt64) async throws {
        world = try await KeyWorld(seed: seed)
        dice = SeededRandom(seed: seed &* 7919)
        inForce = world.first
        daemon = MasterKeyring(world.first)
    }

    var files: [MasterKey] { [inForce] + (next.map { [$0] } ?? []) }

    mutating func goOn() async throws {
        world.clock.advance(by: .seconds(Int(dice.below(50))))
        let files = files
        switch dice.below(10) {
        case 0..<5:
            daemon = MasterKeyring(daemon.keyIDs.compactMap { daemon.held($0) }) { files }
            people.append(try await world.register(with: daemon))
        case 5: daemon = MasterKeyring(files)
        case 6..<9: try await rotate(killedAt: Int(dice.below(8)) + 1)
        default: try await rotate(killedAt: nil)
        }
        try await requireThatAllOpens()
    }

    mutating func end() async throws {
        if next == nil { try await rotate(killedAt: 1) }
        try await rotate(killedAt: nil)
        try await world.requireOpens(with: inForce, people, not: replaced)
        #expect(replaced.count >= 1 && !people.isEmpty)
    }

    private mutating func rotate(killedAt number: Int?) async throws {
        let new = next ?? world.fresh()
        next = new
        var storage = world.storage
        if let number { storage = FailingStorage(storage, atWrite: number, afterwards: dice.below(2) == 0) }
        let size = Int(dice.below(4)) + 1
        let rotation = world.rotation(to: new, holding: inForce, on: storage, batchSize: size)
        guard try await world.comesToItsEnd(rotation) else { return }
        replaced.append(inForce)
        (inForce, next) = (new, nil)
    }

    private func requireThatAllOpens() async throws {
        let ring = MasterKeyring(files)
        let keys = Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0.key) })
        let found = try await world.storage.read { facts in
            _ = try #require(try facts.keys()).open(with: ring)
            return try facts.subjectKeys(after: nil, limit: 1000)
        }
        #expect(found.count == people.count)
        for one in found {
            let opened = try ring.unwrap(one.key, named: one.participant.text, as: SubjectUse.self)
            #expect(opened.exposedBytes == keys[one.participant]?.exposedBytes)
        }
    }
}
