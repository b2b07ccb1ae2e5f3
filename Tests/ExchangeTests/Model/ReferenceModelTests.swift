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

    @Test func theExchangeAndTheModelAgree() async throws {
        let takesParts = try await History.takesParts()
        let tally = try await withThrowingTaskGroup(of: History.Tally.self) { group in
            for seed in Self.seeds {
                group.addTask {
                    var history = try await History(seed: seed, takesParts: takesParts)
                    try await history.run(steps: 40, readsPerStep: 5)
                    return history.tally
                }
            }
            return try await group.reduce(into: History.Tally()) { $0.add($1) }
        }
        for line in tally.disagreements.prefix(20) { Issue.record("\(line)") }
        print("seeds \(Self.seeds): \(tally.permitted) permitted, \(tally.refused) refused; \(tally.events.sorted { $0.key < $1.key })")
        // Neither answer is rare, and everything that may happen has happened: else the agreement would say little.
        #expect(tally.permitted > 20 * Self.seeds.count && tally.refused > 60 * Self.seeds.count)
        for event in [
            "case opened", "case closed", "officer added", "officer changed", "officer disabled", "person protected", "consent recorded",
            "consent withdrawn", "document uploaded", "request answered", "clock moved",
        ] + (takesParts ? ["consent withdrawn in part"] : []) { #expect((tally.events[event] ?? 0) > 0, "\(event) never happened") }
    }
}
