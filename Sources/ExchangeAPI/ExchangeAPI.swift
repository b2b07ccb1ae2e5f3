package import Exchange
package import Foundation

/// The wire between client and daemon: every call, its body and its answer, and the errors. Client and server share these types, and
/// `openapi.yaml` describes them; a test holds the three together.
///
/// ```swift
/// let call = Call<Case>.openCase(for: participant)
/// call.method   // .post
/// call.path     // /v1/participants/par_…/cases
/// ```
///
/// The answer of a call is an ``Answer``: the result, and the receipt of the audit entry that tells of it.
package struct Call<Result: Codable & Sendable>: Sendable {
    package let method: Method
    /// The path, ids in it percent-encoding-free by their alphabet.
    package let path: String
    package let query: [String: String]
    /// The JSON body; `nil` for a call without one.
    package let body: Data?

    init(_ method: Method, _ path: String, query: [String: String] = [:], body: Data? = nil) {
        self.method = method
        self.path = path
        self.query = query
        self.body = body
    }

    init(post path: String, _ body: some Encodable) throws {
        self.init(.post, path, body: try WireJSON.encode(body))
    }
}

package enum Method: String, Sendable { case get = "GET", post = "POST", patch = "PATCH" }

/// What a call answers: the result, and where its audit entry stands in the log, with proof.
package struct Answer<Result: Codable & Sendable>: Codable, Sendable {
    package let result: Result
    package let receipt: Receipt

    package init(result: Result, receipt: Receipt) {
        self.result = result
        self.receipt = receipt
    }

    /// What the exchange has done and made durable.
    package init(_ committed: Committed<Result>) {
        self.init(result: committed.value, receipt: committed.receipt)
    }
}

/// Header fields of our own, and those that every call knows.
package enum Field {
    /// On every POST: 1 to 64 characters of printable ASCII, fresh for each action.
    package static let idempotencyKey = "Idempotency-Key"
    /// On PATCH of an upload: where the part begins; in the answer: how much has arrived.
    package static let uploadOffset = "Upload-Offset"
    /// RFC 9530: `sha-256=:<base64>:`.
    package static let contentDigest = "Content-Digest"
    /// On GET of events: the event that was heard last, to go on from there (WHATWG HTML, section 9.2).
    package static let lastEventID = "Last-Event-ID"
    /// In every answer: names the request in the daemon's log.
    package static let requestID = "Request-Id"
}

/// What the wire bounds, in bytes.
package enum WireLimits {
    /// A JSON body; a record with its certificates fits well within.
    package static let jsonBody = 1 << 20
    /// How deep JSON may nest.
    package static let jsonDepth = 32
    /// How many values JSON may have, each member's and each element's counted.
    package static let jsonValues = 10_000
    /// A path with its query.
    package static let target = 2048
    /// When a call that was refused for overload may be made again, in seconds: what `Retry-After` says.
    package static let retryAfterSeconds = 2
}

/// JSON as the wire has it: sorted keys, so that equal bodies have equal bytes.
package enum WireJSON {
    package static func encode(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }

    package static func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value {
        try JSONDecoder().decode(type, from: data)
    }
}
