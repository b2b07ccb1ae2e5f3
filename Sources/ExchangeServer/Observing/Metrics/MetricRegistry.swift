package import CoreMetrics
import Synchronization

/// All that is counted and measured in this process, for ``Exposition``: what swift-metrics' handles report to.
///
/// A handle is made once and then costs an atomic addition a report; the registry's lock is taken when one is made and when all are read. How many
/// series there may be is bounded: whoever lets a label's values grow gets a handle that nobody reads, and a count that says so.
package final class MetricRegistry: MetricsFactory {
    private struct State {
        var families: [String: Family] = [:]
        var series = 0
        var turnedAway: UInt64 = 0
    }

    private let mostSeries: Int
    private let state = Mutex(State())

    package init(mostSeries: Int = 4000) { self.mostSeries = mostSeries }

    // MARK: MetricsFactory

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        let made: CounterSeries = series(label, dimensions, .counter) { CounterSeries() }
        return made
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(label, dimensions)
    }

    package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        aggregate ? histogram(label, dimensions, Buckets.ofCounts, perUnit: 1) : gauge(label, dimensions)
    }

    /// In seconds, as Prometheus' naming has it; swift-metrics reports nanoseconds.
    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        histogram(label, dimensions, Buckets.ofNanoseconds, perUnit: 1e9)
    }

    /// A counter only grows, and what it has counted has happened: handles that go leave their series behind.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}

    // MARK: Reading

    /// Everything as it stands now, in no order.
    func families() -> [Family] {
        state.withLock { state in
            let own = Family(
                Measure.metricsTurnedAway, [Sample([], .number(Double(state.turnedAway)))])
            return Array(state.families.values) + [own]
        }
    }

    private func gauge(_ label: String, _ dimensions: [(String, String)]) -> GaugeSeries {
        series(label, dimensions, .gauge) { GaugeSeries() }
    }

    private func histogram(
        _ label: String, _ dimensions: [(String, String)], _ bounds: [Int64], perUnit: Double
    ) -> HistogramSeries {
        series(label, dimensions, .histogram) { HistogramSeries(bounds: bounds, perUnit: perUnit) }
    }

    /// The series of this name and these labels: the one that there is, or a new one. A name stands for one kind.
    private func series<Series: MetricSeries>(
        _ label: String, _ dimensions: [(String, String)], _ kind: MetricKind, _ make: () -> Series
    ) -> Series {
        let name = MetricName.metric(label)
        let labels = dimensions.map { MetricLabel(MetricName.label($0), $1) }.sorted { $0.name < $1.name }
        return state.withLock { state in
            var family = state.families[name] ?? Family(name: name, kind: kind, help: Measure(rawValue: name)?.help, series: [:])
            if let known = family.series[labels] as? Series { return known }
            guard family.kind == kind, family.series[labels] == nil, state.series < mostSeries else {
                state.turnedAway += 1
                return make()
            }
            let made = make()
            family.series[labels] = made
            state.families[name] = family
            state.series += 1
            return made
        }
    }
}

/// Upper bounds of a histogram's buckets; fixed, so that what several daemons count can be added up.
enum Buckets {
    /// 100 µs to 10 s: an audited action takes a fraction of a millisecond, and what takes ten seconds is broken.
    static let ofNanoseconds: [Int64] = [
        100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000, 25_000_000, 50_000_000, 100_000_000, 250_000_000,
        1_000_000_000, 2_500_000_000, 10_000_000_000,
    ]
    /// For how many share something: powers of two up to a commit's most.
    static let ofCounts: [Int64] = [1, 2, 4, 8, 16, 32, 64, 128, 256]
}
