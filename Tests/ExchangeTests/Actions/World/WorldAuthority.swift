import Crypto
import Exchange
import Foundation
import SignedRecords
import SwiftASN1
import X509

/// Issues signing certificates for the tests' officers, valid around the tests' clock.
struct WorldAuthority: Sendable {
    /// 1 June 2026, 12:00 UTC.
    static let start = Timestamp(milliseconds: 1_780_315_200_000)

    private let key = P256.Signing.PrivateKey()
    private let certificate: Certificate
    private let name: DistinguishedName

    init() throws {
        name = try DistinguishedName { CommonName("World CA") }
        certificate = try Certificate(
            version: .v3, serialNumber: .init(bytes: [1]), publicKey: .init(key.publicKey),
            notValidBefore: (WorldAuthority.start - .seconds(86_400 * 365)).date,
            notValidAfter: (WorldAuthority.start + .seconds(86_400 * 365 * 30)).date,
            issuer: name, subject: name, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
            },
            issuerPrivateKey: .init(key))
    }

    var anchors: TrustAnchors {
        get throws { try TrustAnchors(rootsPEM: try certificate.serializeAsPEM().pemString) }
    }

    /// A key of the officer's own and a certificate for signing documents.
    func signer(of officer: OfficerID, serial: UInt8, from: Timestamp = start - .seconds(86_400)) throws -> RecordSigner {
        let own = P256.Signing.PrivateKey()
        let leaf = try Certificate(
            version: .v3, serialNumber: .init(bytes: [serial]), publicKey: .init(own.publicKey),
            notValidBefore: from.date,
            notValidAfter: (WorldAuthority.start + .seconds(86_400 * 365 * 20)).date,
            issuer: name, subject: DistinguishedName { CommonName(officer.name) }, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.documentSigning])
                SubjectAlternativeNames([.uniformResourceIdentifier("kedja:\(officer)")])
            },
            issuerPrivateKey: .init(key))
        return try RecordSigner(privateKeyPEM: own.pemRepresentation, certificateChainPEM: try leaf.serializeAsPEM().pemString)
    }

    /// The authority's list of revoked serial numbers.
    func revoking(_ serials: Set<String>) throws -> RevocationList {
        let pem = try certificate.serializeAsPEM().pemString
        let list = try RevocationList.signed(
            revoking: serials, updatedAt: WorldAuthority.start.date, privateKeyPEM: key.pemRepresentation, certificatePEM: pem)
        return try RevocationList(verifying: list, against: try anchors, at: WorldAuthority.start.date)
    }
}
