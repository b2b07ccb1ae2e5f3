import StorageContract
import Synchronization
import Testing

@testable import Exchange

@Suite("The master key is changed") struct MasterKeyRotationTests {
    @Test(arguments: [0, 1, 2, 3, 4, 7, 30]) func everythingIsWrappedByTheNewKeyAlone(_ count: Int) async throws {
        let world = try await KeyWorld()
        let (old, new) = (world.first, world.fresh())
        let people = try await people(count, in: world)
        let steps = Mutex<[MasterKeyRotation.Step]>([])
        world.clock.advance(by: .seconds(5))
        let done = try await world.rotation(to: new, holding: old).perform { step in steps.withLock { $0.append(step) } }
        try await world.requireOpens(with: new, people, not: [old])
        #expect(done.old == old.keyID && done.new == new.keyID && done.finishedAt == world.clock.now && done.scrubbedAt == world.clock.now)
        #expect(try await world.storage.read { try $0.keyRotations() } == [done])
        let pair = "\(old.keyID)/\(new.keyID)"
        #expect(
            try await world.logged(with: new).map { "\($0.0) \($0.1 ?? "")" } == ["beginKeyRotation \(pair)", "finishKeyRotation \(pair)"])
        let told = steps.withLock { $0 }
        #expect(told.contains(.rewrapped(count, of: count)))
        guard case .begun(_, again: false) = told.first, case .finished = told.last else { throw Unexpected() }
    }

    @Test func oneChangeFollowsAnother() async throws {
        let world = try await KeyWorld()
        let keys = [world.first, world.fresh(), world.fresh(), world.fresh()]
        let people = try await people(5, in: world)
        for (old, new) in zip(keys, keys.dropFirst()) { _ = try await world.rotation(to: new, holding: old).perform { _ in } }
        try await world.requireOpens(with: keys[3], people, not: Array(keys[..<3]))
        #expect(try await world.storage.read { try $0.keyRotations().map(\.old) } == keys[..<3].map(\.keyID))
        #expect(try await world.logged(with: keys[3]).count == 6)
    }

    /// Killed at each write and before and after each, and run again: the same end.
    @Test(arguments: [false, true]) func goesOnWhereverItWasKilled(afterwards: Bool) async throws {
        var number = 1
        while true {
            let world = try await KeyWorld(seed: UInt64(number))
            let (old, new) = (world.first, world.fresh())
            let people = try await people(7, in: world)
            let failing = FailingStorage(world.storage, atWrite: number, afterwards: afterwards)
            let killed = try await !world.comesToItsEnd(world.rotation(to: new, holding: old, on: failing))
            // Whatever is there opens for an exchange that holds both keys.
            let both = MasterKeyring([old, new])
            try await world.storage.read { facts in
                _ = try #require(try facts.keys()).open(with: both)
                for one in try facts.subjectKeys(after: nil, limit: 100) {
                    _ = try both.unwrap(one.key, named: one.participant.text, as: SubjectUse.self)
                }
            }
            let late = try await world.register(with: both)
            _ = try await world.rotation(to: new, holding: old).perform { _ in }
            try await world.requireOpens(with: new, people + [late], not: [old])
            #expect(try await world.logged(with: new).count == 2, "logged twice or not at all, killed at \(number)")
            #expect(try await world.storage.read { try $0.keyRotations().last?.scrubbedAt } != nil)
            guard killed else { break }
            number += 1
        }
        // Begin, the count, four batches (three full ones' worth and the empty one), the end, scrubbing, its note.
        #expect(number == 10)
    }

    @Test func aThirdKeyInTheMiddleIsRefusedAndNamed() async throws {
        let (world, old, new) = try await halfWay()
        let third = world.fresh()
        let error = await #expect(throws: ExchangeError.any(.conflict)) {
            try await world.rotation(to: third, holding: old).perform { _ in }
        }
        for id in [old.keyID, new.keyID, third.keyID] { #expect(error?.sentence.contains(id) == true) }
        _ = try await world.rotation(to: new, holding: old).perform { _ in }
    }

    @Test func keysThatCannotTakeOverAreRefused() async throws {
        let world = try await KeyWorld()
        let (old, new) = (world.first, world.fresh())
        let same = await #expect(throws: ExchangeError.any(.conflict)) { try await world.rotation(to: old, holding: old).perform { _ in } }
        #expect(same?.sentence.contains("in force already") == true)
        _ = try await world.rotation(to: new, holding: old).perform { _ in }
        let back = await #expect(throws: ExchangeError.any(.conflict)) { try await world.rotation(to: old, holding: new).perform { _ in } }
        #expect(back?.sentence.contains("was replaced on 2026-11-23") == true, "\(back?.sentence ?? "")")
        let stranger = world.fresh()
        await #expect(throws: ExchangeError.any(.wrongMasterKey)) {
            try await world.rotation(to: world.fresh(), holding: stranger).perform { _ in }
        }
        await #expect(throws: ExchangeError.any(.conflict)) {
            try await world.rotation(to: new, holding: old, on: InMemoryStorage()).perform { _ in }
        }
        #expect(try await world.storage.read { try $0.keyRotations().count } == 1)
    }

    /// A subject key that doesn't open stops the change, which would lose it for good; both keys stay good.
    @Test func aDamagedSubjectKeyStopsTheChangeAndIsNamed() async throws {
        let world = try await KeyWorld()
        let (old, new) = (world.first, world.fresh())
        var people = try await people(4, in: world)
        let (broken, right) = (people[2], try await world.storage.read { try $0.subjectKeys(after: nil, limit: 9) })
        var bytes = try #require(right.first { $0.participant == broken.id }).key.bytes
        bytes[30] ^= 1
        let damaged = Sealed(bytes: bytes)
        try await world.storage.write { try $0.replaceSubjectKey(of: broken.id, with: damaged) }
        let error = await #expect(throws: ExchangeError.any(.damaged)) { try await world.rotation(to: new, holding: old).perform { _ in } }
        #expect(error?.sentence.contains(broken.id.text) == true)
        #expect(try await world.storage.read { try $0.keys()?.masterKeyID } == old.keyID)
        people.remove(at: 2)
        try await world.storage.write { try $0.replaceSubjectKey(of: broken.id, with: Sealed(bytes: [])) }
        _ = try await world.rotation(to: new, holding: old).perform { _ in }
        try await world.requireOpens(with: new, people, not: [old])
    }

    /// Who registers while it runs is wrapped by the new key, and the end waits for none of them.
    @Test func registrationsGoOnMeanwhile() async throws {
        let world = try await KeyWorld()
        let (old, new) = (world.first, world.fresh())
        let before = try await people(20, in: world)
        let daemon = MasterKeyring([old]) { [old, new] }
        async let registered = withThrowingTaskGroup(of: (id: ParticipantID, key: SubjectKey).self) { group in
            for _ in 0..<40 { group.addTask { try await world.register(with: daemon) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        _ = try await world.rotation(to: new, holding: old, batchSize: 1).perform { _ in }
        try await world.requireOpens(with: new, before + (try await registered), not: [old])
    }

    /// Two people run the command at once.
    @Test func twoAtOnceComeToOneEnd() async throws {
        let world = try await KeyWorld()
        let (old, new) = (world.first, world.fresh())
        let people = try await people(20, in: world)
        async let one = world.rotation(to: new, holding: old, batchSize: 1).perform { _ in }
        async let other = world.rotation(to: new, holding: old, batchSize: 2).perform { _ in }
        #expect(try await one.finishedAt == (try await other.finishedAt))
        try await world.requireOpens(with: new, people, not: [old])
        #expect(try await world.logged(with: new).count == 2)
    }

    /// Data from before the keys were named in what they wrap.
    @Test func valuesOfVersionOneAreTakenOver() async throws {
        let world = try await KeyWorld()
        let (old, new) = (world.first, world.fresh())
        let unnamed = try await world.register(with: MasterKeyring(old)) { key, id in
            try old.sealUnnamed(key.exposedBytes, for: "key/subject/\(id.text)", random: world.random.source)
        }
        let both = MasterKeyring([new, old])
        let wrapped = try await world.storage.read { try #require(try $0.subjectKeys(after: nil, limit: 1).first) }
        #expect(wrapped.key.keyID == nil)
        let opened = try both.unwrap(wrapped.key, named: unnamed.id.text, as: SubjectUse.self)
        #expect(opened.exposedBytes == unnamed.key.exposedBytes)
        #expect(throws: ExchangeError.any(.damaged)) {
            try MasterKeyring(new).unwrap(wrapped.key, named: unnamed.id.text, as: SubjectUse.self)
        }
        #expect(try await MasterKeyStatus(of: world.storage).counts.map(\.key) == [old.keyID, nil])
        _ = try await world.rotation(to: new, holding: old).perform { _ in }
        try await world.requireOpens(with: new, [unnamed], not: [old])
    }

    @Test func theStatusTellsKeysAndNumbers() async throws {
        let (world, old, new) = try await halfWay()
        let status = try await MasterKeyStatus(of: world.storage)
        #expect(status.inForce == old.keyID && status.rotations.map(\.isUnderWay) == [true])
        #expect(status.counts.map { "\($0.key == new.keyID) \($0.number)" } == ["false 4", "true 3"])
        _ = try await world.rotation(to: new, holding: old).perform { _ in }
        let after = try await MasterKeyStatus(of: world.storage)
        #expect(after.inForce == new.keyID && after.counts.map(\.number) == [7] && after.rotations.map(\.isUnderWay) == [false])
        await #expect(throws: ExchangeError.any(.damaged)) { try await MasterKeyStatus(of: InMemoryStorage()) }
    }

    /// Seven people, three of whose keys are wrapped by the new key.
    private func halfWay() async throws -> (KeyWorld, old: MasterKey, new: MasterKey) {
        let world = try await KeyWorld()
        let (old, new) = (world.first, world.fresh())
        _ = try await people(7, in: world)
        let failing = FailingStorage(world.storage, atWrite: 4, afterwards: false)
        await #expect(throws: ExchangeError.self) { try await world.rotation(to: new, holding: old, on: failing).perform { _ in } }
        return (world, old, new)
    }

    private func people(_ count: Int, in world: KeyWorld) async throws -> [(id: ParticipantID, key: SubjectKey)] {
        var people: [(id: ParticipantID, key: SubjectKey)] = []
        for _ in 0..<count { people.append(try await world.register(with: MasterKeyring(world.first))) }
        return people
    }
}

struct Unexpected: Error {}
