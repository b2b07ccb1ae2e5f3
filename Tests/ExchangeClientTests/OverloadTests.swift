import AsyncHTTPClient
import ExchangeAPI
import NIOHTTP1
import Synchronization
import Testing

@testable import Exchange
@testable import ExchangeClient

@Suite("a daemon that has too much to do") struct OverloadTests {
    private final class Waits: Sendable {
        private let list = Mutex<[Duration]>([])

        var all: [Duration] { list.withLock { $0 } }
        func add(_ wait: Duration) { list.withLock { $0.append(wait) } }
    }

    private func connection(_ world: World, _ daemon: FakeDaemon, _ waits: Waits) throws -> ExchangeConnection {
        let profile = Profile(
            name: "test", daemon: "https://localhost:1", authority: "", certificate: "", certificateKey: "", signingCertificate: "",
            signingKey: "", identity: "", logVerifierKey: daemon.verifierKey)
        return try ExchangeConnection(
            profile: profile, me: world.karin, trust: world.trust, clock: Clock { testNow }, random: world.random.source,
            transport: daemon.transport, pause: { waits.add($0) })
    }

    private static func refusal(_ retryAfter: String?) throws -> HTTPClientResponse {
        var response = try HTTPClientResponse.problem(503, "overloaded")
        if let retryAfter { response.headers.replaceOrAdd(name: "retry-after", value: retryAfter) }
        return response
    }

    @Test("the same call is made again, with its key, until it gets through")
    func again() async throws {
        let (world, daemon, waits) = (try World(), try FakeDaemon(), Waits())
        let refusals = Mutex(2)
        daemon.route("/v1/policies/reload") { _, state in
            let isRefused = refusals.withLock { left in
                defer { left -= 1 }
                return left > 0
            }
            return isRefused ? try Self.refusal("2") : try state.committed(EmptyBody(), .reloadPolicies)
        }
        _ = try? await connection(world, daemon, waits).send(.reloadPolicies())
        let keys = Set(daemon.requests.map { $0.headers.first(name: "idempotency-key") })
        #expect(daemon.requests.count == 3 && keys.count == 1 && !keys.contains(nil))
        #expect(Set(daemon.requests.map(\.body)).count == 1)
        let (first, second) = (waits.all.first ?? .zero, waits.all.last ?? .zero)
        #expect(waits.all.count == 2)
        #expect(first >= .seconds(2) && first < .seconds(4) && second >= .seconds(4) && second < .seconds(6))
    }

    @Test("it gives up after some times, and the exit class is that of an unavailable daemon")
    func givesUp() async throws {
        let (world, daemon, waits) = (try World(), try FakeDaemon(), Waits())
        daemon.route("/v1/status") { _, _ in try Self.refusal("1") }
        let connection = try connection(world, daemon, waits)
        let found = await failure { _ = try await connection.plain(.status()) }
        #expect(found?.code == "overloaded" && found?.exitClass == .unavailable)
        #expect(daemon.requests.count == Overload.repetitions + 1 && waits.all.count == Overload.repetitions)
    }

    @Test("what else is unavailable isn't made again")
    func others() async throws {
        let (world, daemon, waits) = (try World(), try FakeDaemon(), Waits())
        daemon.route("/v1/status") { _, _ in
            var response = try HTTPClientResponse.problem(503, "storage-failed")
            response.headers.replaceOrAdd(name: "retry-after", value: "1")
            return response
        }
        let connection = try connection(world, daemon, waits)
        #expect(await failure { _ = try await connection.plain(.status()) }?.code == "storage-failed")
        #expect(daemon.requests.count == 1 && waits.all.isEmpty)
    }

    @Test("whoever interrupts it isn't kept waiting")
    func interrupted() async throws {
        let (world, daemon) = (try World(), try FakeDaemon())
        daemon.route("/v1/status") { _, _ in try Self.refusal(nil) }
        let profile = Profile(
            name: "test", daemon: "https://localhost:1", authority: "", certificate: "", certificateKey: "", signingCertificate: "",
            signingKey: "", identity: "", logVerifierKey: daemon.verifierKey)
        let connection = try ExchangeConnection(
            profile: profile, me: world.karin, trust: world.trust, clock: Clock { testNow }, random: world.random.source,
            transport: daemon.transport, pause: { _ in throw CancellationError() })
        #expect(await failure { _ = try await connection.plain(.status()) }?.code == "cancelled")
    }

    @Test(
        "what Retry-After says is believed within bounds",
        arguments: [
            (nil, 2), ("0", 1), ("-5", 1), ("7", 7), ("86400", 30), ("99999999999999999999", 2), ("Wed, 21 Oct 2026 07:28:00 GMT", 2),
            ("", 2),
        ] as [(String?, Int)])
    func bounds(stated: String?, seconds: Int) throws {
        var error = ClientError(.unavailable, "overloaded", "")
        error.retryAfter = stated
        let lowest = Overload.wait(after: error, repetition: 0, random: RandomSource { [UInt8](repeating: 0, count: $0) })
        #expect(lowest == .seconds(seconds))
        let some = try #require(Overload.wait(after: error, repetition: 2, random: RandomSource { [UInt8](repeating: 0xff, count: $0) }))
        #expect(some >= .seconds(3 * seconds) && some < .seconds(4 * seconds))
    }
}
