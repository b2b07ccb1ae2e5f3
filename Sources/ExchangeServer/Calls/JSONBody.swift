import Crypto
import Exchange
import ExchangeAPI
import Foundation
import HTTPTypes
import Hummingbird
import SignedRecords

/// What a POST brings: its body, and how it is told from another.
struct Posted<Body: Sendable>: Sendable {
    let body: Body
    let idempotency: Idempotency
}

extension IncomingCall {
    /// Reads a POST: media type, `Idempotency-Key`, and at most ``WireLimits/jsonBody`` bytes of strict JSON.
    ///
    /// - Throws: `Problem` with `wrong-media-type`, `missing-idempotency-key`, `body-too-large` or `malformed-json`.
    func posted<Body: Codable & Sendable>(_ type: Body.Type) async throws -> Posted<Body> {
        try require(mediaType: "application/json")
        let keys = request.headers[values: HTTPField.Name.idempotencyKey]
        guard keys.count == 1 else { throw Problem(.missingIdempotencyKey) }
        let bytes = try await collected()
        guard let idempotency = Idempotency(key: keys[0], requestDigest: digest(of: bytes)) else {
            throw Problem(.missingIdempotencyKey)
        }
        return Posted(body: try StrictJSON.decode(type, from: bytes), idempotency: idempotency)
    }

    /// Requires a `Content-Type`; parameters such as `charset` are let pass. Nothing is unpacked: what is compressed is refused (RFC 9110 §8.4).
    func require(mediaType: String) throws(Problem) {
        guard request.headers[.contentEncoding] == nil else { throw Problem(.wrongMediaType) }
        let stated = request.headers[.contentType]
        // Most state it as it is; reading it by its grammar takes longer than it should.
        guard stated != mediaType else { return }
        let spelled = stated?.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
        guard spelled == mediaType else { throw Problem(.wrongMediaType) }
    }

    private func collected() async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await chunk in request.body.bounded(to: WireLimits.jsonBody) { bytes += chunk.readableBytesView }
        return bytes
    }

    /// SHA-256 over method, path and body, so that a key used for another call is noticed.
    private func digest(of body: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: Array("\(request.method.rawValue) \(request.uri.path)\n".utf8) + body))
    }
}

/// JSON bodies, read so that each has one meaning: no member twice, none that nobody knows, none that is `null`.
enum StrictJSON {
    private static let limits = JSONLimits(
        bytes: WireLimits.jsonBody, depth: WireLimits.jsonDepth, values: WireLimits.jsonValues)

    /// What `bytes` say. A body whose members aren't those that the value itself would have is refused, at every depth.
    static func decode<Body: Codable>(_ type: Body.Type, from bytes: [UInt8]) throws(Problem) -> Body {
        guard let value = try? JSONValue(parsing: bytes, limits: limits), let members = value.object else { throw Problem(.malformedJSON) }
        if let type = type as? any StrictBody.Type {
            guard let body = type.init(members: members) as? Body else { throw Problem(.malformedJSON) }
            return body
        }
        guard let body = try? WireJSON.decode(type, from: Data(bytes)),
            let again = try? JSONValue(parsing: WireJSON.encode(body)), value.hasOnlyMembers(of: again)
        else { throw Problem(.malformedJSON) }
        return body
    }
}

/// A body that comes so often that it reads its own members, instead of being decoded, encoded and compared.
protocol StrictBody {
    /// `nil` where a member is missing, unknown, or not what it should be.
    init?(members: [String: JSONValue])
}

extension PurposeBody: StrictBody {
    init?(members: [String: JSONValue]) {
        guard members.count == 1, let purpose = members["purpose"]?.string.flatMap(Purpose.init(rawValue:)) else { return nil }
        self.init(purpose: purpose)
    }
}

extension JSONValue {
    fileprivate func hasOnlyMembers(of other: JSONValue) -> Bool {
        switch (self, other) {
        case (.object(let mine), .object(let others)):
            mine.allSatisfy { name, value in others[name].map(value.hasOnlyMembers) ?? false }
        case (.array(let mine), .array(let others)):
            mine.count == others.count && zip(mine, others).allSatisfy { $0.hasOnlyMembers(of: $1) }
        default: true
        }
    }
}
