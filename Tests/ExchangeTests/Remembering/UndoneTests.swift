import StorageContract
import StorageSQLite
import Testing

@testable import Exchange

/// What a transaction has seen that never came to be isn't remembered as if it had.
@Suite("What was undone is not remembered") struct UndoneTests {
    @Test func aWithdrawalThatWasLostTakesNothingAway() async throws {
        try await inHeldScene { scene, held in
            try await scene.read()
            held.spoilNext { try scene.setWithdrawn(true, $0) }
            await #expect(throws: ExchangeError.any(.storageFailed)) { try await scene.read() }
            for _ in 0..<2 { try await scene.read() }
        }
    }

    @Test func aPermissionThatWasLostGivesNothing() async throws {
        try await inHeldScene { scene, held in
            _ = try await scene.other.withdraw(scene.consent)
            await #expect(throws: ExchangeError.any(.denied)) { try await scene.read() }
            let before = try await scene.other.ports.storage.read { try $0.logSize() }
            held.spoilNext { try scene.setWithdrawn(false, $0) }
            await #expect(throws: ExchangeError.any(.storageFailed)) { try await scene.read() }
            #expect(try await scene.other.ports.storage.read { try $0.logSize() } == before)
            for _ in 0..<2 { await #expect(throws: ExchangeError.any(.denied)) { try await scene.read() } }
        }
    }

    /// Beside others in the same commit, which goes on.
    @Test func whatOneOfManyUndoesIsSeenByNoneOfThem() async throws {
        try await inHeldScene { scene, held in
            try await scene.read()
            held.precedeNext { changes in
                do {
                    try changes.undoable {
                        try scene.setWithdrawn(true, changes)
                        throw CancellationError()
                    }
                } catch is CancellationError {}
            }
            for _ in 0..<3 { try await scene.read() }
            held.precedeNext { try scene.setWithdrawn(true, $0) }
            for _ in 0..<3 { await #expect(throws: ExchangeError.any(.denied)) { try await scene.read() } }
        }
    }

    private func inHeldScene(_ body: (RememberingScene, HeldStorage) async throws -> Void) async throws {
        try await inScene { scene in
            let ports = scene.world.ports
            let held = HeldStorage(ports.storage)
            try await body(scene.remembering(in: scene.world.again(on: World.Ports(storage: held, blobs: ports.blobs))), held)
        }
    }
}

extension RememberingScene {
    fileprivate func setWithdrawn(_ withdrawn: Bool, _ changes: any StorageWriter) throws {
        guard var stored = try changes.consent(consent) else { throw ExchangeError.notFound }
        stored.withdrawnAt = withdrawn ? stored.recordedAt : nil
        try changes.updateConsent(stored)
    }
}
