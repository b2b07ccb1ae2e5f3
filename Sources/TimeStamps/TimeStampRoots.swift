import CLibTS

/// The certificates in which a signer's chain must end. Read once; they are all that is trusted, the system's own store isn't.
public struct TimeStampRoots: Hashable, Sendable {
    private let pem: [UInt8]

    /// Takes one or more certificates.
    ///
    /// - Throws: `tooLarge`, `unreadableRoots`.
    public init(pem text: String) throws(TimeStampError) {
        pem = Array(text.utf8)
        guard pem.count <= TimeStampLimit.roots else { throw .tooLarge(limit: TimeStampLimit.roots) }
        _ = try store(validAt: nil)
    }

    /// A store of the library's with these certificates alone. A chain's keys and signatures must have 112 bits of strength.
    ///
    /// - Parameter seconds: since 1970, when the chain must be valid.
    func store(validAt seconds: Int?) throws(TimeStampError) -> Owned<OpaquePointer> {
        defer { ERR_clear_error() }
        let store = try Owned(X509_STORE_new(), free: X509_STORE_free)
        let source = try Owned(BIO_new(BIO_s_mem()), free: BIO_free_all)
        guard BIO_write(source.pointer, pem, Int32(pem.count)) == Int32(pem.count) else { throw .libraryFailed }
        var count = 0
        while let certificate = PEM_read_bio_X509(source.pointer, nil, nil, nil) {
            let owned = try Owned(certificate, free: X509_free)
            try done(X509_STORE_add_cert(store.pointer, owned.pointer))
            count += 1
        }
        // The one way in which a list of certificates ends well: no further one begins.
        guard count > 0, clibts_reason(ERR_peek_last_error()) == PEM_R_NO_START_LINE else { throw .unreadableRoots }
        guard let parameters = X509_STORE_get0_param(store.pointer) else { throw .libraryFailed }
        X509_VERIFY_PARAM_set_auth_level(parameters, 2)
        if let seconds { X509_VERIFY_PARAM_set_time(parameters, seconds) }
        return store
    }
}
