import Foundation
import Testing

/// What was acknowledged outlives any kill. `scripts/torture` runs more of it, with `KEDJA_TORTURE_KILLS`, `KEDJA_TORTURE_SEED` and
/// `KEDJA_TORTURE_LEDGER`.
@Suite(.serialized, .longOnOwnThreads) struct TortureTests {
    @Test func nothingAcknowledgedIsLostByAKill() async throws {
        let environment = ProcessInfo.processInfo.environment
        let kills = environment["KEDJA_TORTURE_KILLS"].flatMap { Int($0) } ?? 10
        try #require(kills > 0)
        let seed = environment["KEDJA_TORTURE_SEED"].flatMap { UInt64($0) } ?? 7
        let installation = try Installation.ready()
        defer { installation.close() }
        let torture = try Torture(installation, seed: seed, ledger: environment["KEDJA_TORTURE_LEDGER"])
        try await torture.run(kills: kills, lanes: 5)
    }
}
