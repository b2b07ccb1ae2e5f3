import AsyncHTTPClient
import Exchange
import ExchangeAPI
import Foundation
import StorageContract
import Testing

@testable import ExchangeServer

/// A path has one reading: nothing in it is taken apart, put together or decoded before it's compared.
@Suite("Paths that lead elsewhere", .timeLimit(.minutes(10))) struct PathTests {
    /// In the place of each element that names something.
    static let steps = [
        "..", ".", "..%2f..%2fstatus", "%2e%2e", "%2e%2e%2f%2e%2e", "%252e%252e", "..\\..", "..%5c..", "%00", "a%00b", "%c0%ae%c0%ae",
        "..;",
        "%ff", "~", "*", "{document}", "%7b%7d", "kedja.sqlite", "%2fetc%2fpasswd", "file:%2f%2f%2fetc%2fpasswd",
    ]

    @Test func noStepLeadsOut() async throws {
        let stage = try await RouteStage.built()
        try await RouteServer.run(stage) { server in
            let vera = Cast.officer("vagen-ut/vera")
            try await server.server.withClient(try server.credential(of: vera), version: .http1Only) { client in
                for endpoint in server.endpoints where endpoint.hasPrefix("GET") && endpoint.contains("{") {
                    for step in Self.steps {
                        let path = endpoint.dropFirst(4).replacing(/\{[a-z]+\}/, with: step)
                        let answer = try await server.send(Outgoing("GET", String(path)), over: client)
                        #expect(answer.status == 404, "\(path): \(answer.text)")
                    }
                }
            }
        }
    }

    /// An id is written in one way alone. The document is there, and vera may see it.
    @Test func anIDHasOneSpelling() async throws {
        let stage = try await RouteStage.built()
        let id = stage.document.id.text
        let digits = id.dropFirst(4)
        let spellings = [
            id.uppercased(), "doc%5f\(digits)", "%64oc_\(digits)", "\(id)%20", "%20\(id)", "\(id)%00", "\(id).", "\(id);v=1",
            "doc_\(digits.uppercased())",
            "ԁoc_\(digits)", "doc＿\(digits)", "doc_\(digits.dropLast())", "doc_\(digits)0", "doc_\(digits.replacing("0", with: "O"))x",
        ]
        try await RouteServer.run(stage) { server in
            let vera = Cast.officer("vagen-ut/vera")
            #expect(try await server.send(Outgoing("GET", "/v1/documents/\(id)"), as: vera).status == 200)
            for text in spellings {
                let step =
                    text.addingPercentEncoding(
                        withAllowedCharacters: CharacterSet(charactersIn: "%;._").union(.alphanumerics.intersection(.ascii))) ?? text
                let answer = try await server.send(Outgoing("GET", "/v1/documents/\(step)"), as: vera)
                #expect(answer.status == 404, "\(text): \(answer.text)")
            }
        }
    }
}

extension CharacterSet {
    fileprivate static let ascii = CharacterSet(charactersIn: "\u{0}"..."\u{7f}")
}
