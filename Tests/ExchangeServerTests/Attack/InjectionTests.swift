import Exchange
import ExchangeAPI
import Foundation
import HTTPTypes
import NIOHTTP1
import StorageContract
import Testing

@testable import ExchangeServer

/// What callers write comes into no line of the daemon's log, so that none can forge one or paint on whoever reads it.
@Suite("Others' words and the daemon's log", .timeLimit(.minutes(10))) struct InjectionTests {
    /// A line's end, colours, a separator that some readers take for one, and a mark of direction; `EVIL` to look for.
    static let hostile = "EVIL\r\n2026-11-23 info kedjad: call\u{1b}[31m\u{9b}31m\u{2028}\u{202e}\0"

    private var escaped: String { Self.hostile.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }

    @Test func nothingOfACallIsLogged() async throws {
        let stage = try await RouteStage.built()
        let vera = Cast.officer("vagen-ut/vera")
        try await RouteServer.run(stage) { server in
            let texts = [
                try CreateRequestBody(documents: [stage.document.id], purpose: .planering, reason: Self.hostile).json,
                try EmergencyBody(purpose: .planering, reason: Self.hostile).json,
                try SearchParticipantsBody(number: Self.hostile).json, try RecordBody(record: Self.hostile).json,
                try CosignaturesBody(note: Self.hostile).json,
            ]
            for endpoint in server.endpoints where endpoint.hasPrefix("POST") {
                let path = endpoint.dropFirst(5).split(separator: "/").map { $0.hasPrefix("{") ? Substring("EVIL") : $0 }.joined(
                    separator: "/")
                for text in texts {
                    var call = Outgoing(posting: "/" + path, text)
                    call.fields["User-Agent"] = "EVIL"
                    call.fields["Idempotency-Key"] = "EVIL-\(UUID().uuidString)"
                    call.fields["X-Request-ID"] = "EVIL"
                    _ = try await server.send(call, as: vera)
                }
            }
            for path in [
                "/v1/\(escaped)", "/v1/cases/\(escaped)", "/v1/cases?after=\(escaped)", "/v1/status?\(escaped)=EVIL",
                "/log/tile/\(escaped)",
            ] {
                _ = try await server.send(Outgoing("GET", path), as: vera)
            }
            let logged = server.server.world.logged
            #expect(logged.count { $0.contains("route:") || $0.contains("route\":") } > 100)
            #expect(!logged.contains { $0.contains("EVIL") })
            #expect(!logged.contains { line in line.unicodeScalars.contains { $0.properties.generalCategory == .control } })
        }
    }

    /// Nor does an answer give back what was sent: a page that shows it can't be made to show something else.
    @Test func nothingIsEchoed() async throws {
        let stage = try await RouteStage.built()
        try await RouteServer.run(stage) { server in
            for path in ["/v1/\(escaped)", "/v1/cases/\(escaped)", "/v1/cases?after=\(escaped)", "/v1/cases?state=\(escaped)"] {
                let answer = try await server.send(Outgoing("GET", path), as: Cast.officer("vagen-ut/vera"))
                #expect(!answer.text.contains("EVIL"), "\(path)")
                #expect(answer.headers.first(name: "content-type") == "application/problem+json")
            }
        }
    }
}

extension Encodable {
    fileprivate var json: String { get throws { String(decoding: try WireJSON.encode(self), as: UTF8.self) } }
}
