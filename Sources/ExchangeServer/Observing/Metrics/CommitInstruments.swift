import CoreMetrics

/// Measures commits: how many writes shared each, and how long it took; and counts those that failed, which are in no measure.
package struct CommitInstruments: Sendable {
    private let writes: Recorder
    private let duration: CoreMetrics.Timer
    private let failures: CoreMetrics.Counter
    private let checkpointFailures: CoreMetrics.Counter

    package init(_ registry: MetricRegistry) {
        writes = Recorder(label: Measure.commitWrites.rawValue, factory: registry)
        duration = Timer(label: Measure.commitSeconds.rawValue, factory: registry)
        failures = Counter(label: Measure.commitFailures.rawValue, factory: registry)
        checkpointFailures = Counter(label: Measure.checkpointFailures.rawValue, factory: registry)
    }

    package func note(writes count: Int, nanoseconds: Int64) {
        writes.record(count)
        duration.recordNanoseconds(nanoseconds)
    }

    package func noteFailure() { failures.increment() }
    package func noteCheckpointFailure() { checkpointFailures.increment() }
}
