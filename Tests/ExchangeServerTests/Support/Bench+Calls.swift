import Exchange
import ExchangeAPI
import ExchangeServer
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import StorageContract

/// What came back.
struct Reply: Sendable {
    let status: Int
    let fields: HTTPFields
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
    var problem: Problem? { try? JSONDecoder().decode(Problem.self, from: Data(body)) }
}

/// A reply that wasn't expected.
struct Unexpected: Error, CustomStringConvertible {
    let reply: Reply

    var description: String { "\(reply.status) \(reply.text)" }
}

extension Bench {
    /// Sends one request over the listener's HTTP/1.1, as the officer, or as nobody.
    func send(
        _ method: HTTPRequest.Method, _ path: String, as officer: OfficerID?, fields: HTTPFields = [:], body: [UInt8]? = nil,
        evenTime: EvenTime = .system
    ) async throws -> Reply {
        let identity = officer.flatMap { ClientIdentity(uri: "kedja:\($0)", serialHex: "01", notAfter: .distantFuture) }
        return try await ClientIdentity.$current.withValue(identity) {
            let application = Application(
                router: ExchangeRouter(exchange: exchange, clock: clock.clock, evenTime: evenTime).router,
                configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)), logger: quiet)
            return try await application.test(.live) { client in
                try await client.execute(uri: path, method: method, headers: fields, body: body.map { ByteBuffer(bytes: $0) }) { response in
                    Reply(status: response.status.code, fields: response.headers, body: Array(response.body.readableBytesView))
                }
            }
        }
    }

    /// Makes a call as the client would, with a fresh key.
    func reply<Result>(_ call: Call<Result>, as officer: OfficerID, evenTime: EvenTime = .system) async throws -> Reply {
        var path = call.path
        if !call.query.isEmpty { path += "?" + call.query.map { "\($0)=\($1)" }.sorted().joined(separator: "&") }
        var fields: HTTPFields = [:]
        if call.body != nil {
            fields = Bench.posting(key: CaseID(random: random.source).text)
        }
        let method = HTTPRequest.Method(rawValue: call.method.rawValue) ?? .get
        return try await send(method, path, as: officer, fields: fields, body: call.body.map(Array.init), evenTime: evenTime)
    }

    /// Makes a call that must be answered with a result and a receipt.
    func make<Result>(_ call: Call<Result>, as officer: OfficerID) async throws -> Result {
        let reply = try await reply(call, as: officer)
        guard reply.status == 200 else { throw Unexpected(reply: reply) }
        return try WireJSON.decode(ExchangeAPI.Answer<Result>.self, from: Data(reply.body)).result
    }

    /// Makes a call that is answered without a receipt.
    func ask<Result>(_ call: Call<Result>, as officer: OfficerID) async throws -> Result {
        let reply = try await reply(call, as: officer)
        guard reply.status == 200 else { throw Unexpected(reply: reply) }
        return try WireJSON.decode(Result.self, from: Data(reply.body))
    }

    /// The fields of a POST.
    static func posting(key: String?, type: String? = "application/json") -> HTTPFields {
        var fields: HTTPFields = [:]
        if let type { fields[.contentType] = type }
        if let key, let name = HTTPField.Name(Field.idempotencyKey) { fields[name] = key }
        return fields
    }

    /// Says nothing, but keeps the request's id, as the daemon's log does.
    private var quiet: Logger {
        var logger = Logger(label: "test") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .critical
        return logger
    }
}
