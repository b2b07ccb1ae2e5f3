import CLibTS

/// What an authority is asked (RFC 3161 §2.4.1): to say when this digest was there, with its certificate in the answer.
public struct TimeStampRequest: Hashable, Sendable {
    /// SHA-256, 32 bytes.
    public let digest: [UInt8]
    /// A random number that the answer must repeat, so that no earlier answer can stand for it.
    public let nonce: UInt64?
    /// The policy that the authority is asked to follow, as numbers with dots.
    public let policy: String?

    /// The request, DER. Sent as `application/timestamp-query` (RFC 3161 §3.4).
    public let der: [UInt8]

    /// - Throws: `wrongDigestLength`, `malformedPolicy`, `libraryFailed`.
    public init(digest: [UInt8], nonce: UInt64?, policy: String? = nil) throws(TimeStampError) {
        guard digest.count == Imprint.byteCount else { throw .wrongDigestLength(digest.count) }
        self.digest = digest
        self.nonce = nonce
        self.policy = policy
        der = try Self.encode(digest, nonce, policy)
    }

    private static func encode(_ digest: [UInt8], _ nonce: UInt64?, _ policy: String?) throws(TimeStampError) -> [UInt8] {
        defer { ERR_clear_error() }
        let request = try Owned(TS_REQ_new(), free: TS_REQ_free)
        let imprint = try Imprint.make(digest)
        try done(TS_REQ_set_version(request.pointer, 1))
        try done(TS_REQ_set_msg_imprint(request.pointer, imprint.pointer))
        try done(TS_REQ_set_cert_req(request.pointer, 1))
        if let policy {
            guard let object = OBJ_txt2obj(policy, 1) else { throw .malformedPolicy }
            let owned = try Owned(object, free: ASN1_OBJECT_free)
            try done(TS_REQ_set_policy_id(request.pointer, owned.pointer))
        }
        if let nonce {
            let number = try Owned(ASN1_INTEGER_new(), free: ASN1_INTEGER_free)
            try done(ASN1_INTEGER_set_uint64(number.pointer, nonce))
            try done(TS_REQ_set_nonce(request.pointer, number.pointer))
        }
        return try encoded { i2d_TS_REQ(request.pointer, $0) }
    }
}
