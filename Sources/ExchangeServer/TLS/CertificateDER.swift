internal import NIOSSL
internal import SwiftASN1
internal import X509

extension Certificate {
    /// The same certificate as swift-certificates reads it.
    init(_ certificate: NIOSSLCertificate) throws {
        try self.init(derEncoded: certificate.toDERBytes())
    }
}

extension NIOSSLCertificate {
    /// The same certificate as BoringSSL reads it.
    convenience init(_ certificate: Certificate) throws {
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        try self.init(bytes: serializer.serializedBytes, format: .der)
    }
}
