import CoreMetrics
package import Exchange
import Synchronization

/// Counts calls and measures how long they take, by route and class of status.
///
/// All handles are made when the routes are known; a call looks its own up and adds to it. What no route is behind goes together, whatever its path.
package final class CallInstruments: Sendable {
    private struct Route: Hashable {
        let method: String
        let path: Substring

        /// - Parameter path: with or without a slash at its beginning.
        init(_ method: String, _ path: String) {
            self.method = method
            self.path = path.drop { $0 == "/" }
        }
    }

    private final class Handles: Sendable {
        /// By the status code's first digit.
        let answers: [Int: Counter]
        let duration: CoreMetrics.Timer

        init(_ method: String, _ path: String, _ factory: any MetricsFactory) {
            let labels = [("method", method), ("route", path)]
            answers = Dictionary(
                uniqueKeysWithValues: (1...5).map { digit in
                    let label = Measure.calls.rawValue
                    return (digit, Counter(label: label, dimensions: labels + [("status", "\(digit)xx")], factory: factory))
                })
            duration = Timer(label: Measure.callSeconds.rawValue, dimensions: labels, factory: factory)
        }
    }

    private let factory: any MetricsFactory
    private let stopwatch: Stopwatch
    private let other: Handles
    private let routes = Mutex<[Route: Handles]>([:])
    private let uploads = Mutex<UploadsUnderWay?>(nil)
    private let waiting = Mutex<(@Sendable () -> [(door: String, count: UInt64)])?>(nil)
    /// Calls that are being answered.
    let underWay = Tally()

    package init(_ registry: MetricRegistry, stopwatch: Stopwatch) {
        factory = registry
        self.stopwatch = stopwatch
        other = Handles("-", "-", registry)
    }

    /// Parts of uploads that are being received.
    var partsUnderWay: Int { uploads.withLock { $0?.count ?? 0 } }

    /// Calls that wait to be let in, by the door's name; none where nobody tells of them.
    var callsWaiting: [(door: String, count: UInt64)] { waiting.withLock { $0 }?() ?? [] }

    /// From now on `count` tells how many calls wait at which door; a door's name is one of the sources' words.
    package func watchWaiting(_ count: @escaping @Sendable () -> [(door: String, count: UInt64)]) { waiting.withLock { $0 = count } }

    /// Makes the handles of all calls that there are, and remembers who receives uploads.
    func prepare(_ endpoints: [Endpoint], _ uploads: UploadsUnderWay) {
        self.uploads.withLock { $0 = uploads }
        for endpoint in endpoints {
            let handles = Handles(endpoint.method, endpoint.path, factory)
            routes.withLock { $0[Route(endpoint.method, endpoint.routerText)] = handles }
        }
    }

    /// A call has come; what is answered is for `end`.
    func begin() -> UInt64 {
        underWay.add()
        return stopwatch.nanoseconds()
    }

    /// - Parameters:
    ///   - path: the route's template as the router has it; `nil` when there's none.
    ///   - status: `nil` when the connection broke before an answer.
    func end(_ start: UInt64, method: String, path: String?, status: Int?) {
        underWay.subtract()
        let route = path.map { Route(method, $0) }
        let handles = route.flatMap { route in routes.withLock { $0[route] } } ?? other
        guard let status else { return }
        handles.answers[status / 100]?.increment()
        handles.duration.recordNanoseconds(stopwatch.nanoseconds(since: start))
    }
}
