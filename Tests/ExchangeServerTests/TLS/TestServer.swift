@testable import ExchangeServer
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import SignedRecords
import SwiftASN1
import Synchronization
import X509

/// What the listener depends on and a test changes while it runs.
final class TestWorld: Sendable {
    private let date = Mutex(TestDates.now)
    private let revoked = Mutex<Set<String>>([])
    private let lines = Mutex<[String]>([])

    var now: Date {
        get { date.withLock { $0 } }
        set { date.withLock { $0 = newValue } }
    }

    func revoke(_ serialHex: String) { revoked.withLock { _ = $0.insert(serialHex) } }
    func isRevoked(_ serialHex: String) -> Bool { revoked.withLock { $0.contains(serialHex) } }

    func standing(_ material: TLSMaterialProvider) -> ClientStanding {
        ClientStanding(
            now: { self.now }, isTrusted: { material.current.trusts($0) },
            revocation: { $0.contains { self.isRevoked($0.serial) } ? .revoked : nil })
    }

    /// All that was logged, a line an event.
    var logged: [String] { lines.withLock { $0 } }
    fileprivate func log(_ line: String) { lines.withLock { $0.append(line) } }

    var logger: Logger {
        var logger = Logger(label: "test") { _ in WorldLogHandler(world: self) }
        logger.logLevel = .debug
        return logger
    }
}

private struct WorldLogHandler: LogHandler {
    let world: TestWorld
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .debug

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        world.log("\(event.message) \(event.metadata?["reason"].map { "\($0)" } ?? "-") \(event.metadata ?? [:])")
    }
}

/// A listener on a loopback port, for the length of a closure.
struct TestServer: Sendable {
    let authority: TestAuthority
    let world: TestWorld
    let material: TLSMaterialProvider
    let port: Int
    private let group: ServiceGroup

    /// Runs a server, then `body`, then shuts down gracefully and waits for the end.
    static func run(
        authority: TestAuthority? = nil,
        configuration: TLSListenerConfiguration = .patient,
        router: Router<ConnectionRequestContext>? = nil,
        material: TLSMaterial? = nil,
        standing: (TestWorld, TLSMaterialProvider) -> ClientStanding = { $0.standing($1) },
        _ body: (TestServer) async throws -> Void
    ) async throws {
        let authority = try authority ?? TestAuthority()
        let world = TestWorld()
        let material = TLSMaterialProvider(try material ?? authority.material())
        let (ports, continuation) = AsyncStream<Int>.makeStream()
        let application = Application(
            router: router ?? Self.router(),
            server: .kedja(
                material: material, configuration: configuration, standing: standing(world, material), logger: world.logger),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { continuation.yield($0.localAddress?.port ?? 0) },
            logger: world.logger
        )
        let group = ServiceGroup(configuration: .init(services: [application], logger: world.logger))
        async let running: Void = {
            defer { continuation.finish() }
            try await group.run()
        }()
        for await port in ports {
            let server = TestServer(authority: authority, world: world, material: material, port: port, group: group)
            let outcome = await Result { try await body(server) }
            await group.triggerGracefulShutdown()
            try await running
            return try outcome.get()
        }
        try await running
    }

    /// `/whoami` answers the caller's URI, serial number and the connection's port; `/count` the number of bytes it got, at most
    /// 1 MiB; `/slow` whether it came in
    /// time; `/largest` the memory that the largest chunk of the body held; `/blob` a range of `StreamingOverTLSTests.content`.
    private static func router() -> Router<ConnectionRequestContext> {
        let router = Router(context: ConnectionRequestContext.self)
        let officers = router.group(context: OfficerRequestContext.self)
        officers.get("whoami") { _, context in
            "\(context.identity.uri) \(context.identity.serialHex) \(context.channel.remoteAddress?.port ?? 0)"
        }
        officers.post("count") { request, _ -> Response in
            do {
                let count = try await request.body.bounded(to: 1 << 20).reduce(0) { $0 + $1.readableBytes }
                return Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: "\(count)")))
            } catch let error as ServerError {
                return Response(status: .contentTooLarge, body: ResponseBody(byteBuffer: ByteBuffer(string: error.code)))
            }
        }
        officers.post("slow") { request, _ -> Response in
            do {
                _ = try await request.body.bounded(to: 1 << 20).reduce(0) { $0 + $1.readableBytes }
                return Response(status: .ok)
            } catch let error as ServerError {
                return Response(status: .requestTimeout, body: ResponseBody(byteBuffer: ByteBuffer(string: error.code)))
            }
        }
        officers.post("largest") { request, _ in
            var largest = 0
            for try await chunk in request.body { largest = max(largest, chunk.storageCapacity) }
            return "\(largest)"
        }
        officers.get("blob") { request, context -> Response in
            let query = request.uri.queryParameters
            let (from, to) = (try query.require("from", as: UInt64.self), try query.require("to", as: UInt64.self))
            let blob = TestBlob(bytes: StreamingOverTLSTests.content)
            return Response(status: .ok, body: try await .blob(blob, from..<to, eventLoop: context.channel.eventLoop))
        }
        return router
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}

extension TestAuthority {
    /// A server's material whose clients this authority issues, or these.
    func material(clients: [TestAuthority]? = nil) throws -> TLSMaterial {
        let server = try issueServer()
        let roots = try (clients ?? [self]).map { try $0.certificate.serializeAsPEM().pemString }
        return try TLSMaterial(
            certificateChainPEM: server.chainPEM, privateKeyPEM: server.keyPEM, clientRootsPEM: roots.joined(separator: "\n"))
    }
}

extension TLSListenerConfiguration {
    /// Waits longer than any test does, for tests of other things than waiting: a busy machine must not end a connection.
    static var patient: TLSListenerConfiguration {
        var configuration = TLSListenerConfiguration()
        configuration.handshakeTimeout = .seconds(600)
        configuration.idleTimeout = .seconds(600)
        configuration.stallTimeout = .seconds(600)
        configuration.bodyGrace = .seconds(600)
        return configuration
    }
}
