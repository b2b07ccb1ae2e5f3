// SignedRecords
//
// Statements that people answer for: a JSON payload in its canonical spelling (RFC 8785), signed as a JWS (RFC 7515, General JSON
// serialization) with the signer's certificate chain beside it, so that any JOSE library can check it.
//
//     // Sign.
//     let signer = try RecordSigner(privateKeyPEM: key, certificateChainPEM: chain)
//     let payload = try CanonicalJSON.encode(consent)
//     let record = try signer.sign(payload: payload, type: "kedja-consent+jws")
//     send(record.encoded)
//
//     // Verify. A VerifiedRecord can't be had otherwise.
//     let anchors = try TrustAnchors(rootsPEM: roots)
//     let revocations = RevocationLists([try RevocationList(verifying: list, against: anchors, at: now)])
//     let verified = try await anchors.verify(
//         SignedRecord(parsing: bytes), type: "kedja-consent+jws", at: now, revocations: revocations)
//     verified.signers[0].name.uri      // kedja:af-angered/anna.berg
//
// Types, in reading order:
// - ``JSONValue``, ``CanonicalJSON``: strict JSON in, canonical JSON out.
// - ``SignedRecord``, ``RecordSignature``, ``RecordSigner``: records before they are trusted.
// - ``TrustAnchors``, ``VerifiedRecord``, ``RecordSignerIdentity``, ``OfficerName``: records that are.
// - ``RevocationList``, ``RevocationLists``: certificates that no longer count, by ``CertificateNumber``.
// - ``RecordError``: every reason to refuse.
//
// The format, clause by clause: `SignedRecords.docc/Format.md`.
//
// Two algorithms, ES256 and EdDSA; the key in the certificate decides which. Nothing here reads a clock.

/// How large records may be; whatever exceeds these is refused before it is worked on.
public enum RecordLimits {
    /// The longest payload, in bytes.
    public static let payloadBytes = 256 << 10
    /// The longest encoded record, in bytes.
    public static let recordBytes = 1 << 20
    /// The longest protected header, in bytes before base64url.
    public static let headerBytes = 32 << 10
    /// The most signatures of a record.
    public static let signatures = 8
    /// The most certificates of a chain.
    public static let chainLength = 4
}
