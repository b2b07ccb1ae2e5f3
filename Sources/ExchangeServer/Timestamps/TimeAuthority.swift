import TimeStamps

/// Where time-stamps are asked for: bytes of a query out, bytes of an answer back, of which nothing is believed yet.
package struct TimeAuthority: Sendable {
    private let post: @Sendable (_ query: [UInt8]) async throws -> [UInt8]

    package init(_ post: @escaping @Sendable (_ query: [UInt8]) async throws -> [UInt8]) { self.post = post }

    /// Over HTTP (RFC 3161 §3.4).
    package static func http(_ url: String, patience: Duration = .seconds(30)) -> TimeAuthority {
        let client = OutgoingClient(patience: patience)
        return TimeAuthority { query in
            let answer = try await client.post(query, as: "application/timestamp-query", to: url, upTo: TimeStampLimit.response)
            guard answer.status == 200 else { throw TimeAuthorityError.refused(status: answer.status) }
            guard answer.contentType?.hasPrefix("application/timestamp-reply") == true else { throw TimeAuthorityError.otherContent }
            return answer.body
        }
    }

    func ask(_ query: [UInt8]) async throws(TimeAuthorityError) -> [UInt8] {
        do { return try await post(query) } catch {
            throw error as? TimeAuthorityError ?? (error as? OutgoingError == .tooLarge ? .tooLarge : .unreachable)
        }
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
