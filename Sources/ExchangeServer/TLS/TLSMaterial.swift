internal import NIOSSL
package import SignedRecords
internal import Synchronization
internal import X509

/// What the listener shows and trusts: its certificate chain, its private key, and the roots of client certificates.
///
/// Checked whole when made, so that a reload that fails leaves the old one in place. Never printed: it holds a key.
package struct TLSMaterial: Sendable {
    /// More than any key file has.
    static let largestFile = 1 << 20

    let certificateChain: [NIOSSLCertificate]
    let privateKey: NIOSSLPrivateKey
    let clientRoots: [Certificate]
    let clientRootsForHandshake: [NIOSSLCertificate]
    private let authorities: Set<Issuer>

    /// Material from PEM texts.
    ///
    /// - Parameters:
    ///   - certificateChainPEM: the server's certificate, then its issuers.
    ///   - privateKeyPEM: the unencrypted private key of the first certificate.
    ///   - clientRootsPEM: the certificates that client certificates must lead to.
    /// - Throws: ``ServerError/serverCertificateUnreadable``, ``ServerError/serverKeyUnreadable``,
    ///   ``ServerError/clientRootsUnreadable`` or ``ServerError/serverKeyMismatch``.
    package init(certificateChainPEM: String, privateKeyPEM: String, clientRootsPEM: String) throws(ServerError) {
        certificateChain = try Self.certificates(certificateChainPEM, or: .serverCertificateUnreadable)
        clientRootsForHandshake = try Self.certificates(clientRootsPEM, or: .clientRootsUnreadable)
        privateKey = try Self.read(or: .serverKeyUnreadable) {
            try NIOSSLPrivateKey(bytes: Array(privateKeyPEM.utf8), format: .pem)
        }
        let roots = clientRootsForHandshake
        clientRoots = try Self.read(or: .clientRootsUnreadable) {
            try roots.map { try Certificate($0) }
        }
        authorities = Set(clientRoots.map(Issuer.init))
        let material = self
        _ = try Self.read(or: .serverKeyMismatch) { try material.makeContext(closeTimeout: .zero) }
    }

    /// Whether client certificates may lead to this authority, by whichever certificate of its own.
    package func trusts(_ authority: Issuer) -> Bool { authorities.contains(authority) }

    static func certificates(_ pem: String, or failure: ServerError) throws(ServerError) -> [NIOSSLCertificate] {
        let certificates = try read(or: failure) { try NIOSSLCertificate.fromPEMBytes(Array(pem.utf8)) }
        guard !certificates.isEmpty else { throw failure }
        return certificates
    }

    private static func read<Value>(or failure: ServerError, _ body: () throws -> Value) throws(ServerError) -> Value {
        do {
            return try body()
        } catch {
            throw failure
        }
    }
}

extension TLSMaterial: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Always `<redacted>`.
    package var description: String { "<redacted>" }
    /// Always `<redacted>`.
    package var debugDescription: String { description }
    /// Shows no member.
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// The material in use. Each new connection asks for it, so `replace(with:)` takes effect without a restart; connections that
/// are open go on with the server's certificate that they began with. May be used from anywhere.
package final class TLSMaterialProvider: Sendable {
    private let material: Mutex<TLSMaterial>

    /// A provider that starts with `material`.
    package init(_ material: TLSMaterial) {
        self.material = Mutex(material)
    }

    /// What the next connection gets, and whom the next request may come from.
    package var current: TLSMaterial {
        material.withLock { $0 }
    }

    /// Gives `material` to all connections from now on.
    package func replace(with material: TLSMaterial) {
        self.material.withLock { $0 = material }
    }
}
