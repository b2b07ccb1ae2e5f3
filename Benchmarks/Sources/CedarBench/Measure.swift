import CountAllocations
import Foundation

/// What some thousands of calls took.
struct Timing {
    /// Nanoseconds a call, sorted.
    let calls: [UInt64]
    /// Calls a second, timed as a whole, without reading the clock for each.
    let rate: Double
    let allocationsPerCall: Double

    func quantile(_ share: Double) -> Double { Double(calls[min(calls.count - 1, Int(Double(calls.count) * share))]) }

    var line: String {
        String(
            format: "%10.0f/s  median %7.3f µs  99 %% %7.3f µs  allocations %.2f", rate, quantile(0.5) / 1000, quantile(0.99) / 1000,
            allocationsPerCall)
    }
}

/// Nanoseconds on a clock that only goes forward.
func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

/// What reading the clock twice costs, to be taken off each call.
func clockCost() -> UInt64 {
    (0..<10_000).map { _ in
        let start = now()
        return now() - start
    }.sorted()[5000]
}

/// Times each of `count` calls, and all of them together, after a round that warms up.
func measure(_ count: Int, _ call: (Int) -> Void) -> Timing {
    for index in 0..<count { call(index) }
    let cost = clockCost()
    var calls: [UInt64] = []
    calls.reserveCapacity(count)
    for index in 0..<count {
        let start = now()
        call(index)
        let end = now()
        calls.append(end - start > cost ? end - start - cost : 0)
    }
    let before = count_allocations()
    var best = UInt64.max
    let rounds = 3
    for _ in 0..<rounds {
        let start = now()
        for index in 0..<count { call(index) }
        best = min(best, now() - start)
    }
    let allocations = Double(count_allocations() - before) / Double(count * rounds)
    return Timing(calls: calls.sorted(), rate: Double(count) * 1e9 / Double(best), allocationsPerCall: allocations)
}
