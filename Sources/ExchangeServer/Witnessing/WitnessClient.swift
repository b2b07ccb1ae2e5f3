import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Calls witnesses over HTTP and HTTPS. An answer is a few signature lines: no more than 64 KiB is read, and no redirect followed.
package struct WitnessClient: Sendable {
    private let client: HTTPClient
    private let timeout: TimeAmount

    /// - Parameter seconds: how long a whole call may take.
    package init(seconds: Int) {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        timeout = .seconds(Int64(seconds))
    }

    package func post(_ url: String, _ body: [UInt8]) async throws -> WitnessAnswer {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.body = .bytes(ByteBuffer(bytes: body))
        let response = try await client.execute(request, timeout: timeout)
        let answer = try await response.body.collect(upTo: 64 << 10)
        return WitnessAnswer(
            status: Int(response.status.code), contentType: response.headers.first(name: "content-type"),
            body: Array(answer.readableBytesView))
    }

    package func shutdown() async { try? await client.shutdown() }
}
