import Exchange
import ExchangeAPI
import Foundation
import HTTPTypes
import Testing

@testable import ExchangeServer

/// One request is one request: whatever two readers might read differently is refused, and nothing behind it is taken for a second one.
@Suite("Requests within requests", .timeLimit(.minutes(10))) struct SmugglingTests {
    private static let keyless = "POST /v1/participants/search HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    private static let post = "\(keyless)Idempotency-Key: k\r\n"
    /// What an attacker would have run: it ends the connection, so that a test needn't wait.
    private static let second = "GET /v1/policies HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"

    /// What is sent in front of `second`. Each is answered by 400 and nothing else, and the connection ends.
    static let refused: [(String, String)] = [
        ("both lengths", "\(post)Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
        ("both lengths, the other way round", "\(post)Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n{}"),
        ("two lengths", "\(post)Content-Length: 2\r\nContent-Length: 80\r\n\r\n{}"),
        ("a length twice", "\(post)Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}"),
        ("a list of lengths", "\(post)Content-Length: 2, 2\r\n\r\n{}"),
        ("a signed length", "\(post)Content-Length: +2\r\n\r\n{}"),
        ("a negative length", "\(post)Content-Length: -2\r\n\r\n{}"),
        ("a length in hexadecimal", "\(post)Content-Length: 0x2\r\n\r\n{}"),
        ("a length too long for any number", "\(post)Content-Length: 99999999999999999999\r\n\r\n{}"),
        ("a folded line", "\(post)Transfer-Encoding:\r\n chunked\r\nContent-Length: 2\r\n\r\n{}"),
        ("a folded field", "GET /v1/status HTTP/1.1\r\nHost: localhost\r\nX-A: b\r\n c\r\n\r\n"),
        ("lines that end in LF", "GET /v1/status HTTP/1.1\nHost: localhost\n\n"),
        ("one line that ends in LF", "GET /v1/status HTTP/1.1\r\nHost: localhost\nX-Y: z\r\n\r\n"),
        ("CR in a value", "GET /v1/status HTTP/1.1\r\nHost: localhost\r\nX-Y: a\rContent-Length: 90\r\n\r\n"),
        ("NUL in a value", "GET /v1/status HTTP/1.1\r\nHost: localhost\r\nX-Y: a\0b\r\n\r\n"),
        ("a space before the colon", "\(post)Content-Length : 2\r\n\r\n{}"),
        ("a name with a space", "\(post)Content Length: 2\r\n\r\n{}"),
        ("an unknown coding beside a length", "\(post)Transfer-Encoding: xchunked\r\nContent-Length: 2\r\n\r\n{}"),
        ("an unknown coding", "\(post)Transfer-Encoding: xchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
        ("chunked not last", "\(post)Transfer-Encoding: chunked, identity\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
        ("chunked and something else", "\(post)Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
        ("a quoted chunk extension over the line's end", "\(post)Transfer-Encoding: chunked\r\n\r\n2;a=\"\r\n{}\r\n0\r\n\r\n"),
        ("a chunk's line that ends in LF", "\(post)Transfer-Encoding: chunked\r\n\r\n2;a\n{}\r\n0\r\n\r\n"),
        ("a chunk's size with a prefix", "\(post)Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n"),
        ("a chunk's size that overflows", "\(post)Transfer-Encoding: chunked\r\n\r\n10000000000000002\r\n{}\r\n0\r\n\r\n"),
        ("a method in lower case", "get /v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        ("another version", "GET /v1/status HTTP/9.9\r\nHost: localhost\r\n\r\n"),
        ("no version", "GET /v1/status\r\n\r\n"),
        ("a path with a space", "GET /v1/status /v1/policies HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        ("a path with a control character", "GET /v1/status\u{1} HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        ("HTTP/2 where HTTP/1.1 was agreed on", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u{4}\0\0\0\0\0"),
    ]

    @Test func whatIsReadInTwoWaysIsRefused() async throws {
        let stage = try await RouteStage.built()
        try await RouteServer.run(stage) { server in
            for (name, text) in Self.refused {
                let answer = try await server.answers(to: Array((text + Self.second).utf8))
                let statuses = answer.matches(of: /HTTP\/1.1 ([0-9]{3})/).map { String($0.output.1) }
                #expect(Set(statuses) == ["400"], "\(name)")
            }
        }
    }

    /// Well-formed as HTTP, and refused all the same: one answer each, and the request behind it is one of its own.
    static let odd: [(String, String, String)] = [
        ("a coding that isn't understood", "\(post)Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", "malformed-header"),
        ("a body in a coding", "\(post)Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}", "wrong-media-type"),
        ("no host", "GET /v1/status HTTP/1.1\r\n\r\n", "malformed-header"),
        ("two hosts", "GET /v1/status HTTP/1.1\r\nHost: localhost\r\nHost: other\r\n\r\n", "malformed-header"),
        ("a host twice", "GET /v1/status HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", "malformed-header"),
        ("a host with a path", "GET /v1/status HTTP/1.1\r\nHost: localhost/v1\r\n\r\n", "malformed-header"),
        ("a host with a user", "GET /v1/status HTTP/1.1\r\nHost: ada@localhost\r\n\r\n", "malformed-header"),
        ("two keys", "\(post)Idempotency-Key: l\r\nContent-Length: 2\r\n\r\n{}", "missing-idempotency-key"),
        ("two types", "\(post)Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}", "wrong-media-type"),
        (
            "a key in the trailer", "\(keyless)Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nIdempotency-Key: k\r\n\r\n",
            "missing-idempotency-key"
        ),
        ("the server as a whole", "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", "no-route"),
        ("a query", "QUERY /v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n", "method-not-allowed"),
        ("an echo", "TRACE /v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n", "method-not-allowed"),
    ]

    @Test func whatIsOddIsRefused() async throws {
        let stage = try await RouteStage.built()
        try await RouteServer.run(stage) { server in
            for (name, text, code) in Self.odd {
                let answer = try await server.answers(to: Array((text + Self.second).utf8))
                #expect(answer.contains("\"code\":\"\(code)\""), "\(name): \(answer)")
                #expect(answer.matches(of: /HTTP\/1.1 200/).count <= 1, "\(name)")
            }
        }
    }

    /// What is taken means what it says: a body is a body, even one that looks like a request, and an absolute target is its path, whatever the host.
    static let taken: [(String, String, String)] = [
        ("a chunk extension", "\(post)Transfer-Encoding: chunked\r\n\r\n2;name=value\r\n{}\r\n0\r\n\r\n", "\"result\":["),
        ("an absolute target", "GET https://evil.example/v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n", "\"logVerifierKey\""),
        (
            "a request in a body", "GET /v1/status HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(second.utf8.count)\r\n\r\n\(second)",
            "\"logVerifierKey\""
        ),
    ]

    @Test func whatIsTakenIsTakenOnce() async throws {
        let stage = try await RouteStage.built()
        try await RouteServer.run(stage) { server in
            for (name, text, sign) in Self.taken {
                let answer = try await server.answers(to: Array((text + Self.second).utf8))
                #expect(answer.contains(sign), "\(name): \(answer)")
                #expect(answer.matches(of: /HTTP\/1.1 200/).count == 2, "\(name)")
            }
        }
    }
}

extension SmugglingTests {
    /// Neither a tunnel nor another protocol is opened: what comes behind the asking is nobody's request.
    @Test(arguments: [
        ("CONNECT localhost:443 HTTP/1.1\r\nHost: localhost\r\n\r\n", "404"),
        ("GET /v1/status HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n", "200"),
    ])
    func noOtherProtocolIsSpoken(text: String, status: String) async throws {
        let stage = try await RouteStage.built()
        try await RouteServer.run(stage) { server in
            let talk = try await RawTalk(server, as: Cast.officer("vagen-ut/vera"))
            try await talk.send(Array(text.utf8))
            let answer = String(decoding: await talk.received { $0.count > 12 }, as: UTF8.self)
            #expect(answer.hasPrefix("HTTP/1.1 \(status)"), "\(answer)")
        }
    }
}

extension RouteServer {
    /// All that is answered to `bytes`, which end the connection.
    fileprivate func answers(to bytes: [UInt8]) async throws -> String {
        let talk = try await RawTalk(self, as: Cast.officer("vagen-ut/vera"))
        try await talk.send(bytes)
        return String(decoding: await talk.received(), as: UTF8.self)
    }
}
