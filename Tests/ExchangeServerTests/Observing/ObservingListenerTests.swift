import Exchange
@testable import ExchangeServer
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import NIOEmbedded
import StorageContract
import Testing

/// What the second listener tells, over its routes.
@Suite struct ObservingListenerTests {
    private struct Broken: Error {}

    /// A bench whose router counts, what's told of it, and whether its storage is broken.
    private struct Watched {
        let bench: Bench
        let vitals: Vitals
        let readiness: Readiness
        let calls: CallInstruments
        let breakages = Tally()

        init(witnessing: Witnessing? = nil) async throws {
            bench = try await Bench.ready(witnessing: witnessing)
            let registry = MetricRegistry()
            calls = CallInstruments(registry, stopwatch: Stopwatch { 0 })
            let breakages = breakages
            readiness = Readiness(
                look: Readiness.Look(read: { if breakages.count > 0 { throw Broken() } }, write: {}, hasRoom: { true }),
                patience: { try? await Task.sleep(for: .seconds(3600)) })
            let work = WorkTally(clock: bench.clock.clock)
            work.announce("housekeeping")
            let commits = CommitInstruments(registry)
            commits.note(writes: 3, nanoseconds: 5_000_000)
            commits.noteFailure()
            vitals = Vitals(
                registry: registry,
                Vitals.Parts(
                    exchange: bench.exchange, calls: calls, readiness: readiness, work: work, reloads: ReloadTally(), logLines: LogTally(),
                    connections: ConnectionTally(), streams: EventStreams(), material: TLSMaterialProvider(try TestAuthority().material()),
                    revocations: nil, dataFolder: "/tmp", writesWaiting: { 4 }, clock: bench.clock.clock, version: "1.2.3"))
        }

        /// Asks the second listener's router.
        func ask(_ path: String, _ method: HTTPRequest.Method = .get) async throws -> Reply {
            let application = Application(router: ObservingListener.router(vitals, readiness))
            return try await application.test(.router) { client in
                try await client.execute(uri: path, method: method) {
                    Reply(status: $0.status.code, fields: $0.headers, body: Array($0.body.readableBytesView))
                }
            }
        }

        /// Makes calls on the first.
        func call(_ path: String, _ method: HTTPRequest.Method = .get) async throws {
            let identity = ClientIdentity(uri: "kedja:\(Bench.rut)", serialHex: "01", notAfter: .distantFuture)
            let application = Application(
                router: ExchangeRouter(exchange: bench.exchange, clock: bench.clock.clock, instruments: calls).router)
            try await ClientIdentity.$current.withValue(identity) {
                try await application.test(.router) { client in try await client.execute(uri: path, method: method) { _ in } }
            }
        }
    }

    @Test func answersThatItLives() async throws {
        let watched = try await Watched()
        let health = try await watched.ask("/health")
        #expect(health.status == 200 && health.text == "ok\n" && health.fields[.cacheControl] == "no-store")
        for (path, method, status) in [("/", HTTPRequest.Method.get, 404), ("/health", .post, 404), ("/v1/status", .get, 404)] {
            #expect(try await watched.ask(path, method).status == status)
        }
    }

    @Test func saysWhyItIsNotReady() async throws {
        let watched = try await Watched()
        let early = try await watched.ask("/ready")
        #expect(early.status == 503 && early.text == "starting\n" && early.fields[.retryAfter] == "5")
        watched.readiness.noteServing()
        #expect(try await watched.ask("/ready").status == 200)
        watched.breakages.add()
        #expect(try await watched.ask("/ready").text == "storage-unreadable\n")
        #expect(try await watched.ask("/health").status == 200)
        #expect(try await watched.ask("/metrics").text.contains("\nkedja_ready 0\n"))
        watched.readiness.noteStopping()
        #expect(try await watched.ask("/ready").text == "stopping\n")
    }

    /// Calls are counted by template, whatever ids stand in the path, and what nobody knows goes together.
    @Test func countsCallsByTheirTemplates() async throws {
        let watched = try await Watched()
        try await watched.call("/v1/status")
        for _ in 0..<2 { try await watched.call("/v1/cases/case_00000000000000000000000000") }
        try await watched.call("/v1/nobody/8803200016")
        try await watched.call("/v1/status", .delete)
        try await watched.call("/log/tile/0/000")
        let text = try await watched.ask("/metrics").text
        for line in [
            #"kedja_calls_total{method="GET",route="/v1/status",status="2xx"} 1"#,
            #"kedja_calls_total{method="GET",route="/v1/cases/{case}",status="4xx"} 2"#,
            #"kedja_calls_total{method="-",route="-",status="4xx"} 2"#,
            #"kedja_call_seconds_count{method="GET",route="/v1/status"} 1"#,
            #"kedja_commit_writes_bucket{le="4"} 1"#, "kedja_commit_seconds_sum 0.005", "kedja_commit_failures_total 1",
            "kedja_commit_seconds_count 1", "kedja_calls_under_way 0", "kedja_writes_waiting 4",
            #"kedja_build_info{version="1.2.3"} 1"#, #"kedja_work_age_seconds{work="housekeeping"} 0"#,
            #"kedja_entries_written_total{action="readCase",outcome="failed"} 2"#,
        ] { #expect(text.contains("\n\(line)\n"), "\(line)") }
        #expect(text.contains(#"route="/log/tile/{tile}",status=""#) || text.contains("/log/tile/"))
        #expect(!text.contains("8803200016") && !text.contains("case_0"))
    }

    /// Every measure is one that the catalogue names, with its labels and no others; and each label's values are words of ours.
    @Test func tellsWhatTheCatalogueSays() async throws {
        let watched = try await Watched()
        watched.calls.watchWaiting { [("calls", 7)] }
        let text = try await watched.ask("/metrics").text
        #expect(text.contains("\nkedja_calls_waiting{door=\"calls\"} 7\n"))
        var told: Set<String> = []
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let name = String(line.prefix { $0 != "{" && $0 != " " })
            let family = Measure(rawValue: name) ?? Measure(rawValue: name.replacing(/_(bucket|sum|count)$/, with: ""))
            let measure = try #require(family, "\(name) isn't in the catalogue")
            told.insert(measure.rawValue)
            let labels = line.matches(of: /([a-z_]+)="/).map { String($0.1) }.filter { $0 != "le" }
            #expect(labels == measure.labels.sorted() || labels == measure.labels, "\(line)")
        }
        // These are told where there are witnesses, an authority of time, a revocation list.
        let absent: Set<Measure> = [.vouchedAge, .quorumMissing, .stampAge, .stampLate, .revocationAge, .revoked, .checkpointAge]
        #expect(Set(Measure.allCases.filter { !absent.contains($0) }.map(\.rawValue)).subtracting(told) == [])
    }

    @Test func theListIsDocumented() throws {
        let page = try String(contentsOf: Bench.packageRoot.appending(path: "CONFIGURATION.md"), encoding: .utf8)
        for measure in Measure.allCases {
            let labels = measure.labels.map { "`\($0)`" }.joined(separator: ", ")
            #expect(page.contains("| `\(measure.rawValue)` | \(measure.kind.rawValue) | \(labels) |"), "\(measure.rawValue)")
        }
        for reason in Readiness.Reason.allCases { #expect(page.contains("`\(reason.rawValue)`")) }
    }

    /// Whoever sends a byte now and then takes a place for a minute, not for good.
    @Test func aConnectionHasItsTime() throws {
        let channel = EmbeddedChannel(handler: LifetimeHandler(.seconds(60)))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        channel.embeddedEventLoop.advanceTime(by: .seconds(59))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }
}
