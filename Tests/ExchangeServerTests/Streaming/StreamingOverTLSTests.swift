import AsyncHTTPClient
import ExchangeServer
import Hummingbird
import NIOCore
import NIOHTTP1
import Testing

/// Both ways of streaming, on the wire.
@Suite(.timeLimit(.minutes(10))) struct StreamingOverTLSTests {
    static let versions: [HTTPClient.Configuration.HTTPVersion] = [.http1Only, .automatic]

    @Test(arguments: versions) func uploadIsReadWithinItsLimit(_ version: HTTPClient.Configuration.HTTPVersion) async throws {
        let limit = 1 << 20
        let cases: [(size: Int, status: UInt, body: String)] = [
            (0, 200, "0"), (300_000, 200, "300000"), (limit, 200, "\(limit)"), (limit + 1, 413, "body-too-large"),
        ]
        try await TestServer.run { server in
            for expected in cases {
                let answer = try await server.withClient(try server.authority.issue(), version: version) { client in
                    var request = HTTPClientRequest(url: "https://localhost:\(server.port)/count")
                    request.method = .POST
                    request.body = .bytes(ByteBuffer(repeating: 7, count: expected.size))
                    return try await execute(request, client)
                }
                #expect(answer.0 == expected.status && String(buffer: answer.1) == expected.body)
            }
        }
    }

    /// A connection that isn't read as fast as it sends holds ten chunks: what one holds bounds what many connections do. In HTTP/2 the
    /// window of 64 KiB bounds what is under way; its chunks share the memory that they were cut from. The first request lets the handshake
    /// end before the body comes: what comes while the certificate is being verified is decrypted at once, whatever its size.
    @Test func aChunkHoldsLittle() async throws {
        try await TestServer.run { server in
            let (status, body) = try await server.withClient(try server.authority.issue(), version: .http1Only) { client in
                _ = try await execute(HTTPClientRequest(url: "https://localhost:\(server.port)/whoami"), client)
                var request = HTTPClientRequest(url: "https://localhost:\(server.port)/largest")
                request.method = .POST
                request.body = .bytes(ByteBuffer(repeating: 7, count: 16 << 20))
                return try await execute(request, client)
            }
            #expect(status == 200)
            #expect(try #require(Int(String(buffer: body))) <= 128 << 10)
        }
    }

    static let content = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }

    @Test(arguments: versions) func blobIsDownloaded(_ version: HTTPClient.Configuration.HTTPVersion) async throws {
        try await TestServer.run { server in
            let range = 12_345..<2_999_999
            let url = "https://localhost:\(server.port)/blob?from=\(range.lowerBound)&to=\(range.upperBound)"
            let (status, body) = try await server.withClient(try server.authority.issue(), version: version) { client in
                try await execute(HTTPClientRequest(url: url), client)
            }
            #expect(status == 200)
            #expect(Array(body.readableBytesView) == Array(Self.content[range]))
        }
    }

    private func execute(_ request: HTTPClientRequest, _ client: HTTPClient) async throws -> (UInt, ByteBuffer) {
        let response = try await client.execute(request, timeout: .seconds(20))
        return (response.status.code, try await response.body.collect(upTo: 1 << 23))
    }
}
