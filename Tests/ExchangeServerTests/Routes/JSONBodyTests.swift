import Exchange
import ExchangeAPI
import Foundation
import HTTPTypes
import Testing

@Suite struct JSONBodyTests {
    static let good = #"{"number":"198803200016","givenName":"Tilda","familyName":"Testsson","protectedIdentity":false}"#

    struct Refusal: Sendable, CustomTestStringConvertible {
        let name: String
        var body = JSONBodyTests.good
        var type: String? = "application/json"
        var key: String? = "key-1"
        let fault: WireFault

        var testDescription: String { name }
    }

    static let refusals: [Refusal] = [
        Refusal(name: "no JSON", body: "{", fault: .malformedJSON),
        Refusal(name: "nothing", body: "", fault: .malformedJSON),
        Refusal(name: "no object", body: "[]", fault: .malformedJSON),
        Refusal(name: "two values", body: good + "{}", fault: .malformedJSON),
        Refusal(name: "member twice", body: good.replacing("{", with: #"{"number":"1","#), fault: .malformedJSON),
        Refusal(name: "unknown member", body: good.replacing("{", with: #"{"extra":1,"#), fault: .malformedJSON),
        Refusal(name: "unknown null", body: good.replacing("{", with: #"{"extra":null,"#), fault: .malformedJSON),
        Refusal(name: "member missing", body: #"{"number":"198803200016"}"#, fault: .malformedJSON),
        Refusal(name: "wrong type", body: good.replacing("false", with: "0"), fault: .malformedJSON),
        Refusal(name: "too deep", body: String(repeating: "[", count: 33) + String(repeating: "]", count: 33), fault: .malformedJSON),
        Refusal(name: "too large", body: good + String(repeating: " ", count: WireLimits.jsonBody), fault: .bodyTooLarge),
        Refusal(name: "text", type: "text/plain", fault: .wrongMediaType),
        Refusal(name: "no type", type: nil, fault: .wrongMediaType),
        Refusal(name: "other JSON", type: "application/problem+json", fault: .wrongMediaType),
        Refusal(name: "no key", key: nil, fault: .missingIdempotencyKey),
        Refusal(name: "key too long", key: String(repeating: "k", count: 65), fault: .missingIdempotencyKey),
        Refusal(name: "key with a space", key: "a b", fault: .missingIdempotencyKey),
    ]

    @Test(arguments: refusals) func refuses(_ refusal: Refusal) async throws {
        let bench = try await Bench.ready()
        let reply = try await bench.send(
            .post, "/v1/participants", as: Bench.rut, fields: Bench.posting(key: refusal.key, type: refusal.type),
            body: Array(refusal.body.utf8))
        #expect(reply.status == refusal.fault.status)
        #expect(reply.problem == Problem(refusal.fault))
        #expect(try await bench.exchange.checkpoint() == nil)
    }

    @Test func refusesInvalidUnicode() async throws {
        let bench = try await Bench.ready()
        let body = Array(Self.good.utf8).map { $0 == UInt8(ascii: "T") ? 0xff : $0 }
        let reply = try await bench.send(.post, "/v1/participants", as: Bench.rut, fields: Bench.posting(key: "k"), body: body)
        #expect(reply.problem == Problem(.malformedJSON))
    }

    @Test func refusesUnknownMembersInside() async throws {
        let bench = try await Bench.ready()
        let body = #"{"exporting":false,"filter":{"nobody":"knows"},"from":0}"#
        let reply = try await bench.send(.post, "/v1/audit/search", as: Bench.ada, fields: Bench.posting(key: "k"), body: Array(body.utf8))
        #expect(reply.problem == Problem(.malformedJSON))
    }

    @Test func takesTheBodyThatTheClientMakes() async throws {
        let bench = try await Bench.ready()
        let reply = try await bench.send(
            .post, "/v1/participants", as: Bench.rut, fields: Bench.posting(key: "k", type: "application/json; charset=utf-8"),
            body: Array(Self.good.utf8))
        #expect(reply.status == 200)
    }

    @Test func answersTheSameCallTheSame() async throws {
        let bench = try await Bench.ready()
        func register(_ body: String) async throws -> Reply {
            try await bench.send(.post, "/v1/participants", as: Bench.rut, fields: Bench.posting(key: "k"), body: Array(body.utf8))
        }
        let first = try await register(Self.good)
        let again = try await register(Self.good)
        #expect(first.status == 200)
        #expect(again.body == first.body)
        let other = try await register(Self.good.replacing("Tilda", with: "Matilda"))
        #expect(other.problem?.code == ExchangeError.Code.idempotencyKeyReused.rawValue)
        let elsewhere = try await bench.send(
            .post, "/v1/participants/search", as: Bench.rut, fields: Bench.posting(key: "k2"), body: Array("{}".utf8))
        #expect(elsewhere.status == 200)
    }

    @Test func aKeyOfAnotherPathIsAnotherRequest() async throws {
        let bench = try await Bench.ready()
        let opened = try await bench.openedCase()
        func close(_ path: String) async throws -> Reply {
            try await bench.send(.post, path, as: Bench.rut, fields: Bench.posting(key: "same"), body: Array("{}".utf8))
        }
        #expect(try await close("/v1/participants/\(opened.participant)/cases").status == 200)
        #expect(try await close("/v1/policies/reload").problem?.code == ExchangeError.Code.idempotencyKeyReused.rawValue)
    }
}
