import CLibTS

/// Why the library refused a signature. It tells of a chain in words alone, so they are compared with its own words for each fault.
enum SignatureRefusal {
    static func reason() -> TimeStampError {
        var (words, flags): (UnsafePointer<CChar>?, Int32) = (nil, 0)
        while true {
            let error = ERR_get_error_all(nil, nil, nil, &words, &flags)
            guard error != 0 else { return .badSignature }
            guard clibts_reason(error) == TS_R_CERTIFICATE_VERIFY_ERROR, flags & ERR_TXT_STRING != 0, let words else { continue }
            return chain(String(cString: words))
        }
    }

    private static func chain(_ words: String) -> TimeStampError {
        func isAbout(_ faults: Int32...) -> Bool {
            faults.contains { fault in X509_verify_cert_error_string(Int(fault)).map { words.hasSuffix(String(cString: $0)) } ?? false }
        }
        if isAbout(X509_V_ERR_CERT_HAS_EXPIRED, X509_V_ERR_CERT_NOT_YET_VALID) { return .expired }
        if isAbout(X509_V_ERR_INVALID_PURPOSE) { return .notForTimeStamping }
        return .untrusted
    }
}
