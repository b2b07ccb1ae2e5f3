/// Why a time-stamp isn't taken, and what the caller can do about it.
///
/// Equality and `code` are stable; the sentences in `description` may be reworded.
public enum TimeStampError: Error, Hashable, Sendable {
    /// A digest is not the 32 bytes of SHA-256; carries their number.
    case wrongDigestLength(Int)
    /// A policy isn't an object identifier like `1.2.752.1`.
    case malformedPolicy
    /// An answer, a token or the roots are larger than is read; carries the limit in bytes.
    case tooLarge(limit: Int)
    /// An answer or a token isn't the DER that RFC 3161 describes, or is cut off.
    case malformed
    /// Bytes follow behind the end.
    case trailingBytes
    /// The authority didn't grant a time-stamp.
    case notGranted(TimeStampResponse.Status, TimeStampResponse.Failure?)
    /// The token is over something else.
    case otherDigest
    /// The token answers another request, or an earlier one over again.
    case otherNonce
    /// The token is made by another policy than the one that was asked for.
    case otherPolicy
    /// There is no certificate in the roots, or one that can't be read.
    case unreadableRoots
    /// The signature isn't the signer's, or the token doesn't name the signer's certificate.
    case badSignature
    /// The signer's chain doesn't end in one of the roots.
    case untrusted
    /// A certificate of the chain wasn't valid at the time that counts.
    case expired
    /// The signer's certificate isn't for time-stamping (RFC 3161 §2.3: extended key usage timeStamping, critical, alone).
    case notForTimeStamping
    /// The library can't: it is out of memory, or its configuration forbids it.
    case libraryFailed

    /// A stable name for the error, for logs, protocols and tests.
    public var code: String {
        switch self {
        case .wrongDigestLength: "wrong-digest-length"
        case .malformedPolicy: "malformed-policy"
        case .tooLarge: "too-large"
        case .malformed: "malformed"
        case .trailingBytes: "trailing-bytes"
        case .notGranted: "not-granted"
        case .otherDigest: "other-digest"
        case .otherNonce: "other-nonce"
        case .otherPolicy: "other-policy"
        case .unreadableRoots: "unreadable-roots"
        case .badSignature: "bad-signature"
        case .untrusted: "untrusted"
        case .expired: "expired"
        case .notForTimeStamping: "not-for-time-stamping"
        case .libraryFailed: "library-failed"
        }
    }
}

extension TimeStampError: CustomStringConvertible {
    /// What is wrong, and what to do about it.
    public var description: String {
        switch self {
        case .wrongDigestLength(let count): "a digest of \(count) bytes isn't SHA-256; give the 32 bytes of SHA-256"
        case .malformedPolicy: "the policy isn't an object identifier; write it as numbers with dots"
        case .tooLarge(let limit): "it is larger than \(limit) bytes; check that the address is a time-stamping authority's"
        case .malformed: "it isn't a time-stamp of RFC 3161, or it is cut off; check the authority's address"
        case .trailingBytes: "bytes follow behind its end; it was changed"
        case .notGranted(let status, let failure):
            "the authority answered \(status)\(failure.map { " (\($0))" } ?? ""); try again, then ask the authority"
        case .otherDigest: "the time-stamp is over something else"
        case .otherNonce: "the time-stamp answers another request"
        case .otherPolicy: "the time-stamp is made by another policy than was asked for; ask the authority"
        case .unreadableRoots: "the authority's certificates can't be read; give them as PEM"
        case .badSignature: "the time-stamp's signature doesn't hold"
        case .untrusted: "the time-stamp's signer isn't certified by the authority that is trusted"
        case .expired: "a certificate of the time-stamp's signer wasn't valid at that time"
        case .notForTimeStamping: "the signer's certificate isn't for time-stamping"
        case .libraryFailed: "libcrypto failed; check its configuration and the memory that is free"
        }
    }
}
