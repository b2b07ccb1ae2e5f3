import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL

/// Carries requests out and brings answers back; a refusal becomes an error. What it does in between can be replaced in a test.
struct Transport: Sendable {
    private let execute: @Sendable (HTTPClientRequest) async throws -> HTTPClientResponse
    private let close: @Sendable () async -> Void

    /// Carries by a function.
    init(_ execute: @escaping @Sendable (HTTPClientRequest) async throws -> HTTPClientResponse) {
        self.execute = execute
        close = {}
    }

    /// Carries over TLS, by HTTP/1.1. A request may last as long as bytes keep coming.
    init(tls: TLSConfiguration) {
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls, redirectConfiguration: .disallow)
        configuration.timeout = .init(connect: .seconds(10), read: .seconds(60), write: .seconds(60))
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        configuration.decompression = .disabled
        let owned = OwnedClient(HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration))
        execute = { try await owned.client.execute($0, deadline: .distantFuture) }
        close = { await owned.shutdown() }
    }

    func shutdown() async { await close() }

    /// The answer's head and its body yet to be read, when its status says that it worked.
    func perform(_ request: HTTPClientRequest, to daemon: String) async throws(ClientError) -> HTTPClientResponse {
        let response: HTTPClientResponse
        do { response = try await connected(request) } catch { throw connectionFailure(error, daemon: daemon) }
        guard (200..<300).contains(response.status.code) else { throw await refusal(in: response) }
        return response
    }

    /// Asks once more when no connection came about: nothing was sent, and where many connect at once it's the next try that gets through.
    private func connected(_ request: HTTPClientRequest) async throws -> HTTPClientResponse {
        do { return try await execute(request) } catch {
            guard isWithoutConnection(error) else { throw error }
            return try await execute(request)
        }
    }

    private func refusal(in response: HTTPClientResponse) async -> ClientError {
        do throws(ClientError) {
            let isProblem = response.isOf(type: "application/problem+json")
            let body = try await response.collect(upTo: problemLimit)
            var error = refusedAnswer(status: Int(response.status.code), isProblem: isProblem, body: body)
            error.retryAfter = response.headers.first(name: "retry-after")
            return error
        } catch {
            return error
        }
    }
}

/// The largest problem that is read, in bytes.
private let problemLimit = 64 << 10

extension HTTPClientResponse {
    /// Whether the media type is this one; parameters don't matter.
    func isOf(type: String) -> Bool {
        guard let field = headers.first(name: "content-type") else { return false }
        return field.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased() == type
    }

    /// The whole body. Throws `answer-too-large` as soon as it is.
    func collect(upTo limit: Int) async throws(ClientError) -> [UInt8] {
        do { return Array(try await body.collect(upTo: limit).readableBytesView) } catch is NIOTooManyBytesError {
            throw .integrity("answer-too-large", "the daemon's answer is larger than \(limit) bytes", hint: "ask for less at a time")
        } catch {
            throw connectionFailure(error, daemon: "the daemon")
        }
    }
}

/// Ends its client when nobody holds it any more, since the library demands that it be ended.
private final class OwnedClient: Sendable {
    let client: HTTPClient

    init(_ client: HTTPClient) { self.client = client }

    func shutdown() async { try? await client.shutdown() }

    deinit {
        let client = client
        client.shutdown { _ in withExtendedLifetime(client) {} }
    }
}
