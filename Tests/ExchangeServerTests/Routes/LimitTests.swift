import AsyncHTTPClient
import Exchange
import ExchangeAPI
import Foundation
import NIOCore
import NIOHTTP1
import StorageContract
import Testing
import X509

@testable import ExchangeServer

/// Everything that has a bound, a step beyond it, over the real listener: each is answered by its status and code, and nothing is logged.
@Suite(.timeLimit(.minutes(5))) struct LimitTests {
    struct Excess: Sendable, CustomTestStringConvertible {
        let name: String
        var method = "POST"
        var path = "/v1/participants"
        var headers: [(String, String)] = []
        var body: String? = JSONBodyTests.good
        var officer = Bench.rut
        let status: UInt
        /// Empty where the HTTP parser itself refuses.
        let code: String
        var version = HTTPClient.Configuration.HTTPVersion.http1Only

        var testDescription: String { "\(name), \(version == .http1Only ? "HTTP/1.1" : "HTTP/2")" }

        func over2(_ status: UInt? = nil, _ code: String? = nil) -> Excess {
            Excess(
                name: name, method: method, path: path, headers: headers, body: body, officer: officer, status: status ?? self.status,
                code: code ?? self.code, version: .automatic)
        }
    }

    private static let document = "doc_" + String(repeating: "0", count: 26)
    private static func many(_ count: Int, _ element: String) -> String { Array(repeating: element, count: count).joined(separator: ",") }
    private static func member(_ text: String) -> String { JSONBodyTests.good.replacing("{", with: "{\(text),") }
    private static func request(_ count: Int) -> String {
        #"{"documents":[\#(many(count, "\"\(document)\""))],"purpose":"planering","reason":"x"}"#
    }

    private static let bodies: [Excess] = [
        Excess(
            name: "body of more than 1 MiB", body: JSONBodyTests.good + String(repeating: " ", count: 1 << 20), status: 413,
            code: "body-too-large"),
        Excess(
            name: "33 levels", body: member("\"x\":" + String(repeating: "[", count: 33) + String(repeating: "]", count: 33)), status: 400,
            code: "malformed-json"),
        Excess(name: "half a million levels", body: String(repeating: "[", count: 500_000), status: 400, code: "malformed-json"),
        Excess(name: "10,001 values", body: "{\"x\":[\(many(10_001, "0"))]}", status: 400, code: "malformed-json"),
        Excess(name: "half a million values", body: "{\"x\":[\(many(500_000, "0"))]}", status: 400, code: "malformed-json"),
        Excess(name: "a member twice", body: member("\"number\":\"1\""), status: 400, code: "malformed-json"),
        Excess(name: "a member twice, once escaped", body: member("\"n\\u0075mber\":\"1\""), status: 400, code: "malformed-json"),
        Excess(
            name: "a name that is too long", body: JSONBodyTests.good.replacing("Tilda", with: String(repeating: "a", count: 201)),
            status: 400, code: "invalid-input"),
        Excess(name: "51 documents", path: "/v1/requests", body: request(51), status: 400, code: "invalid-input"),
        Excess(name: "no documents", path: "/v1/requests", body: request(0), status: 400, code: "invalid-input"),
        Excess(name: "a document twice", path: "/v1/requests", body: request(2), status: 400, code: "invalid-input"),
    ]

    private static let numbers: [Excess] =
        [
            "\"1\"", "-1", "1.5", "1e999", "18446744073709551616", "01", "+1", "0x1", "NaN", "1_000",
        ].map {
            Excess(
                name: "a number written \($0)", path: "/v1/audit/search", body: #"{"exporting":false,"filter":{},"from":\#($0)}"#,
                officer: Bench.ada,
                status: 400, code: "malformed-json")
        }
        + ["-1", "1.5", "%2B1", "01", "18446744073709551616", "", "1e3", "1&from=2"].map {
            Excess(
                name: "a query's number written \($0)", method: "GET", path: "/log/leaves?from=\($0)", body: nil, status: 400,
                code: "invalid-input")
        }

    private static let heads: [Excess] = [
        Excess(
            name: "a path of 2,049 bytes", method: "GET", path: "/v1/" + String(repeating: "a", count: 2045), body: nil, status: 414,
            code: "target-too-long"),
        Excess(
            name: "a query of 2,049 bytes", method: "GET", path: "/v1/cases?after=" + String(repeating: "a", count: 2033), body: nil,
            status: 414, code: "target-too-long"),
        Excess(
            name: "a query that states it twice", method: "GET", path: "/v1/cases?state=open&state=open", body: nil, status: 400,
            code: "invalid-input"),
        Excess(
            name: "an id of 2,000 bytes", method: "GET", path: "/v1/cases/case_" + String(repeating: "0", count: 1980), body: nil,
            status: 404, code: "not-found"),
        Excess(
            name: "101 header fields", method: "GET", path: "/v1/status", headers: (0..<101).map { ("x-\($0)", "y") }, body: nil,
            status: 400, code: ""),
        Excess(
            name: "a header field of 16 KiB", method: "GET", path: "/v1/status", headers: [("x", String(repeating: "y", count: 16 << 10))],
            body: nil, status: 400, code: ""),
        Excess(
            name: "an Idempotency-Key of 65 bytes", headers: [("Idempotency-Key", String(repeating: "k", count: 65))], status: 400,
            code: "missing-idempotency-key"),
    ]

    private static let parts: [Excess] = [
        Excess(
            name: "a part of more than 4 MiB", method: "PATCH", path: "/v1/uploads/upl_\(String(repeating: "0", count: 26))",
            headers: [
                ("Content-Type", "application/octet-stream"), ("Upload-Offset", "0"),
                ("Content-Digest", "sha-256=:\(String(repeating: "A", count: 43))=:"),
            ],
            body: String(repeating: "x", count: (4 << 20) + 1), status: 404, code: "not-found"),
        Excess(
            name: "an offset that no file has", method: "PATCH", path: "/v1/uploads/upl_\(String(repeating: "0", count: 26))",
            headers: [
                ("Content-Type", "application/octet-stream"), ("Upload-Offset", "9223372036854775808"),
                ("Content-Digest", "sha-256=:\(String(repeating: "A", count: 43))=:"),
            ],
            body: "x", status: 400, code: "malformed-header"),
    ]

    static let excesses: [Excess] =
        bodies + numbers + heads + parts + [bodies[0], bodies[3], heads[0], numbers[1], parts[0]].map { $0.over2() }
        // More than swift-nio-http2 unpacks: the connection ends.
        + [heads[4].over2(431, "header-too-large"), heads[5].over2(0, "")]

    @Test func eachIsRefusedByItsCode() async throws {
        let bench = try await Bench.ready()
        let router = ExchangeRouter(exchange: bench.exchange, clock: bench.clock.clock).router
        try await TestServer.run(router: router) { server in
            for excess in Self.excesses {
                let answer = try await send(excess, server)
                // What the parser refuses may be cut off before its answer is read: the client was still sending.
                if excess.code.isEmpty, answer.status == 0 { continue }
                #expect(answer.status == excess.status, "\(excess.testDescription): \(answer.body)")
                let code = try? JSONDecoder().decode(Problem.self, from: Data(answer.body.utf8)).code
                #expect((code ?? "") == excess.code, "\(excess.testDescription): \(answer.body)")
            }
            // What came before the exchange was asked is in nobody's log; what it was asked is, as a refusal or a failure.
            #expect(Self.excesses.count == 45)
        }
    }

    @Test func headersAreAsManyAsDocuments() throws {
        let random = SeededRandom(seed: 4).source
        let headers = (0..<51).map { _ in AnswerRequestBody.Header(document: DocumentID(random: random), header: "YQ==") }
        #expect(try AnswerRequestBody(record: "", headers: Array(headers.prefix(50))).headerBytes().count == 50)
        #expect(throws: ExchangeError(.invalidInput, "")) { _ = try AnswerRequestBody(record: "", headers: headers).headerBytes() }
    }

    private func send(_ excess: Excess, _ server: TestServer) async throws -> (status: UInt, body: String) {
        let profile = LeafProfile(names: [.uniformResourceIdentifier("kedja:\(excess.officer)")])
        return try await server.withClient(try server.authority.issue(profile), version: excess.version) { client in
            var request = HTTPClientRequest(url: "https://localhost:\(server.port)\(excess.path)")
            request.method = .init(rawValue: excess.method)
            for (name, value) in excess.headers { request.headers.add(name: name, value: value) }
            if excess.method == "POST" {
                request.headers.add(name: "Content-Type", value: "application/json")
                if !request.headers.contains(name: "Idempotency-Key") { request.headers.add(name: "Idempotency-Key", value: "k") }
            }
            if let body = excess.body { request.body = .bytes(ByteBuffer(string: body)) }
            let response: HTTPClientResponse
            do { response = try await client.execute(request, timeout: .seconds(60)) } catch let error as HTTPClientError
                where error == .remoteConnectionClosed
            {
                return (0, "the connection was closed")
            }
            return (response.status.code, String(buffer: try await response.body.collect(upTo: 1 << 20)))
        }
    }
}
