import Foundation

/// How often callers got their answers, and how long each waited.
struct Measurement {
    /// A second.
    let rate: Double
    /// Milliseconds.
    let median: Double
    /// What 99 of 100 stay below, milliseconds.
    let late: Double
    /// Milliseconds.
    let longest: Double
    /// How many calls there were.
    let count: Int
    /// What the process has used of the processor a call, by all threads, microseconds. Neighbours on the machine change it little.
    let work: Double

    /// `callers` tasks call one after the other, each as soon as it has its answer. The number is the call's own.
    init(callers: Int, seconds: Double, _ call: @escaping @Sendable (Int) async throws -> Void) async throws {
        let start = ContinuousClock.now
        let end = start + .seconds(seconds)
        let worked = processorSeconds()
        let waits = try await withThrowingTaskGroup(of: [Double].self) { group in
            for caller in 0..<callers {
                group.addTask {
                    var (waits, number, now) = ([Double](), caller, ContinuousClock.now)
                    while now < end {
                        try await call(number)
                        let answered = ContinuousClock.now
                        waits.append((answered - now).inSeconds * 1000)
                        (number, now) = (number + callers, answered)
                    }
                    return waits
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }.sorted()
        }
        rate = Double(waits.count) / (ContinuousClock.now - start).inSeconds
        work = (processorSeconds() - worked) / Double(waits.count) * 1_000_000
        median = waits[waits.count / 2]
        late = waits[waits.count * 99 / 100]
        longest = waits[waits.count - 1]
        count = waits.count
    }
}

/// Of this process until now, in its own code and in the system's. POSIX has clock(3) count microseconds.
private func processorSeconds() -> Double { Double(clock()) / 1_000_000 }

extension Duration {
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
