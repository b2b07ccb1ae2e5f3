import CLibTS

/// A time-stamp by itself, as it is kept: a CMS signature over digest, time, policy and number (RFC 3161 §2.4.2).
///
/// `openssl ts -verify -data FILE -in TOKEN -token_in -CAfile ROOTS` checks the same bytes.
public struct TimeStampToken: Hashable, Sendable {
    /// The token, DER.
    public let der: [UInt8]

    /// Takes bytes as a token; that they are one is looked at, and nothing more.
    ///
    /// - Throws: `tooLarge`, `malformed`, `trailingBytes`.
    public init(der: [UInt8]) throws(TimeStampError) {
        self.der = der
        defer { ERR_clear_error() }
        let token = try parsed()
        _ = try TokenFields(token.pointer)
    }

    /// Checks all of it: what it is over, which request it answers, who signed it, and that its chain ends in the roots.
    ///
    /// A token outlives its signer's certificate. So the chain is judged at the time that the token itself states; with `seconds`, at
    /// that time too, as is right when the token has just been made. What is left to trust is that the authority's key was its own until
    /// the certificate ended.
    ///
    /// - Parameters:
    ///   - digest: what it must be over, SHA-256.
    ///   - nonce: what the request had; `nil` doesn't look at it.
    ///   - policy: what the request asked for; `nil` takes any.
    ///   - seconds: since 1970.
    /// - Throws: ``TimeStampError``.
    public func verify(
        of digest: [UInt8], nonce: UInt64? = nil, policy: String? = nil, trusting roots: TimeStampRoots, at seconds: Int? = nil
    ) throws(TimeStampError) -> VerifiedTimeStamp {
        defer { ERR_clear_error() }
        let token = try parsed()
        let fields = try TokenFields(token.pointer)
        guard fields.digest == digest else { throw .otherDigest }
        if let nonce, fields.nonce != nonce { throw .otherNonce }
        if let policy, fields.policy != policy { throw .otherPolicy }
        let signer = try Self.signer(of: token.pointer, try roots.store(validAt: fields.seconds))
        if let seconds { _ = try Self.signer(of: token.pointer, try roots.store(validAt: seconds)) }
        return VerifiedTimeStamp(
            millisecondsSince1970: fields.milliseconds, accuracyMilliseconds: fields.accuracy, serial: fields.serial,
            policy: fields.policy, authority: signer)
    }

    private func parsed() throws(TimeStampError) -> Owned<UnsafeMutablePointer<PKCS7>> {
        guard der.count <= TimeStampLimit.response else { throw .tooLarge(limit: TimeStampLimit.response) }
        return try decoded(der, free: PKCS7_free) { d2i_PKCS7(nil, $0, $1) }
    }

    /// The name of who signed, whose signature and chain hold.
    private static func signer(
        of token: UnsafeMutablePointer<PKCS7>, _ store: borrowing Owned<OpaquePointer>
    ) throws(TimeStampError) -> String {
        ERR_clear_error()
        var found: OpaquePointer?
        guard TS_RESP_verify_signature(token, nil, store.pointer, &found) == 1 else { throw SignatureRefusal.reason() }
        let signer = try Owned(found, free: X509_free)
        return try text { clibts_print_name($0, X509_get_subject_name(signer.pointer)) >= 0 }
    }
}
