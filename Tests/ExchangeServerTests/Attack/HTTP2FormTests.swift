import Exchange
import Foundation
import Testing

@testable import ExchangeServer

/// HTTP/2 fields that would be another request once somebody writes them as HTTP/1.1: none reaches a route.
@Suite("HTTP/2 fields", .timeLimit(.minutes(10))) struct HTTP2FormTests {
    /// Fields of a request, in their order.
    struct Fields {
        let name: String
        var fields: [(String, String)] = [
            (":method", "GET"), (":scheme", "https"), (":authority", "localhost"), (":path", "/v1/status"),
        ]

        init(_ name: String, _ change: (inout [(String, String)]) -> Void = { _ in }) {
            self.name = name
            change(&fields)
        }

        /// With one field more, behind the others.
        static func with(_ field: String, _ value: String, _ name: String) -> Fields { Fields(name) { $0.append((field, value)) } }
        /// With another value of one that it has.
        static func with(_ place: Int, as value: String, _ name: String) -> Fields { Fields(name) { $0[place].1 = value } }
        /// Without one that it has.
        static func without(_ place: Int, _ name: String) -> Fields { Fields(name) { $0.remove(at: place) } }
    }

    static var refused: [Fields] {
        [
            .with(":path", "/v1/policies", "two paths"), .with(":method", "POST", "two methods"),
            .with(":user", "ada", "an unknown pseudo-header"),
            Fields("a pseudo-header behind others") { $0.insert(("x-a", "b"), at: 0) }, .without(3, "no path"),
            .with(3, as: "", "an empty path"),
            .with("x-a", "b\r\nContent-Length: 90", "a line's end in a value"),
            .with(3, as: "/v1/status HTTP/1.1\r\nHost: x\r\n\r\n", "a line's end in the path"),
            .with(2, as: "localhost\r\nX-A: b", "a line's end in the host"), .with("X-Upper", "b", "a name in upper case"),
            .with("x:a", "b", "a name with a colon"), .with("x\r\ny", "b", "a name with a line's end"),
            .with("transfer-encoding", "chunked", "a coding of the connection's"),
            .with("connection", "close", "a field of the connection's"),
            .with("host", "other", "a second host"), .without(2, "no host"), .with(2, as: "a@localhost", "a host with a user"),
            .with("content-length", "5", "a length without a body"),
        ]
    }

    @Test func noneReachesARoute() async throws {
        let stage = try await RouteStage.built()
        try await RouteServer.run(stage) { server in
            #expect(try await server.firstStatus(Fields("sound").fields) == 0x88, "a sound one is answered by 200")
            for refused in Self.refused {
                let status = try await server.firstStatus(refused.fields)
                #expect(status != 0x88, "\(refused.name)")
            }
        }
    }
}

extension RouteServer {
    /// The first byte of the answer's field block, which is `0x88` for 200 (RFC 7541, appendix A); `nil` when the stream or the connection was
    /// ended instead.
    fileprivate func firstStatus(_ fields: [(String, String)]) async throws -> UInt8? {
        let talk = try await RawTalk(self, as: Cast.officer("vagen-ut/vera"), protocols: ["h2"])
        let block = fields.flatMap { name, value -> [UInt8] in
            // A literal that isn't indexed, neither part in Huffman's code: RFC 7541 §6.2.2.
            [0, UInt8(name.utf8.count)] + name.utf8 + [UInt8(value.utf8.count)] + value.utf8
        }
        try await talk.send(Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + Self.frame(4, 0, 0, []) + Self.frame(1, 0x5, 1, block))
        let bytes = await talk.received { Self.frames(in: $0).contains { [1, 3, 7].contains($0.type) } }
        return Self.frames(in: bytes).first { $0.type == 1 }?.payload.first
    }

    private static func frame(_ type: UInt8, _ flags: UInt8, _ stream: UInt8, _ payload: [UInt8]) -> [UInt8] {
        [0, UInt8(payload.count >> 8), UInt8(payload.count & 0xff), type, flags, 0, 0, 0, stream] + payload
    }

    private static func frames(in bytes: [UInt8]) -> [(type: UInt8, payload: ArraySlice<UInt8>)] {
        var (frames, rest): ([(UInt8, ArraySlice<UInt8>)], ArraySlice<UInt8>) = ([], bytes[...])
        while rest.count >= 9 {
            let head = Array(rest.prefix(9))
            let length = Int(head[0]) << 16 | Int(head[1]) << 8 | Int(head[2])
            guard rest.count >= 9 + length else { break }
            frames.append((head[3], rest.dropFirst(9).prefix(length)))
            rest = rest.dropFirst(9 + length)
        }
        return frames.map { (type: $0.0, payload: $0.1) }
    }
}
