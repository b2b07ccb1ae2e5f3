import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import TimeStamps

/// Where time-stamps are asked for: bytes of a query out, bytes of an answer back, of which nothing is believed yet.
package struct TimeAuthority: Sendable {
    private let post: @Sendable (_ query: [UInt8]) async throws -> [UInt8]

    package init(_ post: @escaping @Sendable (_ query: [UInt8]) async throws -> [UInt8]) { self.post = post }

    /// Over HTTP (RFC 3161 §3.4). A question that isn't answered whole in time is given up, for the next round waits for it.
    package static func http(_ url: String, patience: Duration = .seconds(30)) -> TimeAuthority {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout = .init(connect: .seconds(10), read: .seconds(10))
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        let owned = OwnedClient(HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration))
        return TimeAuthority { query in
            try await withThrowingTaskGroup(of: [UInt8].self) { group in
                group.addTask { try await answer(to: query, from: url, owned.client) }
                group.addTask {
                    try await Task.sleep(for: patience)
                    throw TimeAuthorityError.unreachable
                }
                defer { group.cancelAll() }
                guard let first = try await group.next() else { throw TimeAuthorityError.unreachable }
                return first
            }
        }
    }

    func ask(_ query: [UInt8]) async throws(TimeAuthorityError) -> [UInt8] {
        do { return try await post(query) } catch {
            throw error as? TimeAuthorityError ?? .unreachable
        }
    }

    private static func answer(to query: [UInt8], from url: String, _ client: HTTPClient) async throws -> [UInt8] {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/timestamp-query")
        request.body = .bytes(query)
        let response = try await client.execute(request, timeout: .seconds(30))
        guard response.status == .ok else { throw TimeAuthorityError.refused(status: Int(response.status.code)) }
        guard response.headers.first(name: "content-type")?.hasPrefix("application/timestamp-reply") == true else {
            throw TimeAuthorityError.otherContent
        }
        do { return Array(try await response.body.collect(upTo: TimeStampLimit.response).readableBytesView) } catch is NIOTooManyBytesError
        {
            throw TimeAuthorityError.tooLarge
        }
    }
}

/// Ends its client when nobody holds it any more, since the library demands that it be ended.
private final class OwnedClient: Sendable {
    let client: HTTPClient

    init(_ client: HTTPClient) { self.client = client }

    deinit {
        let client = client
        client.shutdown { _ in withExtendedLifetime(client) {} }
    }
}

/// Why there is no time-stamp, before anything of one was looked at.
enum TimeAuthorityError: Error, Hashable, Sendable {
    /// It can't be reached, or didn't answer in time.
    case unreachable
    /// It answered another status than 200.
    case refused(status: Int)
    /// It answered something other than a time-stamp.
    case otherContent
    /// It went on answering.
    case tooLarge
    /// Its clock, or this daemon's, is wrong.
    case clocksDiffer

    /// Stable, for the log.
    var code: String {
        switch self {
        case .unreachable: "time-authority-unreachable"
        case .refused: "time-authority-refused"
        case .otherContent: "time-authority-other-content"
        case .tooLarge: "time-authority-too-large"
        case .clocksDiffer: "time-authority-clocks-differ"
        }
    }

    /// What is wrong, and what to do about it.
    var sentence: String {
        switch self {
        case .unreachable: "the authority can't be reached; check log.timestamps.url and the network"
        case .refused(let status): "the authority answered with status \(status); check log.timestamps.url, then ask the authority"
        case .otherContent: "the authority answered something other than a time-stamp; check log.timestamps.url"
        case .tooLarge: "the authority's answer is larger than a time-stamp; check log.timestamps.url"
        case .clocksDiffer: "the authority's clock and this computer's differ by more than five minutes; set this one's"
        }
    }
}
