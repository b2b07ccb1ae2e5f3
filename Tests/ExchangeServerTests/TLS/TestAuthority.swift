import Crypto
import Foundation
import NIOSSL
import SwiftASN1
import X509

/// Dates of the tests' own calendar; the server's clock stands at `now`.
enum TestDates {
    static let now = Date(timeIntervalSince1970: 1_780_272_000)  // 2026-06-01
    static let yearStart = Date(timeIntervalSince1970: 1_767_225_600)  // 2026-01-01
    static let yearEnd = Date(timeIntervalSince1970: 1_798_761_600)  // 2027-01-01
    /// Long enough for clients that judge the server by the real clock.
    static let always = Date(timeIntervalSince1970: 946_684_800)...Date(timeIntervalSince1970: 2_493_072_000)
}

/// A certificate, its issuers, and its key.
struct TestCredential: Sendable {
    let chain: [Certificate]
    let key: Certificate.PrivateKey

    var chainPEM: String { get throws { try chain.map { try $0.serializeAsPEM().pemString }.joined(separator: "\n") } }
    var keyPEM: String { get throws { try key.serializeAsPEM().pemString } }
    var serialHex: String { chain[0].serialNumber.bytes.map { String(format: "%02x", $0) }.joined() }
}

/// What a leaf says about itself; the defaults are an officer's.
struct LeafProfile: Sendable {
    var usages: [ExtendedKeyUsage.Usage] = [.clientAuth]
    var names: [GeneralName] = [.uniformResourceIdentifier("kedja:af-angered/anna.berg")]
    var validity = TestDates.yearStart...TestDates.yearEnd
    var ed25519 = false
    var isAuthority = false
    var keyUsage: KeyUsage?
    var serial: [UInt8] = [0x1a, 0x02]
}

/// An issuer made for one test.
struct TestAuthority: Sendable {
    let certificate: Certificate
    let key: Certificate.PrivateKey
    /// The certificates between a leaf and the root, this one's first; empty for a root.
    let intermediates: [Certificate]

    /// A root with a fresh key.
    init(name: String = "Kedja Test Root") throws {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let subject = try DistinguishedName { CommonName(name) }
        self.key = key
        self.certificate = try Self.sign(
            subject, key.publicKey, serial: [1], validity: TestDates.always, by: subject, key, try Self.issuerExtensions(keyCertSign: true))
        self.intermediates = []
    }

    private init(certificate: Certificate, key: Certificate.PrivateKey, intermediates: [Certificate]) {
        self.certificate = certificate
        self.key = key
        self.intermediates = intermediates
    }

    /// Whoever has this certificate and its key, as an issuer, whether or not it lets them.
    init(issuing certificate: Certificate, key: Certificate.PrivateKey) {
        self.init(certificate: certificate, key: key, intermediates: [certificate])
    }

    /// An issuer below this one.
    func intermediate(
        name: String = "Kedja Test Issuer", keyCertSign: Bool = true, validity: ClosedRange<Date> = TestDates.always
    ) throws -> TestAuthority {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let subject = try DistinguishedName { CommonName(name) }
        let certificate = try Self.sign(
            subject, key.publicKey, serial: [2], validity: validity, by: self.certificate.subject, self.key,
            try Self.issuerExtensions(keyCertSign: keyCertSign))
        return TestAuthority(certificate: certificate, key: key, intermediates: [certificate] + intermediates)
    }

    /// The same root with another certificate.
    func renewed() throws -> TestAuthority {
        let certificate = try Self.sign(
            certificate.subject, key.publicKey, serial: [3], validity: TestDates.always, by: certificate.subject, key,
            try Self.issuerExtensions(keyCertSign: true))
        return TestAuthority(certificate: certificate, key: key, intermediates: [])
    }

    /// A leaf of this issuer.
    func issue(_ profile: LeafProfile = LeafProfile()) throws -> TestCredential {
        let key =
            profile.ed25519
            ? Certificate.PrivateKey(Curve25519.Signing.PrivateKey()) : Certificate.PrivateKey(P256.Signing.PrivateKey())
        let leaf = try Self.sign(
            try DistinguishedName { CommonName("Leaf") }, key.publicKey, serial: profile.serial, validity: profile.validity,
            by: certificate.subject, self.key, try Self.leafExtensions(profile))
        return TestCredential(chain: [leaf] + intermediates, key: key)
    }

    /// The server's credential for `localhost`.
    func issueServer() throws -> TestCredential {
        try issue(LeafProfile(usages: [.serverAuth], names: [.dnsName("localhost")], validity: TestDates.always))
    }

    private static func sign(
        _ subject: DistinguishedName, _ publicKey: Certificate.PublicKey, serial: [UInt8], validity: ClosedRange<Date>,
        by issuer: DistinguishedName, _ issuerKey: Certificate.PrivateKey, _ extensions: Certificate.Extensions
    ) throws -> Certificate {
        try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(bytes: serial), publicKey: publicKey,
            notValidBefore: validity.lowerBound, notValidAfter: validity.upperBound, issuer: issuer, subject: subject,
            signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions, issuerPrivateKey: issuerKey)
    }

    private static func issuerExtensions(keyCertSign: Bool) throws -> Certificate.Extensions {
        try Certificate.Extensions {
            Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
            Critical(KeyUsage(digitalSignature: !keyCertSign, keyCertSign: keyCertSign))
        }
    }

    private static func leafExtensions(_ profile: LeafProfile) throws -> Certificate.Extensions {
        try Certificate.Extensions {
            Critical(profile.isAuthority ? BasicConstraints.isCertificateAuthority(maxPathLength: nil) : .notCertificateAuthority)
            if !profile.usages.isEmpty { try ExtendedKeyUsage(profile.usages) }
            if !profile.names.isEmpty { SubjectAlternativeNames(profile.names) }
            if let keyUsage = profile.keyUsage { Critical(keyUsage) }
        }
    }
}
