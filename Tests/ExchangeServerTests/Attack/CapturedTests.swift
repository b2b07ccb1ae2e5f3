import AsyncHTTPClient
import Exchange
import ExchangeAPI
import Foundation
import StorageContract
import Testing

@testable import ExchangeServer

/// What was sent before is sent again: by the same officer, by another one, later, and to another exchange.
@Suite("Captured calls", .timeLimit(.minutes(10))) struct CapturedTests {
    /// Each call that brings a signed record, as somebody who may make it, and what the same record gets when it comes a second time under a fresh key.
    /// A withdrawal is never refused, and takes nothing that isn't taken; a header that is made anew once more is the same header.
    static let records: [(endpoint: String, cast: String, again: String)] = [
        ("POST /v1/consents", "host-recorder*", "already-exists"),
        ("POST /v1/consents/{consent}/withdrawal", "outside-officer", "200"),
        ("POST /v1/participants/{participant}/withdrawal", "outside-officer", "200"),
        ("POST /v1/directory/changes", "host-administrator", "conflict"),
        ("POST /v1/requests/{request}/answer", "owner-approver", "conflict"),
        ("POST /v1/requests/{request}/confirmation", "owner-approver-2", "conflict"),
        ("POST /v1/delegations", "owner-approver", "already-exists"),
        ("POST /v1/erasures", "host-recorder*", "already-exists"),
        ("POST /v1/erasures/{erasure}/answer", "host-approver", "conflict"),
        ("POST /v1/restrictions", "host-recorder*", "already-exists"),
        ("POST /v1/restrictions/{restriction}/lifting", "host-recorder*", "conflict"),
        ("POST /v1/objections", "host-recorder*", "already-exists"),
        ("POST /v1/emergencies/{emergency}/review", "host-auditor", "conflict"),
        ("POST /v1/audit/reviews", "host-auditor", "conflict"),
        ("POST /v1/documents/{document}/rewraps", "owner-approver", "200"),
    ]

    private func code(_ answered: RouteServer.Answered) throws -> String {
        answered.status == 200 ? "200" : try JSONDecoder().decode(Problem.self, from: Data(answered.body)).code
    }

    private func fresh(_ call: Outgoing) -> Outgoing {
        var call = call
        call.fields["Idempotency-Key"] = UUID().uuidString
        return call
    }

    @Test func aRecordCountsOnce() async throws {
        let stage = try await RouteStage.built()
        try await RouteServer.run(stage) { server in
            for (endpoint, name, again) in Self.records {
                stage.putBack()
                let cast = Cast.named(name)
                let call = try #require(try await stage.outgoing(endpoint, as: cast.id))
                let (first, second) = (
                    try code(try await server.send(call, as: cast.id)), try code(try await server.send(fresh(call), as: cast.id))
                )
                #expect(first == "200" && second == again, "\(endpoint): \(first), \(second)")
            }
        }
    }

    /// Whoever has captured a record can't hand it in: it's its author's. Nor is the answer to it theirs that was kept under its key.
    @Test func aRecordIsItsAuthors() async throws {
        let stage = try await RouteStage.built()
        let others = ["host-recorder*", "owner-approver", "owner-approver-2", "host-auditor", "host-administrator", "recipient-officer*"]
        try await RouteServer.run(stage) { server in
            for (endpoint, name, _) in Self.records {
                let author = Cast.named(name)
                for other in others.map(Cast.named) where other.id != author.id {
                    stage.putBack()
                    let call = try #require(try await stage.outgoing(endpoint, as: author.id))
                    let stolen = try code(try await server.send(call, as: other.id))
                    #expect(stolen == "invalid-record", "\(endpoint) of \(name) by \(other.name)")
                    #expect(try code(try await server.send(call, as: author.id)) == "200", "\(endpoint)")
                    #expect(
                        try code(try await server.send(call, as: other.id)) == "invalid-record", "\(endpoint) of \(name) by \(other.name)")
                }
            }
        }
    }

    /// A record that was held back counts for ten minutes.
    @Test func aRecordIsFresh() async throws {
        let stage = try await RouteStage.built()
        try await RouteServer.run(stage) { server in
            var held: [(Cast, Outgoing)] = []
            for (endpoint, name, _) in Self.records {
                held.append((Cast.named(name), try #require(try await stage.outgoing(endpoint, as: Cast.named(name).id))))
            }
            stage.bench.clock.advance(by: .seconds(601))
            for (cast, call) in held {
                stage.putBack()
                let answer = try code(try await server.send(call, as: cast.id))
                #expect(answer == "invalid-record", "\(call.path)")
            }
        }
    }

    /// Records of an exchange with the same officers, keys and authority say nothing here: what they name doesn't exist.
    @Test func aRecordOfAnotherExchangeNamesNothing() async throws {
        let stage = try await RouteStage.built()
        let other = try await RouteStage.built(apart: 1).ids(at: stage.bench)
        try await RouteServer.run(stage) { server in
            for (endpoint, name, _) in Self.records where !["POST /v1/directory/changes", "POST /v1/audit/reviews"].contains(endpoint) {
                stage.putBack()
                let cast = Cast.named(name)
                let call = try #require(try await other.outgoing(endpoint, as: cast.id))
                let answer = try code(try await server.send(call, as: cast.id))
                // A delegation names officers alone, who are the same: it's this exchange's own then.
                #expect(answer == (endpoint == "POST /v1/delegations" ? "200" : "not-found"), "\(endpoint)")
            }
        }
    }

    /// The id of a retrieval opens the payload for whoever retrieved, no longer than their certificate, their access and the retrieval last.
    @Test func aRetrievalIsItsOfficers() async throws {
        let stage = try await RouteStage.built()
        let (payload, vera) = (Outgoing("GET", payloadPath(of: stage.retrieval)), Cast.officer("vagen-ut/vera"))
        try await RouteServer.run(stage) { server in
            for cast in Cast.all where cast.id != vera {
                #expect(try await server.send(payload, as: cast.id).status != 200, "\(cast.name)")
            }
            #expect(try await server.send(payload, as: vera).body == RouteStage.part)
            try await server.server.withClient(try server.credential(of: vera, serial: [0x77]), version: .http1Only) { client in
                let before = try await server.send(payload, over: client).status
                server.server.world.revoke("77")
                let after = try await server.send(payload, over: client).status
                #expect(before == 200 && after == 401)
            }
            try await stage.bench.change("vagen-ut/vera", disabled: true)
            #expect(try await server.send(payload, as: vera).status != 200)
            try await stage.bench.change("vagen-ut/vera", disabled: false)
            stage.bench.clock.advance(by: .seconds(86_400))
            #expect(try await server.send(payload, as: vera).status == 404)
        }
    }
}
