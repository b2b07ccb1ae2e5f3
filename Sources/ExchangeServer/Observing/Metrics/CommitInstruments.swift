import CoreMetrics

/// Measures commits: how many writes shared each, and how long it took.
package struct CommitInstruments: Sendable {
    private let writes: Recorder
    private let duration: CoreMetrics.Timer

    package init(_ registry: MetricRegistry) {
        writes = Recorder(label: Measure.commitWrites.rawValue, factory: registry)
        duration = Timer(label: Measure.commitSeconds.rawValue, factory: registry)
    }

    package func note(writes count: Int, nanoseconds: Int64) {
        writes.record(count)
        duration.recordNanoseconds(nanoseconds)
    }
}
