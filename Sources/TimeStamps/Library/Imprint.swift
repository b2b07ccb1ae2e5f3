import CLibTS

/// A digest with the name of its algorithm (RFC 3161 §2.4.1), which is SHA-256 and no other.
enum Imprint {
    static let byteCount = 32

    static func make(_ digest: [UInt8]) throws(TimeStampError) -> Owned<OpaquePointer> {
        let imprint = try Owned(TS_MSG_IMPRINT_new(), free: TS_MSG_IMPRINT_free)
        let algorithm = try Owned(X509_ALGOR_new(), free: X509_ALGOR_free)
        // Parameters NULL, as RFC 3161's examples and openssl write them.
        try done(X509_ALGOR_set0(algorithm.pointer, OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nil))
        try done(TS_MSG_IMPRINT_set_algo(imprint.pointer, algorithm.pointer))
        var bytes = digest
        try done(TS_MSG_IMPRINT_set_msg(imprint.pointer, &bytes, Int32(bytes.count)))
        return imprint
    }

    /// The digest, when it is one of SHA-256.
    static func digest(_ imprint: OpaquePointer) -> [UInt8]? {
        guard let algorithm = TS_MSG_IMPRINT_get_algo(imprint), OBJ_obj2nid(algorithm.pointee.algorithm) == NID_sha256,
            let message = TS_MSG_IMPRINT_get_msg(imprint)
        else { return nil }
        let bytes = octets(message)
        return bytes.count == byteCount ? bytes : nil
    }
}

/// The content of one of the library's strings.
func octets(_ string: UnsafePointer<ASN1_STRING>) -> [UInt8] {
    guard let start = ASN1_STRING_get0_data(string) else { return [] }
    return Array(UnsafeBufferPointer(start: start, count: Int(ASN1_STRING_length(string))))
}
