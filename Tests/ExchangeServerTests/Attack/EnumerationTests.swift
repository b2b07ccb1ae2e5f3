import AsyncHTTPClient
import Exchange
import ExchangeAPI
import Foundation
import StorageContract
import Testing

@testable import ExchangeServer

/// Nobody who may not know of something can tell it from what doesn't exist: not by status, code or words, not by the header's fields, not by a
/// length. Time is measured by `scripts/bench enumeration`.
@Suite(.timeLimit(.minutes(10))) struct EnumerationTests {
    /// Those who have nothing to do with the person, the case or the documents.
    static let outsiders = Cast.all.filter { $0.name.hasPrefix("outside") || ["samordningsforbund", "unbound"].contains($0.name) }

    /// Calls that anybody may make about a thing, by its random id, whatever they know of it: a withdrawal is never refused.
    static let open: Set<String> = ["POST /v1/participants/{participant}/withdrawal", "POST /v1/consents/{consent}/withdrawal"]

    /// Each call about things that are there, and about the same things of an exchange that isn't this one.
    @Test func whatMayNotBeKnownIsLikeWhatDoesNotExist() async throws {
        let stage = try await RouteStage.built()
        let ghosts = try await RouteStage.built(apart: 1).ids(at: stage.bench)
        #expect(ghosts.document.id != stage.document.id && ghosts.opened.participant != stage.opened.participant)
        try await RouteServer.run(stage) { server in
            for cast in Self.outsiders {
                try await server.server.withClient(try server.credential(of: cast.id), version: .http1Only) { client in
                    for endpoint in server.endpoints where endpoint != "GET \(eventsPath)" {
                        let (there, gone) = try await (
                            server.trace(of: endpoint, about: stage, as: cast, over: client),
                            server.trace(of: endpoint, about: ghosts, as: cast, over: client)
                        )
                        if Self.open.contains(endpoint), there.status == 200 { continue }
                        #expect(there == gone, "\(endpoint) as \(cast.name)")
                    }
                }
            }
        }
    }

    /// A malformed id is answered as an unknown one is, wherever one stands in a path.
    @Test func aMalformedIDIsLikeAnUnknownOne() async throws {
        let stage = try await RouteStage.built()
        let ghosts = try await RouteStage.built(apart: 1).ids(at: stage.bench)
        let odd = ["x", "par_", "..", "%2e%2e", "%00", "a%2fb", "0", "doc_0000000000000000000000000\u{7f}".urlEncoded, "Ðoc_".urlEncoded]
        try await RouteServer.run(stage) { server in
            let frida = Cast.named("outside-officer")
            try await server.server.withClient(try server.credential(of: frida.id), version: .http1Only) { client in
                for endpoint in server.endpoints where endpoint.hasPrefix("GET") && endpoint.contains("}") && !endpoint.contains("{size}") {
                    let gone = try await server.trace(of: endpoint, about: ghosts, as: frida, over: client)
                    let path = endpoint.dropFirst(4).split(separator: "/").map(String.init)
                    for text in odd where !endpoint.contains("{tile}") && !endpoint.contains("{index}") {
                        let call = Outgoing("GET", "/" + path.map { $0.hasPrefix("{") ? text : $0 }.joined(separator: "/"))
                        stage.putBack()
                        let trace = Trace(try await server.send(call, over: client))
                        #expect(trace.withoutEntry == gone.withoutEntry || trace.code == "no-route", "\(call.path)")
                    }
                }
            }
        }
    }

    /// A number that somebody is known by, and one that nobody is: looked up, and registered by another organisation.
    @Test func aNumberTellsNothing() async throws {
        let stage = try await RouteStage.built()
        let numbers = [RouteStage.number, "192201612393"]
        try await RouteServer.run(stage) { server in
            for cast in Self.outsiders {
                try await server.server.withClient(try server.credential(of: cast.id), version: .http1Only) { client in
                    let searches = try numbers.map { Outgoing(try .participants(number: $0)) }
                    let registrations = try numbers.map { number in
                        let body = RegisterParticipantBody(number: number, givenName: "T", familyName: "T", protectedIdentity: false)
                        return Outgoing(try .register(body))
                    }
                    for calls in [searches, registrations] {
                        var traces: [Trace] = []
                        for call in calls {
                            stage.putBack()
                            traces.append(Trace(try await server.send(call, over: client)))
                        }
                        #expect(traces[0] == traces[1], "\(calls[0].path) as \(cast.name)")
                    }
                }
            }
        }
    }
}

/// What can be seen of an answer from outside, but for what is random in each.
private struct Trace: Equatable, CustomStringConvertible {
    let status: UInt
    let fields: [String]
    let body: String
    let length: Int

    init(_ answered: RouteServer.Answered) {
        status = answered.status
        fields = answered.headers.map { name, value in
            ["request-id", "date"].contains(name.lowercased()) ? "\(name): (\(value.utf8.count))" : "\(name): \(value)"
        }.sorted()
        length = answered.body.count
        body = Trace.masked(answered.text)
    }

    var code: String? { (try? JSONDecoder().decode(Problem.self, from: Data(body.utf8)))?.code }

    /// The same, whether or not the attempt was logged: what is malformed isn't.
    var withoutEntry: String { "\(status) \(body.replacing(/"auditIndex":[0-9]+,/, with: ""))" }

    var description: String { "\(status) \(length) \(fields) \(body)" }

    /// Salts, hashes, signatures and fresh ids have their length left.
    private static func masked(_ text: String) -> String {
        text.replacing(/[a-z]+_[0-9a-hj-km-np-tv-z]{26}/, with: "ID").replacing(/[A-Za-z0-9+\/]{40,}=*/) { match in
            "(\(match.output.count))"
        }
    }
}

extension RouteServer {
    fileprivate func trace(of endpoint: String, about things: RouteStage, as cast: Cast, over client: HTTPClient) async throws -> Trace {
        stage.putBack()
        let call = try #require(try await things.outgoing(endpoint, as: cast.id))
        return Trace(try await send(call, over: client))
    }
}

extension String {
    fileprivate var urlEncoded: String { addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? self }
}
