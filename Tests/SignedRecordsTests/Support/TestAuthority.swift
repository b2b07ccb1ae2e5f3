import Crypto
import Foundation
import SignedRecords
import SwiftASN1
import X509

/// The tests' fixed clock: 1 June 2026, 12:00 UTC.
let testNow = Date(timeIntervalSince1970: 1_780_315_200)
let day: TimeInterval = 86_400

/// What a test certificate says; the defaults are a valid signing certificate.
struct TestCertificate {
    var names: [GeneralName] = [.uniformResourceIdentifier("kedja:af-angered/anna.berg")]
    var usages: [ExtendedKeyUsage.Usage] = [.documentSigning]
    var keyUsage = KeyUsage(digitalSignature: true)
    var notBefore = testNow - day
    var notAfter = testNow + day
    var serial: [UInt8] = [0x0A, 0xF1]
    var isAuthority = false

    static func named(_ uri: String, serial: UInt8) -> TestCertificate {
        TestCertificate(names: [.uniformResourceIdentifier(uri)], serial: [serial])
    }
}

/// A root made in the test, which issues what the test asks for.
struct TestAuthority {
    let key = P256.Signing.PrivateKey()
    let certificate: Certificate
    let name: DistinguishedName

    init(name: String = "Test CA", notAfter: Date = testNow + 365 * day, keyUsage: KeyUsage = KeyUsage(keyCertSign: true, cRLSign: true))
        throws
    {
        let subject = try DistinguishedName { CommonName(name) }
        self.name = subject
        certificate = try Certificate(
            version: .v3, serialNumber: .init(bytes: [1]), publicKey: .init(key.publicKey), notValidBefore: testNow - 365 * day,
            notValidAfter: notAfter, issuer: subject, subject: subject, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(keyUsage)
            },
            issuerPrivateKey: .init(key))
    }

    var anchors: TrustAnchors {
        get throws { try TrustAnchors(rootsPEM: certificatePEM) }
    }

    var certificatePEM: String {
        get throws { try certificate.serializeAsPEM().pemString }
    }

    func certificate(_ request: TestCertificate, for key: Certificate.PublicKey) throws -> Certificate {
        try Certificate(
            version: .v3, serialNumber: .init(bytes: request.serial), publicKey: key, notValidBefore: request.notBefore,
            notValidAfter: request.notAfter, issuer: name, subject: DistinguishedName { CommonName("signer") },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(request.isAuthority ? BasicConstraints.isCertificateAuthority(maxPathLength: nil) : .notCertificateAuthority)
                Critical(request.keyUsage)
                if !request.usages.isEmpty { try ExtendedKeyUsage(request.usages) }
                if !request.names.isEmpty { SubjectAlternativeNames(request.names) }
            },
            issuerPrivateKey: .init(self.key))
    }

    /// A fresh key and its certificate, both in PEM.
    func pair(_ request: TestCertificate = TestCertificate(), ed25519: Bool = false) throws -> (key: String, certificate: String) {
        let key: Certificate.PrivateKey =
            ed25519 ? .init(Curve25519.Signing.PrivateKey()) : .init(P256.Signing.PrivateKey())
        let certificate = try certificate(request, for: key.publicKey)
        return (try key.serializeAsPEM().pemString, try certificate.serializeAsPEM().pemString)
    }

    func signer(_ request: TestCertificate = TestCertificate(), ed25519: Bool = false) throws -> RecordSigner {
        let pair = try pair(request, ed25519: ed25519)
        return try RecordSigner(privateKeyPEM: pair.key, certificateChainPEM: pair.certificate)
    }
}
