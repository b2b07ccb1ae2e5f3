import Foundation

/// What was done while the clock ran.
struct Tally {
    /// Microseconds of each job, by its kind.
    private var waits: [[Float]]
    private var refused: [Int: [String: Int]] = [:]
    var reconnected = 0
    var requests = 0

    init(kinds: Int) { waits = Array(repeating: [], count: kinds) }

    mutating func count(_ job: Client.FinishedJob) {
        waits[job.kind].append(Float(job.ended - job.began) / 1000)
        requests += job.steps
        if job.status != 200 { refused[job.kind, default: [:]]["\(job.status)", default: 0] += 1 }
    }

    var jobs: Int { waits.reduce(0) { $0 + $1.count } }

    func report(kinds: [String], connections: Int, seconds: Double, serverSeconds: Double, ownSeconds: Double, peak: Double) -> Report {
        let pairs = zip(kinds, waits).enumerated().filter { !$1.1.isEmpty }
        let byKind = pairs.map { index, pair in (pair.0, Report.Waits(pair.1, notOK: refused[index] ?? [:])) }
        return Report(
            connections: connections, seconds: seconds, jobs: jobs, requests: requests, reconnected: reconnected,
            rate: Double(jobs) / seconds, all: Report.Waits(waits.flatMap { $0 }, notOK: [:]),
            kinds: Dictionary(uniqueKeysWithValues: byKind),
            serverMicroseconds: serverSeconds / Double(max(jobs, 1)) * 1e6, ownMicroseconds: ownSeconds / Double(max(jobs, 1)) * 1e6,
            peakMiB: peak)
    }
}

/// A line of JSON for each number of connections.
struct Report: Encodable {
    let connections: Int
    let seconds: Double
    let jobs: Int
    let requests: Int
    let reconnected: Int
    /// Jobs a second.
    let rate: Double
    let all: Waits
    let kinds: [String: Waits]
    /// Of the processor, a job: the server's, and this program's.
    let serverMicroseconds: Double
    let ownMicroseconds: Double
    let peakMiB: Double

    /// Milliseconds.
    struct Waits: Encodable {
        let count: Int
        let median: Double
        /// What 99 of 100 stay below.
        let late: Double
        /// Answers that were no success, by their status.
        let notOK: [String: Int]

        init(_ microseconds: [Float], notOK: [String: Int]) {
            let sorted = microseconds.sorted()
            count = sorted.count
            median = sorted.isEmpty ? 0 : Double(sorted[sorted.count / 2]) / 1000
            late = sorted.isEmpty ? 0 : Double(sorted[sorted.count * 99 / 100]) / 1000
            self.notOK = notOK
        }
    }
}
