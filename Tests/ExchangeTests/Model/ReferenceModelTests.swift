import Foundation
import Testing

/// No read is ever permitted that a plain reference model refuses, and none refused that it permits, through random histories.
@Suite("Random histories against a plain model") struct ReferenceModelTests {
    /// How many histories; `KEDJA_HISTORIES=500` for more, `KEDJA_FIRST_SEED` to look at others.
    private static let seeds: Range<UInt64> = {
        let environment = ProcessInfo.processInfo.environment
        let first = environment["KEDJA_FIRST_SEED"].flatMap { UInt64($0) } ?? 1
        return first..<first + (environment["KEDJA_HISTORIES"].flatMap { UInt64($0) } ?? 30)
    }()

    private static let (steps, readsPerStep) = (40, 5)

    @Test func theExchangeAndTheModelAgree() async throws {
        let tally = try await withThrowingTaskGroup(of: History.Tally.self) { group in
            for seed in Self.seeds {
                group.addTask {
                    var history = try await History(seed: seed)
                    try await history.run(steps: Self.steps, readsPerStep: Self.readsPerStep)
                    return history.tally
                }
            }
            return try await group.reduce(into: History.Tally()) { $0.add($1) }
        }
        for line in tally.disagreements.prefix(20) { Issue.record("\(line)") }
        print(
            "seeds \(Self.seeds): \(tally.permitted) permitted, \(tally.refused) refused; \(tally.byWhatIsLeft) by what a withdrawal left, "
                + "\(tally.byTheSecond) by the second, \(tally.unconfirmed) not confirmed; \(tally.events.sorted { $0.key < $1.key })")
        try expectMuch(of: tally)
    }

    /// Else the agreement would say little: every read was made, neither answer is rare, everything that may happen has happened, and reads hung on
    /// what a withdrawal in part left and on a second approver's look.
    private func expectMuch(of tally: History.Tally) throws {
        #expect(tally.permitted + tally.refused == Self.steps * Self.readsPerStep * Self.seeds.count)
        #expect(tally.permitted > 20 * Self.seeds.count && tally.refused > 60 * Self.seeds.count)
        #expect(tally.byWhatIsLeft > Self.seeds.count && tally.byTheSecond > Self.seeds.count && tally.unconfirmed > Self.seeds.count)
        #expect(tally.events["answer confirmed by whoever gave it"] == nil)
        for event in [
            "case opened", "case closed", "officer added", "officer changed", "officer disabled", "person protected", "consent recorded",
            "consent withdrawn", "consent withdrawn in part", "document uploaded", "request answered", "answer confirmed by a second",
            "answer declined by a second", "answer confirmed by whoever gave it, refused", "clock moved",
        ] { #expect((tally.events[event] ?? 0) > 0, "\(event) never happened") }
    }
}
