import StorageContract
import Synchronization
import Testing

@testable import Exchange

@Suite("A withdrawal counts when it's answered", .timeLimit(.minutes(10))) struct WithdrawalRaceTests {
    static let readers = 200

    /// Two hundred officers' calls read without pause; from the withdrawal's answer on none that begins is permitted. The whole by its consent, a part of
    /// it, or everything of the person's.
    @Test(arguments: ["whole", "part", "all"]) func noReadingThatBeginsAfterTheAnswerIsPermitted(_ kind: String) async throws {
        let scene = try await ConsentScene()
        let race = Race()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<Self.readers {
                group.addTask {
                    defer { race.gone.wrappingAdd(1, ordering: .relaxed) }
                    var late = 0
                    while late < 2 {
                        let beganLate = race.isAnswered.load(ordering: .acquiring)
                        let isRefused = try await scene.isRefused()
                        if beganLate {
                            late += 1
                            #expect(isRefused)
                        } else if isRefused {
                            race.refused.wrappingAdd(1, ordering: .relaxed)
                        } else {
                            race.permitted.wrappingAdd(1, ordering: .relaxed)
                        }
                        await Task.yield()
                    }
                }
            }
            while race.isFair, race.permitted.load(ordering: .relaxed) < Self.readers / 4 { await Task.yield() }
            #expect(race.isFair, "a reading was refused or failed before anybody withdrew")
            switch kind {
            case "whole": _ = try await scene.world.withdraw(scene.consent)
            case "part": _ = try await scene.world.withdraw(scene.consent, WithdrawnNames(to: ["vagen"]))
            default: _ = try await scene.world.withdrawAll(of: scene.opened.participant, by: "fk/nils")
            }
            race.isAnswered.store(true, ordering: .releasing)
            try await group.waitForAll()
        }
        #expect(race.permitted.load(ordering: .relaxed) >= Self.readers / 4)
        // The log says the same: it has one order for all.
        let entries = try await scene.world.entries()
        let withdrawal = try #require(entries.firstIndex { $0.action == .withdrawConsent })
        let later = entries[withdrawal...].filter { $0.action == .retrieveDocument }
        #expect(later.count >= 2 * Self.readers && later.allSatisfy { $0.outcome == .denied })
    }
}

/// How far the readers and the withdrawal have come.
private final class Race: Sendable {
    let isAnswered = Atomic(false)
    let permitted = Atomic(0)
    let refused = Atomic(0)
    let gone = Atomic(0)

    /// Until somebody withdraws, nobody is refused and nobody gives up: else there would be nothing to wait for.
    var isFair: Bool { refused.load(ordering: .relaxed) == 0 && gone.load(ordering: .relaxed) == 0 }
}
