internal import NIOCore
internal import NIOSSL

extension TLSMaterial {
    /// A TLS context for one connection.
    ///
    /// Session tickets are sealed under a key of the context, and resuming a session skips the verification of the client's
    /// certificate. A context of its own for each connection makes every ticket unreadable: a full handshake follows.
    func makeContext(closeTimeout: Duration) throws -> NIOSSLContext {
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: certificateChain.map { .certificate($0) },
            privateKey: .privateKey(privateKey)
        )
        tls.minimumTLSVersion = .tlsv13
        tls.maximumTLSVersion = .tlsv13
        tls.certificateVerification = .noHostnameVerification
        tls.trustRoots = .certificates(clientRootsForHandshake)
        tls.curves = [.x25519_MLKEM768, .x25519, .secp256r1, .secp384r1]
        tls.verifySignatureAlgorithms = Self.clientSignatures
        tls.applicationProtocols = ["h2", "http/1.1"]
        tls.shutdownTimeout = TimeAmount(closeTimeout)
        return try NIOSSLContext(configuration: tls)
    }

    /// RFC 8446 §4.2.3. The stock list leaves Ed25519 out.
    private static let clientSignatures: [SignatureAlgorithm] = [
        .ed25519, .ecdsaSecp256R1Sha256, .ecdsaSecp384R1Sha384, .ecdsaSecp521R1Sha512,
        .rsaPssRsaeSha256, .rsaPssRsaeSha384, .rsaPssRsaeSha512,
    ]
}
