/// Why a text, a record, a certificate or a revocation list was refused. Equal by case; never carries the refused data,
/// so it can be logged and sent to a caller as it is.
public enum RecordError: String, Error, Hashable, Sendable, CaseIterable {
    /// The input exceeds a limit in bytes or count (see ``RecordLimits`` and ``JSONLimits``).
    case tooLarge = "too-large"
    /// JSON nested deeper than the limit allows.
    case tooDeep = "too-deep"
    /// Not JSON by RFC 8259, or bytes follow the value.
    case malformedJSON = "malformed-json"
    /// Invalid UTF-8 or a lone surrogate (RFC 7493 §2.1).
    case invalidText = "invalid-text"
    /// An object names a member twice (RFC 7493 §2.3).
    case duplicateKey = "duplicate-key"
    /// A number that an IEEE 754 double does not hold (RFC 7493 §2.2).
    case numberOutOfRange = "number-out-of-range"
    /// A value doesn't have the members or types that were asked for.
    case unexpectedShape = "unexpected-shape"
    /// Payload that is not canonical JSON (RFC 8785).
    case notCanonical = "not-canonical"
    /// Not a JWS in General JSON serialization as this profile has it (RFC 7515 §7.2.1).
    case malformedRecord = "malformed-record"
    /// Base64 or base64url in other than its one canonical spelling (RFC 4648 §3.5, RFC 7515 §2).
    case malformedBase64 = "malformed-base64"
    /// A protected header with a parameter other than `alg`, `typ` and `x5c`.
    case unknownHeader = "unknown-header"
    /// A header that demands an extension by `crit`: none is understood (RFC 7515 §4.1.11).
    case criticalHeader = "critical-header"
    /// An algorithm or key other than ES256 with P-256 and EdDSA with Ed25519.
    case unsupportedAlgorithm = "unsupported-algorithm"
    /// `alg` doesn't belong to the key in the leaf certificate.
    case algorithmMismatch = "algorithm-mismatch"
    /// Another record type than the one expected, or signatures over different types.
    case wrongType = "wrong-type"
    /// A certificate, chain or key that can't be read.
    case malformedCertificate = "malformed-certificate"
    /// The private key is not the one that the certificate names.
    case keyMismatch = "key-mismatch"
    /// No path leads from the certificate to a trusted root.
    case untrustedChain = "untrusted-chain"
    /// The certificate's time is over, at the time asked about.
    case certificateExpired = "certificate-expired"
    /// The certificate's time hasn't begun, at the time asked about.
    case certificateNotYetValid = "certificate-not-yet-valid"
    /// The certificate is not meant for signing documents (RFC 9336), or for signing revocations.
    case wrongUsage = "wrong-usage"
    /// Not exactly one name of the form `kedja:<organisation>/<officer>`.
    case malformedName = "malformed-name"
    /// The certificate has been revoked.
    case certificateRevoked = "certificate-revoked"
    /// The revocation list is by another issuer than the certificate.
    case foreignRevocationList = "foreign-revocation-list"
    /// The signature is not over these bytes, or not by this key.
    case badSignature = "bad-signature"
    /// The same officer signs twice.
    case duplicateSigner = "duplicate-signer"

    /// The stable name of the error, for protocols and logs.
    public var code: String { rawValue }
}

extension RecordError: CustomStringConvertible {
    /// An English sentence that says what the caller can do.
    public var description: String {
        switch self {
        case .tooLarge: "the input is too large; send less"
        case .tooDeep: "the JSON is nested too deeply; flatten it"
        case .malformedJSON: "the text is not JSON; check its syntax and that nothing follows it"
        case .invalidText: "the text is not valid Unicode; encode it as UTF-8 without lone surrogates"
        case .duplicateKey: "an object names a member twice; keep one"
        case .numberOutOfRange: "a number cannot be held exactly; write it as a string"
        case .unexpectedShape: "the JSON does not have the expected members; compare it with the format's description"
        case .notCanonical: "the payload is not canonical JSON; encode it by RFC 8785 before signing"
        case .malformedRecord: "the record is not a JWS in General JSON serialization; sign it again"
        case .malformedBase64: "the base64 is not in its canonical spelling; encode it again"
        case .unknownHeader: "the protected header has a parameter that records don't use; sign with alg, typ and x5c only"
        case .criticalHeader: "the record demands an extension that is not understood; sign it without crit"
        case .unsupportedAlgorithm: "the algorithm is not supported; sign with ES256 or EdDSA"
        case .algorithmMismatch: "the algorithm does not belong to the certificate's key; sign with the key that the certificate names"
        case .wrongType: "the record is of another type; check which record belongs here"
        case .malformedCertificate: "a certificate or key cannot be read; check the PEM files"
        case .keyMismatch: "the private key does not belong to the certificate; use the pair that was issued together"
        case .untrustedChain: "the certificate does not lead to a trusted authority; use one that the exchange's authority issued"
        case .certificateExpired: "the certificate has expired; ask for a new one"
        case .certificateNotYetValid: "the certificate is not valid yet; check the clock or wait"
        case .wrongUsage: "the certificate is not meant for this use; sign with the officer's signing certificate"
        case .malformedName: "the certificate does not carry exactly one officer name; ask for a new one"
        case .certificateRevoked: "the certificate has been revoked; ask for a new one"
        case .foreignRevocationList: "the revocation list is by another authority; fetch the list of the certificate's issuer"
        case .badSignature: "the signature does not fit the record; fetch it again or have it signed again"
        case .duplicateSigner: "the same officer has signed twice; keep one signature"
        }
    }
}
