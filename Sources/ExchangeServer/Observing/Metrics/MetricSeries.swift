import CoreMetrics
import Exchange
import Synchronization

/// What one name with one set of labels has counted. May be reported to from any thread; a report is an atomic addition.
protocol MetricSeries: AnyObject, Sendable {
    var reading: Sample.Value { get }
}

final class CounterSeries: CounterHandler, MetricSeries {
    private let value = Atomic<UInt64>(0)

    var reading: Sample.Value { .number(Double(value.load(ordering: .relaxed))) }

    /// Counters never fall: less than nothing is no report.
    func increment(by amount: Int64) {
        if amount > 0 { value.wrappingAdd(UInt64(amount), ordering: .relaxed) }
    }

    func reset() { value.store(0, ordering: .relaxed) }
}

/// A number that goes up and down.
final class GaugeSeries: MeterHandler, RecorderHandler, MetricSeries {
    private let bits = Atomic<UInt64>(0)

    var reading: Sample.Value { .number(Double(bitPattern: bits.load(ordering: .relaxed))) }

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }
    func record(_ value: Int64) { set(value) }
    func record(_ value: Double) { set(value) }

    func increment(by amount: Double) {
        var seen = bits.load(ordering: .relaxed)
        while true {
            let next = (Double(bitPattern: seen) + amount).bitPattern
            let (exchanged, original) = bits.weakCompareExchange(expected: seen, desired: next, ordering: .relaxed)
            if exchanged { return }
            seen = original
        }
    }

    func decrement(by amount: Double) { increment(by: -amount) }
}

/// How often values up to each bound came. Whole numbers of a unit, so that the sum is exact.
final class HistogramSeries: TimerHandler, RecorderHandler, MetricSeries {
    private let bounds: [Int64]
    /// How many of the values' unit make one of what is told.
    private let perUnit: Double
    /// One a bound, and one for what is above them all.
    private let tallies: [Tally]
    private let sum = Atomic<Int64>(0)

    init(bounds: [Int64], perUnit: Double) {
        self.bounds = bounds
        self.perUnit = perUnit
        tallies = (0...bounds.count).map { _ in Tally() }
    }

    func recordNanoseconds(_ duration: Int64) { record(duration) }

    /// Less than nothing, as from a clock that was set back, counts as nothing.
    func record(_ value: Int64) {
        let value = max(0, value)
        tallies[bounds.firstIndex { value <= $0 } ?? bounds.count].add()
        sum.wrappingAdd(value, ordering: .relaxed)
    }

    func record(_ value: Double) { record(Int64(exactly: value.rounded()) ?? 0) }

    /// The buckets as Prometheus wants them, each with all below it. The count is their last, so the two agree whatever is reported meanwhile.
    var reading: Sample.Value {
        var running: UInt64 = 0
        let counts = tallies.map { tally in
            running += tally.count
            return running
        }
        return .distribution(
            buckets: zip(bounds, counts).map { (Double($0) / perUnit, $1) }, count: running,
            sum: Double(sum.load(ordering: .relaxed)) / perUnit)
    }
}
