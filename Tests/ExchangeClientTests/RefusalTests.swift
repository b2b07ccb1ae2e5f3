import AsyncHTTPClient
import ExchangeAPI
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
import Synchronization
import Testing

@testable import Exchange
@testable import ExchangeClient

@Suite("What refuses, and how it is said")
struct RefusalTests {
    @Test(
        "a problem becomes an error with its code and class",
        arguments: [
            (400, "invalid-input", ClientError.ExitClass.usage), (401, "unauthenticated", .refused), (403, "denied", .refused),
            (404, "not-found", .notFound), (409, "conflict", .refused), (413, "too-large", .usage), (422, "invalid-record", .usage),
            (500, "damaged", .integrity), (500, "internal-failure", .unavailable), (503, "storage-failed", .unavailable),
        ])
    func problem(status: Int, code: String, exitClass: ClientError.ExitClass) throws {
        let problem = Problem(code: code, title: "T", status: status, detail: "D", policies: ["p"], auditIndex: 3)
        let error = refusedAnswer(status: status, isProblem: true, body: Array(try WireJSON.encode(problem)))
        #expect(error.code == code && error.exitClass == exitClass && error.sentence == "D" && error.problem == problem)
    }

    @Test(
        "what isn't a problem, or not this answer's, is not believed",
        arguments: [
            "", "no", "{}", #"{"type":"urn:kedja:error:denied","title":"T","status":404,"detail":"D","code":"denied"}"#,
            #"{"type":"urn:kedja:error:other","title":"T","status":403,"detail":"D","code":"denied"}"#,
            #"{"type":"urn:kedja:error:A B","title":"T","status":403,"detail":"D","code":"A B"}"#,
        ])
    func malformed(body: String) {
        #expect(refusedAnswer(status: 403, isProblem: true, body: Array(body.utf8)).code == "malformed-problem")
        #expect(refusedAnswer(status: 403, isProblem: true, body: Array(body.utf8)).exitClass == .integrity)
        #expect(refusedAnswer(status: 502, isProblem: false, body: Array(body.utf8)).exitClass == .unavailable)
    }

    @Test("a sentence from elsewhere can't move the terminal's cursor, nor go on for ever")
    func safeText() throws {
        let detail = "\u{1b}[2Ja\nb\u{202e}" + String(repeating: "x", count: 5000)
        let problem = Problem(code: "denied", title: "T", status: 403, detail: detail)
        let sentence = refusedAnswer(status: 403, isProblem: true, body: Array(try WireJSON.encode(problem))).sentence
        #expect(sentence.hasPrefix("?[2Ja?b?x") && sentence.count == SafeText.longest + 1)
    }

    @Test("answers that can't be taken", arguments: ["html", "json", "large", "large problem", "no type"])
    func answers(kind: String) async throws {
        let (world, daemon) = (try World(), try FakeDaemon())
        daemon.route("/v1/directory") { _, _ in
            switch kind {
            case "html": .answer(200, "text/html", Array("<html>".utf8))
            case "json": .answer(200, "application/json", Array("{\"result\":1}".utf8))
            case "large": .answer(200, "application/json", [UInt8](repeating: 0x20, count: ExchangeConnection.answerLimit + 1))
            case "large problem": .answer(403, "application/problem+json", [UInt8](repeating: 0x20, count: 70_000))
            default: HTTPClientResponse(version: .http1_1, status: .ok, headers: [:], body: .bytes(ByteBuffer(string: "{}")))
            }
        }
        let connection = try world.connection(daemon)
        let found = await failure { _ = try await connection.send(.directory()) }
        #expect(found?.code == (kind.hasPrefix("large") ? "answer-too-large" : "malformed-answer"))
        #expect(found?.exitClass == .integrity)
    }

    @Test("without the log's key nothing with a receipt is done")
    func noLogKey() async throws {
        let (world, daemon) = (try World(), try FakeDaemon())
        let profile = Profile(
            name: "t", daemon: "https://localhost", authority: "", certificate: "", certificateKey: "", signingCertificate: "",
            signingKey: "",
            identity: "")
        let connection = try ExchangeConnection(
            profile: profile, me: world.karin, trust: world.trust, clock: Clock { testNow }, random: world.random.source,
            transport: daemon.transport)
        #expect(await failure { _ = try await connection.send(.directory()) }?.code == "no-log-key")
        #expect(await failure { _ = try await connection.checkpoint() }?.code == "no-log-key")
        #expect(daemon.requests.isEmpty)
    }

    struct Broken: Sendable, CustomTestStringConvertible {
        let error: any Error
        let code: String
        var testDescription: String { "\(code) \(type(of: error))" }
    }

    static let broken: [Broken] = [
        Broken(error: HTTPClientError.remoteConnectionClosed, code: "connection-closed"),
        Broken(error: HTTPClientError.readTimeout, code: "timeout"),
        Broken(error: HTTPClientError.connectTimeout, code: "unreachable"),
        Broken(error: HTTPClientError.cancelled, code: "cancelled"),
        Broken(error: CancellationError(), code: "cancelled"),
        Broken(error: NIOSSLError.uncleanShutdown, code: "connection-closed"),
        Broken(error: NIOSSLError.unableToValidateCertificate, code: "untrusted-daemon"),
        Broken(error: NIOSSLError.handshakeFailed(.sslError([])), code: "handshake-failed"),
        Broken(error: NIOSSLExtraError.failedToValidateHostname, code: "untrusted-daemon"),
        Broken(error: BoringSSLError.sslError([]), code: "connection-closed"),
        Broken(error: IOError(errnoCode: 104, reason: "read"), code: "connection-closed"),
        Broken(error: IOError(errnoCode: 111, reason: "connect"), code: "unreachable"),
        Broken(error: ChannelError.inputClosed, code: "connection-closed"),
        Broken(error: DecodingError.valueNotFound(Int.self, .init(codingPath: [], debugDescription: "")), code: "connection-failed"),
    ]

    @Test(
        "where no connection came about, nothing was sent: it's tried once more, and only then",
        arguments: [
            (HTTPClientError.connectTimeout, 1, nil), (HTTPClientError.tlsHandshakeTimeout, 1, nil),
            (HTTPClientError.connectTimeout, 2, "unreachable"), (HTTPClientError.readTimeout, 1, "timeout"),
            (HTTPClientError.remoteConnectionClosed, 1, "connection-closed"), (CancellationError(), 1, "cancelled"),
        ] as [(any Error, Int, String?)])
    func onceMore(error: any Error, failures: Int, code: String?) async throws {
        let tries = Mutex(0)
        let transport = Transport { _ in
            let number = tries.withLock {
                $0 += 1; return $0
            }
            if number <= failures { throw error }
            return HTTPClientResponse()
        }
        let found = await failure { _ = try await transport.perform(HTTPClientRequest(url: "https://d"), to: "https://d") }
        #expect(found?.code == code)
        #expect(tries.withLock { $0 } == (["timeout", "connection-closed", "cancelled"].contains(code) ? 1 : 2))
    }

    @Test("the libraries' errors become sentences", arguments: broken)
    func connection(broken: Broken) {
        #expect(connectionFailure(broken.error, daemon: "https://d").code == broken.code)
    }
}
