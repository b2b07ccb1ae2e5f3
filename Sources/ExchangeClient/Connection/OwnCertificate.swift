import Exchange
import Foundation
import NIOSSL
import SignedRecords
import SwiftASN1
import X509

/// The certificate to log in with, and its key; looked at before anybody is called.
struct OwnCertificate: Sendable {
    let officer: OfficerID
    private let chain: [NIOSSLCertificate]
    private let key: NIOSSLPrivateKey

    init(profile: Profile, at now: Timestamp) throws(ClientError) {
        let pem = try LocalFiles.text(profile.certificate)
        guard let leaf = try? Certificate(pemEncoded: pem), let name = try? officerName(in: leaf), let officer = OfficerID(name) else {
            throw .local("bad-certificate", "the certificate in \(profile.certificate) names no officer", hint: "check the profile")
        }
        try Self.requireValid(leaf, at: now)
        let keyPEM = try LocalFiles.secretText(profile.certificateKey)
        guard let own = try? Certificate.PrivateKey(pemEncoded: keyPEM), own.publicKey == leaf.publicKey else {
            throw .local("bad-certificate", "the key in \(profile.certificateKey) isn't that of the certificate", hint: "check the profile")
        }
        do {
            chain = try NIOSSLCertificate.fromPEMBytes(Array(pem.utf8))
            key = try NIOSSLPrivateKey(bytes: Array(keyPEM.utf8), format: .pem)
        } catch {
            throw .local("bad-certificate", "the certificate and its key can't be used for TLS", hint: "ask for new ones")
        }
        self.officer = officer
    }

    private static func requireValid(_ leaf: Certificate, at now: Timestamp) throws(ClientError) {
        guard now.date <= leaf.notValidAfter else {
            throw .local(
                "certificate-expired", "your certificate expired \(Timestamp(leaf.notValidAfter))",
                hint: "ask your administrator for a new one")
        }
        guard now.date >= leaf.notValidBefore else {
            throw .local("certificate-not-yet-valid", "your certificate isn't valid yet", hint: "check the computer's clock")
        }
    }

    /// TLS 1.3 alone, with this certificate, trusting the profile's authority alone.
    func tls(trustingPEM authority: String) throws(ClientError) -> TLSConfiguration {
        var tls = TLSConfiguration.makeClientConfiguration()
        do { tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(authority.utf8))) } catch {
            throw .local("bad-trust", "the authority's certificates can't be used for TLS", hint: "check the profile's authority")
        }
        tls.minimumTLSVersion = .tlsv13
        tls.maximumTLSVersion = .tlsv13
        tls.certificateVerification = .fullVerification
        tls.certificateChain = chain.map { .certificate($0) }
        tls.privateKey = .privateKey(key)
        tls.curves = [.x25519_MLKEM768, .x25519, .secp256r1]
        tls.verifySignatureAlgorithms = Self.signatures
        tls.signingSignatureAlgorithms = Self.signatures
        return tls
    }

    /// RFC 8446 §4.2.3. The stock list leaves Ed25519 out.
    private static let signatures: [NIOSSL.SignatureAlgorithm] = [
        .ecdsaSecp256R1Sha256, .ed25519, .ecdsaSecp384R1Sha384, .rsaPssRsaeSha256,
    ]
}
