import Crypto
import Foundation
import FuzzKit
@testable import SignedRecords
import SwiftASN1
import X509

/// An authority and two officers who are made anew in each run, always the same ones: their keys are nobody's.
enum RecordFixtures {
    static let time = Date(timeIntervalSince1970: 1_780_315_200)
    static let rootPEM = fixture { try root.serializeAsPEM().pemString }
    static let anchors = fixture { try TrustAnchors(rootsPEM: rootPEM) }
    static let type = "kedja-consent+jws"
    static let payload = Array(#"{"consent":"ja","to":["fk"]}"#)
    static let record = fixture { try signer(1).sign(payload: payload, type: type) }
    /// The same record, signed by both.
    static let twice = fixture { try signer(2).addSignature(to: record) }
    static let revocations = fixture {
        try RevocationList.signed(
            revoking: ["0a"], updatedAt: time, privateKeyPEM: try key(0).serializeAsPEM().pemString, certificatePEM: rootPEM)
    }

    static func key(_ number: UInt8) -> Certificate.PrivateKey {
        fixture { .init(try Curve25519.Signing.PrivateKey(rawRepresentation: [UInt8](repeating: number, count: 32))) }
    }

    static let name = fixture { try DistinguishedName { CommonName("Fuzz CA") } }

    static let root = fixture {
        try Certificate(
            version: .v3, serialNumber: .init(bytes: [1]), publicKey: key(0).publicKey, notValidBefore: time - 86_400,
            notValidAfter: time + 86_400, issuer: name, subject: name, signatureAlgorithm: .ed25519,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
            },
            issuerPrivateKey: key(0))
    }

    /// For signing and for logging in, with this extension for the names.
    static func certificate(_ number: UInt8, names: Certificate.Extension?) throws -> Certificate {
        var extensions = try Certificate.Extensions {
            Critical(BasicConstraints.notCertificateAuthority)
            Critical(KeyUsage(digitalSignature: true))
            try ExtendedKeyUsage([.documentSigning, .clientAuth])
        }
        if let names { try extensions.append(names) }
        return try Certificate(
            version: .v3, serialNumber: .init(bytes: [number]), publicKey: key(number).publicKey, notValidBefore: time - 3600,
            notValidAfter: time + 3600, issuer: name, subject: name, signatureAlgorithm: .ed25519, extensions: extensions,
            issuerPrivateKey: key(0))
    }

    static func certificate(_ number: UInt8) throws -> Certificate {
        let names = SubjectAlternativeNames([.uniformResourceIdentifier("kedja:af-angered/officer\(number)")])
        return try certificate(number, names: try Certificate.Extension(names, critical: false))
    }

    static func signer(_ number: UInt8) throws -> RecordSigner {
        try RecordSigner(
            privateKeyPEM: try key(number).serializeAsPEM().pemString,
            certificateChainPEM: try certificate(number).serializeAsPEM().pemString)
    }
}
