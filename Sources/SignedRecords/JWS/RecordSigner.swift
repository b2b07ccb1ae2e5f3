/// Signs records in an officer's name. Holds the private key: can't be printed or encoded.
public struct RecordSigner: Sendable {
    private let key: SigningKey
    /// The officer in the certificate's URI SAN.
    public let signerName: OfficerName

    /// - Parameters:
    ///   - privateKeyPEM: P-256 (PKCS #8 or SEC 1) or Ed25519 (PKCS #8).
    ///   - certificateChainPEM: the signing certificate, then those above it; the root may be left out.
    /// - Throws: `malformedCertificate`, `keyMismatch`, `unsupportedAlgorithm`, `wrongUsage`, `malformedName`.
    public init(privateKeyPEM: String, certificateChainPEM: String) throws(RecordError) {
        let key = try SigningKey(privateKeyPEM: privateKeyPEM, certificateChainPEM: certificateChainPEM)
        try CertificateUsage.requireDocumentSigning(key.certificates[0])
        signerName = try officerName(in: key.certificates[0])
        self.key = key
    }

    /// Signs a payload.
    ///
    /// - Parameters:
    ///   - payload: canonical JSON, see ``CanonicalJSON/encode(_:)`` and ``JSONValue/canonicalBytes``.
    ///   - type: the record's type, for example `kedja-consent+jws`.
    /// - Throws: `notCanonical`, `wrongType`, `tooLarge`.
    public func sign(payload: [UInt8], type: String) throws(RecordError) -> SignedRecord {
        try SignedRecord(payload: payload, signatures: [key.sign(payload, type: type)])
    }

    /// The same record with one more signature, over the same payload and type. The signatures that are there aren't verified.
    public func addSignature(to record: SignedRecord) throws(RecordError) -> SignedRecord {
        guard record.signatures.count < RecordLimits.signatures else { throw .tooLarge }
        let signature = try key.sign(record.payload, type: record.type)
        return try SignedRecord(payload: record.payload, signatures: record.signatures + [signature])
    }
}

extension RecordSigner: CustomStringConvertible, CustomReflectable {
    /// `<redacted>`.
    public var description: String { "<redacted>" }
    /// Empty, so that dumping a signer shows nothing.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
