import Crypto
public import Foundation
public import SignedRecords
import SwiftASN1
import X509

/// An authority that issues certificates: a P-256 root that signs end-entity certificates and lists of revocations, and no
/// authorities below it (pathLen 0). Holds its private key: can't be printed or encoded.
public struct CertificateAuthority: Sendable {
    /// The root certificate.
    public let certificatePEM: String
    let certificate: Certificate
    private let key: Certificate.PrivateKey

    /// Ten years, in days.
    public static let defaultDays = 3_650

    /// A new authority with a fresh key, which is generated inside the cryptographic library.
    ///
    /// - Parameters:
    ///   - name: the common name.
    ///   - now: the beginning of its validity.
    ///   - validDays: its length.
    ///   - random: for the serial number.
    public static func create(
        name: String, now: Date, validDays: Int = defaultDays, random: RandomBytes
    ) throws(PKIError) -> CertificateAuthority {
        guard validDays > 0 else { throw .unusableValidity }
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        do {
            let subject = try DistinguishedName { CommonName(name) }
            let certificate = try Certificate(
                version: .v3, serialNumber: serialNumber(random), publicKey: key.publicKey, notValidBefore: now,
                notValidAfter: now.addingTimeInterval(TimeInterval(validDays * secondsPerDay)), issuer: subject, subject: subject,
                signatureAlgorithm: .ecdsaWithSHA256,
                extensions: Certificate.Extensions {
                    Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                    Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                    SubjectKeyIdentifier(hash: key.publicKey)
                },
                issuerPrivateKey: key)
            return CertificateAuthority(certificate: certificate, pem: try certificate.serializeAsPEM().pemString, key: key)
        } catch {
            throw .cryptography
        }
    }

    /// An authority that was made before.
    ///
    /// - Throws: `unusableAuthority` where the two can't be read, don't belong together, or aren't an authority's.
    public init(certificatePEM: String, privateKeyPEM: String) throws(PKIError) {
        guard let certificate = try? Certificate(pemEncoded: certificatePEM),
            let key = try? Certificate.PrivateKey(pemEncoded: privateKeyPEM), certificate.publicKey == key.publicKey,
            case .isCertificateAuthority? = try? certificate.extensions.basicConstraints
        else { throw .unusableAuthority }
        self.init(certificate: certificate, pem: certificatePEM, key: key)
    }

    private init(certificate: Certificate, pem: String, key: Certificate.PrivateKey) {
        self.certificate = certificate
        self.certificatePEM = pem
        self.key = key
    }

    /// The private key in PKCS #8: secret, to be written to a file with mode 0600.
    public func privateKeyPEM() throws(PKIError) -> String {
        do { return try key.serializeAsPEM().pemString } catch { throw .cryptography }
    }

    /// Issues a certificate for a fresh key, which is generated inside the cryptographic library.
    ///
    /// - Parameters:
    ///   - now: the beginning of the validity unless the request says otherwise.
    ///   - random: for the serial number.
    /// - Throws: `unusableValidity`, `malformedName`, `cryptography`.
    public func issue(_ request: IssueRequest, now: Date, random: RandomBytes) throws(PKIError) -> IssuedCertificate {
        let validity = try request.validity(now: now, authorityEnds: certificate.notValidAfter)
        let names = try request.subject.alternativeNames()
        let subjectKey = Self.generateKey(request.algorithm)
        do {
            let issued = try Certificate(
                version: .v3, serialNumber: Self.serialNumber(random), publicKey: subjectKey.publicKey,
                notValidBefore: validity.from, notValidAfter: validity.to, issuer: certificate.subject,
                subject: request.subject.distinguishedName(), signatureAlgorithm: .ecdsaWithSHA256,
                extensions: extensions(of: request.subject, names: names, key: subjectKey.publicKey), issuerPrivateKey: key)
            return IssuedCertificate(
                certificatePEM: try issued.serializeAsPEM().pemString, privateKeyPEM: try subjectKey.serializeAsPEM().pemString,
                serialHex: serialHex(of: issued), notAfter: issued.notValidAfter)
        } catch {
            throw .cryptography
        }
    }

    /// The signed list of everything that is revoked: what the previous list names, and these.
    ///
    /// - Parameters:
    ///   - serials: as ``IssuedCertificate/serialHex`` spells them.
    ///   - previous: the list that this one replaces; nothing is ever taken off a list.
    ///   - now: the time of the list.
    public func revocationList(revoking serials: [String], previous: RevocationList?, now: Date) throws(PKIError) -> [UInt8] {
        let key = try privateKeyPEM()
        do {
            return try RevocationList.signed(
                revoking: (previous?.serials ?? []).union(serials), updatedAt: now, privateKeyPEM: key, certificatePEM: certificatePEM)
        } catch {
            throw .record(error)
        }
    }

    private func extensions(
        of subject: IssueRequest.Subject, names: [GeneralName], key publicKey: Certificate.PublicKey
    ) throws -> Certificate.Extensions {
        let own = SubjectKeyIdentifier(hash: certificate.publicKey)
        return try Certificate.Extensions {
            Critical(BasicConstraints.notCertificateAuthority)
            Critical(KeyUsage(digitalSignature: true))
            try ExtendedKeyUsage([subject.extendedKeyUsage])
            SubjectAlternativeNames(names)
            SubjectKeyIdentifier(hash: publicKey)
            AuthorityKeyIdentifier(keyIdentifier: own.keyIdentifier)
        }
    }

    private static func generateKey(_ algorithm: SignatureAlgorithm) -> Certificate.PrivateKey {
        switch algorithm {
        case .es256: Certificate.PrivateKey(P256.Signing.PrivateKey())
        case .edDSA: Certificate.PrivateKey(Curve25519.Signing.PrivateKey())
        }
    }

    /// 16 bytes, the first from 0x40 to 0x7F: positive and of one length (RFC 5280 §4.1.2.2), with 122 random bits.
    private static func serialNumber(_ random: RandomBytes) throws -> Certificate.SerialNumber {
        var bytes = random(16)
        guard bytes.count == 16 else { throw PKIError.cryptography }
        bytes[0] = bytes[0] & 0x3F | 0x40
        return Certificate.SerialNumber(bytes: bytes)
    }
}

extension CertificateAuthority: CustomStringConvertible, CustomReflectable {
    /// `<redacted>`.
    public var description: String { "<redacted>" }
    /// Empty, so that dumping it shows nothing.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
