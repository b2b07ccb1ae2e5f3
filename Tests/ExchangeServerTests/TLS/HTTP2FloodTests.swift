import Foundation
import NIOCore
import NIOSSL
import Testing

@testable import ExchangeServer

/// Floods of HTTP/2 frames, each of which ends the connection: rapid reset (CVE-2023-44487), CONTINUATION (CVE-2024-27316), SETTINGS, PING
/// (CVE-2019-9515, 9512), empty DATA (CVE-2019-9518) and a header that grows when it's unpacked. The bounds are swift-nio-http2's own,
/// which the listener takes as they are; these tests see that they hold through it.
@Suite(.timeLimit(.minutes(5))) struct HTTP2FloodTests {
    static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + frame(4, 0, 0, [])
    /// GET https://localhost/ (RFC 7541, appendix A).
    static let get: [UInt8] = [0x82, 0x87, 0x84, 0x01, 0x09] + Array("localhost".utf8)
    static let post: [UInt8] = [0x83, 0x87, 0x84, 0x01, 0x09] + Array("localhost".utf8)

    /// RFC 9113 §4.1.
    static func frame(_ type: UInt8, _ flags: UInt8, _ stream: UInt32, _ payload: [UInt8]) -> [UInt8] {
        let length = UInt32(payload.count)
        return [UInt8(length >> 16 & 0xff), UInt8(length >> 8 & 0xff), UInt8(length & 0xff), type, flags]
            + (0..<4).map { UInt8(stream >> (24 - 8 * $0) & 0xff) } + payload
    }

    struct Flood: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// What is sent the n-th time.
        let bytes: @Sendable (UInt32) -> [UInt8]
    }

    static let floods: [Flood] = [
        Flood(testDescription: "rapid reset") { frame(1, 0x5, 2 * $0 + 1, get) + frame(3, 0, 2 * $0 + 1, [0, 0, 0, 8]) },
        Flood(testDescription: "CONTINUATION") { $0 == 0 ? frame(1, 0, 1, get) : frame(9, 0, 1, [0x40, 1, 0x78, 1, 0x79]) },
        Flood(testDescription: "SETTINGS") { _ in frame(4, 0, 0, []) },
        Flood(testDescription: "PING") { _ in frame(6, 0, 0, [1, 2, 3, 4, 5, 6, 7, 8]) },
        Flood(testDescription: "PRIORITY") { _ in frame(2, 0, 1, [0, 0, 0, 0, 1]) },
        Flood(testDescription: "empty DATA") { $0 == 0 ? frame(1, 0x4, 1, post) : frame(0, 0, 1, []) },
        // An entry of 4,000 bytes in the table, then a thousand references to it.
        Flood(testDescription: "a header that grows") { count in
            count == 0
                ? frame(1, 0x5, 1, get + [0x40, 1, 0x78, 0x7f, 0xa1, 0x1e] + [UInt8](repeating: 0x61, count: 4000))
                : frame(1, 0x5, 2 * count + 1, get + [UInt8](repeating: 0xbe, count: 1000))
        },
        Flood(testDescription: "WINDOW_UPDATE of nothing") { _ in frame(8, 0, 0, [0, 0, 0, 0]) },
    ]

    private func connect(_ server: TestServer) async throws -> RawConnection {
        var tls = try server.clientTLS(try server.authority.issue())
        tls.applicationProtocols = ["h2"]
        let peer = try await RawConnection(port: server.port, tls: tls)
        try await peer.send(Self.preface)
        try await peer.receive()
        return peer
    }

    @Test(arguments: floods) func aFloodEndsTheConnection(_ flood: Flood) async throws {
        try await TestServer.run { server in
            let peer = try await connect(server)
            var sent: UInt32 = 0
            while peer.channel.isActive, sent < 20_000 {
                do { try await peer.send(flood.bytes(sent)) } catch { break }
                sent += 1
            }
            try await peer.closed()
            #expect(sent < 20_000)
            #expect(try await server.whoami(try server.authority.issue()).status == 200)
        }
    }

    /// A hundred at once; the server says so, and one more isn't taken.
    @Test func streamsAreBounded() async throws {
        try await TestServer.run { server in
            let peer = try await connect(server)
            let settings = peer.said
            let maximum = try #require((9..<settings.count - 5).first { Array(settings[$0..<$0 + 6]) == [0, 3, 0, 0, 0, 100] })
            #expect(settings[3] == 4 && maximum % 6 == 9 % 6)
            for stream in 0..<100 { try await peer.send(Self.frame(1, 0x4, UInt32(2 * stream + 1), Self.post)) }
            try await peer.send(Self.frame(1, 0x4, 201, Self.post))
            // RST_STREAM of that one (REFUSED_STREAM), or the end of all.
            let reset: [UInt8] = [0, 0, 4, 3, 0, 0, 0, 0, 201]
            while peer.channel.isActive, !peer.said.contains(reset) { await Task.yield() }
            #expect(!peer.channel.isActive || peer.said.contains(reset))
        }
    }
}
