public import Foundation
import X509

/// The certificates that an authority has revoked, signed by the authority itself: a record of type `kedja-revocations+jws`.
///
///     {"issuer":"CN=Kedja Demo CA","serials":["0a1b…"],"updatedAt":"2026-01-31T12:00:00Z"}
///
/// Serial numbers are spelled as ``serialHex(of:)`` does, sorted, each once. Having a list means that it has been verified.
public struct RevocationList: Hashable, Sendable {
    /// The type in the protected header.
    public static let recordType = "kedja-revocations+jws"

    /// Who signed it, whose certificates alone it speaks of.
    public let authority: Issuer
    /// When the list was made; whole seconds.
    public let updatedAt: Date
    /// The revoked serial numbers.
    public let serials: Set<String>

    /// The authority's subject, in the library's spelling of RFC 4514.
    public var issuer: String { authority.name }

    /// Reads and verifies a list.
    ///
    /// - Parameters:
    ///   - bytes: the record.
    ///   - anchors: one of its roots must have signed the list.
    ///   - time: when that root must be valid.
    /// - Throws: ``RecordError``; `untrustedChain` where the signer is no root, `unexpectedShape` where the payload isn't a list.
    public init(verifying bytes: [UInt8], against anchors: TrustAnchors, at time: Date) throws(RecordError) {
        let record = try SignedRecord(parsing: bytes)
        guard record.type == Self.recordType else { throw .wrongType }
        guard record.signatures.count == 1, let signature = record.signatures.first else { throw .malformedRecord }
        let chain = try CertificateChain.certificates(der: signature.certificateChain)
        guard chain.count == 1, anchors.roots.contains(chain[0]) else { throw .untrustedChain }
        guard time >= chain[0].notValidBefore else { throw .certificateNotYetValid }
        guard time <= chain[0].notValidAfter else { throw .certificateExpired }
        try CertificateUsage.requireRevocationSigning(chain[0])
        let input = RecordSignature.signingInput(protected: signature.protected, payload: record.payload)
        try signature.verify(over: input, by: chain[0])
        try self.init(payload: record.payload, of: Issuer(chain[0]))
    }

    private init(payload: [UInt8], of authority: Issuer) throws(RecordError) {
        guard let members = try JSONValue(parsing: payload).object,
            let issuer = members["issuer"]?.string, let updatedAt = members["updatedAt"]?.string.flatMap(Timestamp.date),
            let elements = members["serials"]?.array
        else { throw .unexpectedShape }
        let serials = elements.compactMap(\.string)
        guard serials.count == elements.count, serials.allSatisfy(Hexadecimal.isNumber), serials == Set(serials).sorted() else {
            throw .unexpectedShape
        }
        guard issuer == authority.name else { throw .foreignRevocationList }
        self.authority = authority
        self.updatedAt = updatedAt
        self.serials = Set(serials)
    }

    /// Whether the certificate with that serial number has been revoked; see ``serialHex(of:)`` for the spelling.
    public func contains(_ serial: String) -> Bool {
        serials.contains(serial)
    }

    /// Makes the signed list of an authority.
    ///
    /// - Parameters:
    ///   - serials: every revoked serial number, also those of earlier lists.
    ///   - updatedAt: the time of the list.
    ///   - privateKeyPEM: the authority's key.
    ///   - certificatePEM: the authority's own certificate.
    /// - Throws: `unexpectedShape` where a serial number is spelled otherwise; `wrongUsage`, `keyMismatch`, `malformedCertificate`.
    public static func signed(
        revoking serials: Set<String>, updatedAt: Date, privateKeyPEM: String, certificatePEM: String
    ) throws(RecordError) -> [UInt8] {
        let key = try SigningKey(privateKeyPEM: privateKeyPEM, certificateChainPEM: certificatePEM)
        try CertificateUsage.requireRevocationSigning(key.certificates[0])
        guard serials.allSatisfy(Hexadecimal.isNumber) else { throw .unexpectedShape }
        let payload: JSONValue = .object([
            "issuer": .string(key.certificates[0].subject.description),
            "serials": .array(serials.sorted().map { .string($0) }),
            "updatedAt": .string(Timestamp.text(updatedAt)),
        ])
        let signature = try key.sign(payload.canonicalBytes, type: recordType)
        return try SignedRecord(payload: payload.canonicalBytes, signatures: [signature]).encoded
    }
}

/// RFC 3339 in UTC with whole seconds, the only spelling that records use: `2026-01-31T12:00:00Z`.
enum Timestamp {
    static func text(_ date: Date) -> String {
        date.formatted(.iso8601)
    }

    static func date(_ text: String) -> Date? {
        guard let date = try? Date(text, strategy: .iso8601), self.text(date) == text else { return nil }
        return date
    }
}
