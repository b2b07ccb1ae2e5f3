import StorageContract
import Synchronization
import Testing

@testable import Exchange

@Suite("The keyring holds what is needed and no more") struct MasterKeyringTests {
    @Test func aKeyThatIsMissingIsFetchedOnce() async throws {
        let world = try await KeyWorld()
        let (old, new) = (world.first, world.fresh())
        let fetched = Mutex(0)
        let ring = MasterKeyring([old]) {
            fetched.withLock { $0 += 1 }
            return [new, old]
        }
        let subject = SubjectKey(random: world.random.source)
        let wrapped = try new.wrap(subject, named: "par", random: world.random.source)
        for _ in 0..<3 {
            #expect(try ring.unwrap(wrapped, named: "par", as: SubjectUse.self).exposedBytes == subject.exposedBytes)
        }
        #expect(fetched.withLock { $0 } == 1 && ring.keyIDs == [old.keyID, new.keyID].sorted())
    }

    @Test func aKeyThatNobodyHasIsNamed() async throws {
        let world = try await KeyWorld()
        let (old, lost) = (world.first, world.fresh())
        let wrapped = try lost.wrap(SubjectKey(random: world.random.source), named: "par", random: world.random.source)
        let error = #expect(throws: ExchangeError.any(.wrongMasterKey)) {
            try MasterKeyring([old]) { [] }.unwrap(wrapped, named: "par", as: SubjectUse.self)
        }
        #expect(error?.sentence.contains(lost.keyID) == true && error?.sentence.contains(old.keyID) == true)
    }

    /// A daemon that can't come by the new key refuses to register rather than wrap by the old one.
    @Test func registeringNeedsTheKeyThatTakesOver() async throws {
        let world = try await KeyWorld()
        let (old, new) = (world.first, world.fresh())
        try await world.storage.write { try $0.insertKeyRotation(KeyRotation(old: old.keyID, new: new.keyID, begunAt: world.clock.now)) }
        await #expect(throws: ExchangeError.any(.wrongMasterKey)) { try await world.register(with: MasterKeyring(old)) }
        try await world.register(with: MasterKeyring([old]) { [new] })
        #expect(try await MasterKeyStatus(of: world.storage).counts.map(\.number) == [0, 1])
    }

    @Test func aReplacedKeyIsForgottenAMinuteAfter() async throws {
        let world = try await KeyWorld()
        let (old, new) = (world.first, world.fresh())
        let ring = MasterKeyring([old, new])
        _ = try await world.rotation(to: new, holding: old).perform { _ in }
        try await world.register(with: ring)
        world.clock.advance(by: MasterKeyring.grace)
        try await world.register(with: ring)
        #expect(ring.held(old.keyID) != nil)
        world.clock.advance(by: .seconds(1))
        try await world.register(with: ring)
        #expect(ring.keyIDs == [new.keyID])
    }
}
