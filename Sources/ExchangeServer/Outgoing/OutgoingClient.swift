import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Posts to servers of others: witnesses, an authority of time. Nothing of what they answer is believed yet.
///
/// No redirect is followed, no more is read than was asked for, and an answer that isn't whole in time is given up, also one that comes byte by
/// byte: the round that asked waits for it.
package struct OutgoingClient: Sendable {
    private let owned: OwnedClient
    private let patience: Duration

    /// - Parameter patience: how long a whole call may take.
    package init(patience: Duration) {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout = .init(connect: .seconds(10), read: .seconds(10))
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        configuration.decompression = .disabled
        owned = OwnedClient(HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration))
        self.patience = patience
    }

    /// Throws `OutgoingError`, and what the connection throws.
    ///
    /// - Parameter limit: the largest answer in bytes.
    package func post(_ body: [UInt8], as type: String? = nil, to url: String, upTo limit: Int) async throws -> OutgoingAnswer {
        try await withThrowingTaskGroup(of: OutgoingAnswer.self) { group in
            group.addTask { try await owned.post(body, as: type, to: url, upTo: limit) }
            group.addTask {
                try await Task.sleep(for: patience)
                throw OutgoingError.late
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw OutgoingError.late }
            return first
        }
    }
}

/// What somebody else's server answered.
package struct OutgoingAnswer: Sendable, Hashable {
    package let status: Int
    package let contentType: String?
    package let body: [UInt8]

    package init(status: Int, contentType: String?, body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }
}

package enum OutgoingError: Error, Hashable, Sendable {
    /// The answer wasn't whole in time.
    case late
    /// It went on beyond the limit.
    case tooLarge
}

/// Ends its client when nobody holds it any more, since the library demands that it be ended.
private final class OwnedClient: Sendable {
    private let client: HTTPClient

    init(_ client: HTTPClient) { self.client = client }

    deinit {
        let client = client
        client.shutdown { _ in withExtendedLifetime(client) {} }
    }

    func post(_ body: [UInt8], as type: String?, to url: String, upTo limit: Int) async throws -> OutgoingAnswer {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        if let type { request.headers.add(name: "content-type", value: type) }
        request.body = .bytes(body)
        let response = try await client.execute(request, timeout: .seconds(30))
        let answer: ByteBuffer
        do { answer = try await response.body.collect(upTo: limit) } catch is NIOTooManyBytesError { throw OutgoingError.tooLarge }
        return OutgoingAnswer(
            status: Int(response.status.code), contentType: response.headers.first(name: "content-type"),
            body: Array(answer.readableBytesView))
    }
}
