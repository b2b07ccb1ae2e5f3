public import X509

/// Who issues certificates: a name and a key. An authority's successor is another one though it may have its name, and a root that was
/// renewed with its key is the same.
public struct Issuer: Hashable, Sendable {
    /// The subject, in the library's spelling of RFC 4514.
    public let name: String
    private let key: [UInt8]

    /// Whoever issues with this certificate.
    public init(_ certificate: Certificate) {
        name = certificate.subject.description
        key = Array(certificate.publicKey.subjectPublicKeyInfoBytes)
    }
}

/// A certificate as lists of revocations know it: two authorities may give the same serial number.
public struct CertificateNumber: Hashable, Sendable {
    /// Who issued it.
    public let issuer: Issuer
    /// See ``serialHex(of:)``.
    public let serial: String

    /// The numbers on a validated path, leaf first. A root is its own issuer.
    public static func all(on path: [Certificate]) -> [CertificateNumber] {
        zip(path, path.dropFirst() + path.suffix(1)).map { CertificateNumber(issuer: Issuer($1), serial: serialHex(of: $0)) }
    }
}
