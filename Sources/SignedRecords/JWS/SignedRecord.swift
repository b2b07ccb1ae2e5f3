import Crypto

/// A payload with the signatures of those who answer for it, as a JWS in General JSON serialization (RFC 7515 §7.2.1).
/// Having one says nothing about the signatures: ``TrustAnchors/verify(_:type:at:revocations:)`` does.
///
///     {"payload":"eyJhIjoxfQ","signatures":[{"protected":"eyJhbGciOi…","signature":"iSeQ…"}]}
///
/// The profile: the payload is canonical JSON; every signature is over the same `typ`; algorithms are ES256 and EdDSA;
/// members that RFC 7515 doesn't define are refused; any spelling of the outer JSON is read, the canonical one is written.
public struct SignedRecord: Hashable, Sendable {
    /// The record's type, as every signature's `typ` names it, for example `kedja-consent+jws`.
    public let type: String
    /// Canonical JSON (RFC 8785).
    public let payload: [UInt8]
    /// At least one.
    public let signatures: [RecordSignature]

    private static let envelope = JSONLimits(bytes: RecordLimits.recordBytes, depth: 4)

    /// Reads a record, strictly.
    ///
    /// - Throws: `tooLarge`, `malformedJSON`, `duplicateKey`, `malformedRecord`, `malformedBase64`, `notCanonical`,
    ///   `unsupportedAlgorithm`, `criticalHeader`, `unknownHeader` or `wrongType`.
    public init(parsing bytes: [UInt8]) throws(RecordError) {
        guard let members = try JSONValue(parsing: bytes, limits: Self.envelope).object,
            Set(members.keys) == ["payload", "signatures"],
            let payload = members["payload"]?.string, let elements = members["signatures"]?.array
        else { throw .malformedRecord }
        guard elements.count <= RecordLimits.signatures else { throw .tooLarge }
        var signatures: [RecordSignature] = []
        for element in elements { signatures.append(try RecordSignature(parsing: element)) }
        try self.init(payload: Base64.decodeURL(payload), signatures: signatures)
    }

    init(payload: [UInt8], signatures: [RecordSignature]) throws(RecordError) {
        guard let type = signatures.first?.type else { throw .malformedRecord }
        guard signatures.allSatisfy({ $0.type == type }) else { throw .wrongType }
        try Self.requireCanonical(payload)
        self.type = type
        self.payload = payload
        self.signatures = signatures
    }

    static func requireCanonical(_ payload: [UInt8]) throws(RecordError) {
        let limits = JSONLimits(bytes: RecordLimits.payloadBytes, depth: JSONLimits.standard.depth)
        guard try JSONValue(parsing: payload, limits: limits).canonicalBytes == payload else { throw .notCanonical }
    }

    /// The record as it is stored and sent: canonical JSON.
    public var encoded: [UInt8] {
        let value: JSONValue = .object([
            "payload": .string(Base64.url(payload)), "signatures": .array(signatures.map(\.json)),
        ])
        return value.canonicalBytes
    }

    /// SHA-256 of ``encoded``, 64 lower-case hexadecimal digits. It covers the signatures, so each added one changes it.
    public var digest: String {
        Hexadecimal.text(SHA256.hash(data: encoded))
    }
}
