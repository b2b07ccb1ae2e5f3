import Crypto
import Foundation
import SwiftASN1
import Testing
import X509

@testable import SignedRecords

private let type = "kedja-consent+jws"
private let payload = Array(#"{"consent":"given","n":1}"#.utf8)

/// Records that an attacker makes whole: header, payload and signature fit each other, so that nothing but the rule in question refuses them.
@Suite("Forgeries") struct ForgeryTests {
    let authority: TestAuthority
    /// Whose signature the attacker would like to have.
    let victim: P256.Signing.PrivateKey
    let certificate: Certificate
    let attacker = P256.Signing.PrivateKey()

    init() throws {
        authority = try TestAuthority()
        victim = P256.Signing.PrivateKey()
        certificate = try authority.certificate(TestCertificate(), for: .init(victim.publicKey))
    }

    private func x5c(_ certificates: Certificate...) throws -> JSONValue {
        .array(try CertificateChain.der(certificates).map { .string(Base64.standard($0)) })
    }

    /// The record that says `header`, signed by `sign` over what the header makes of it.
    private func record(
        _ members: [String: JSONValue], chain: JSONValue? = nil, payload: [UInt8] = payload, sign: ([UInt8]) throws -> [UInt8]
    ) throws -> [UInt8] {
        var header = members
        header["typ"] = .string(type)
        header["x5c"] = try chain ?? x5c(certificate)
        let protected = Base64.url(JSONValue.object(header).canonicalBytes)
        let signature = try sign(RecordSignature.signingInput(protected: protected, payload: payload))
        let element: JSONValue = .object(["protected": .string(protected), "signature": .string(Base64.url(signature))])
        return JSONValue.object(["payload": .string(Base64.url(payload)), "signatures": .array([element])]).canonicalBytes
    }

    private func es256(_ key: P256.Signing.PrivateKey) -> ([UInt8]) throws -> [UInt8] {
        { Array(try key.signature(for: $0).rawRepresentation) }
    }

    private func expect(_ error: RecordError, _ bytes: [UInt8], _ comment: Comment? = nil) async throws {
        let anchors = try authority.anchors
        await #expect(throws: error, comment) {
            try await anchors.verify(SignedRecord(parsing: bytes), type: type, at: testNow, revocations: nil)
        }
    }

    @Test func theSameByTheVictimPasses() async throws {
        let record = try SignedRecord(parsing: record(["alg": .string("ES256")], sign: es256(victim)))
        #expect(try await authority.anchors.verify(record, type: type, at: testNow, revocations: nil).signers.count == 1)
    }

    @Test(arguments: ["none", "None", "NONE", "nOnE", ""])
    func noSignatureAtAll(_ name: String) async throws {
        for signature in [[], [UInt8](repeating: 0, count: 64)] {
            try await expect(.unsupportedAlgorithm, try record(["alg": .string(name)], sign: { _ in signature }))
        }
    }

    /// The public key, which everybody has, taken for a shared secret: in every spelling that a careless verifier might hand to HMAC.
    @Test func thePublicKeyAsASharedSecret() async throws {
        let key = victim.publicKey
        let secrets: [[UInt8]] = [
            Array(key.pemRepresentation.utf8), Array((key.pemRepresentation + "\n").utf8), Array(key.derRepresentation),
            Array(key.x963Representation), Array(key.rawRepresentation), Array(try certificate.serializeAsPEM().pemString.utf8),
            try CertificateChain.der([certificate])[0], [],
        ]
        for secret in secrets {
            let symmetric = SymmetricKey(data: secret.isEmpty ? [0] : secret)
            let short = try record(["alg": .string("HS256")]) { Array(HMAC<SHA256>.authenticationCode(for: $0, using: symmetric)) }
            let long = try record(["alg": .string("HS512")]) { Array(HMAC<SHA512>.authenticationCode(for: $0, using: symmetric)) }
            try await expect(.unsupportedAlgorithm, short)
            try await expect(.unsupportedAlgorithm, long)
        }
    }

    /// A header that brings its own key, by value or by address.
    @Test(arguments: ["jwk", "jku", "x5u", "kid", "x5t", "x5t#S256"])
    func aKeyThatIsBroughtAlong(_ name: String) async throws {
        let raw = Array(attacker.publicKey.rawRepresentation)
        let jwk: JSONValue = .object([
            "crv": .string("P-256"), "kty": .string("EC"), "x": .string(Base64.url(Array(raw.prefix(32)))),
            "y": .string(Base64.url(Array(raw.suffix(32)))),
        ])
        let value = name == "jwk" ? jwk : .string("https://attacker.example/key")
        for key in [attacker, victim] {
            try await expect(.unknownHeader, try record(["alg": .string("ES256"), name: value], sign: es256(key)), "\(name)")
        }
    }

    @Test func theVictimsCertificateAndTheAttackersKey() async throws {
        try await expect(.badSignature, try record(["alg": .string("ES256")], sign: es256(attacker)))
    }

    /// The attacker's certificate bears the victim's name, issued by themselves, by a namesake of the authority, or by the victim.
    @Test func theVictimsNameInTheAttackersCertificate() async throws {
        let own = try TestAuthority(name: "Attacker CA")
        let namesake = try TestAuthority()
        for issuer in [own, namesake] {
            let forged = try issuer.certificate(TestCertificate(), for: .init(attacker.publicKey))
            for chain in [
                try x5c(forged), try x5c(forged, issuer.certificate), try x5c(forged, authority.certificate), try x5c(forged, certificate),
            ] {
                try await expect(.untrustedChain, try record(["alg": .string("ES256")], chain: chain, sign: es256(attacker)))
            }
        }
    }

    /// A certificate that an officer issued with the key of their own: an officer is no authority.
    @Test func anOfficerIsNoAuthority() async throws {
        let issued = try Certificate(
            version: .v3, serialNumber: .init(bytes: [9]), publicKey: .init(attacker.publicKey), notValidBefore: testNow - day,
            notValidAfter: testNow + day, issuer: certificate.subject, subject: DistinguishedName { CommonName("signer") },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.documentSigning])
                SubjectAlternativeNames([.uniformResourceIdentifier("kedja:af-angered/anna.berg")])
            }, issuerPrivateKey: .init(victim))
        let chain = try x5c(issued, certificate)
        try await expect(.untrustedChain, try record(["alg": .string("ES256")], chain: chain, sign: es256(attacker)))
    }

    @Test(arguments: ["RS256", "PS256", "ES384", "ES512", "ES256K", "Ed25519", "HS384", "RSA-OAEP", "es256", "ES256 "])
    func otherAlgorithms(_ name: String) async throws {
        try await expect(.unsupportedAlgorithm, try record(["alg": .string(name)], sign: es256(victim)))
    }

    @Test func theOtherKeysAlgorithm() async throws {
        try await expect(.algorithmMismatch, try record(["alg": .string("EdDSA")], sign: es256(victim)))
        let edwards = Curve25519.Signing.PrivateKey()
        let chain = try x5c(try authority.certificate(TestCertificate(), for: .init(edwards.publicKey)))
        let forged = try record(["alg": .string("ES256")], chain: chain) { Array(try edwards.signature(for: $0)) }
        try await expect(.algorithmMismatch, forged)
    }

    /// Zeros, r or s of the group's order, DER in place of r and s (RFC 7518 §3.4), and zeros for Ed25519.
    @Test func numbersThatAreNoSignature() async throws {
        let order = bytes(hex: "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")
        let zeros = [UInt8](repeating: 0, count: 32)
        for signature in [zeros + zeros, order + order, zeros + order, order + zeros] {
            try await expect(.badSignature, try record(["alg": .string("ES256")], sign: { _ in signature }))
        }
        let der = try record(["alg": .string("ES256")]) { Array(try victim.signature(for: $0).derRepresentation) }
        try await expect(.badSignature, der)
        let chain = try x5c(try authority.certificate(TestCertificate(), for: .init(Curve25519.Signing.PrivateKey().publicKey)))
        try await expect(.badSignature, try record(["alg": .string("EdDSA")], chain: chain, sign: { _ in zeros + zeros }))
    }

    /// RFC 7797: the payload as it is, not in base64url. Signed so by the victim, it would mean something else than what is read.
    @Test func aPayloadThatIsNotEncoded() async throws {
        let plain: [String: JSONValue] = ["alg": .string("ES256"), "b64": .bool(false)]
        try await expect(.unknownHeader, try record(plain, sign: es256(victim)))
        let critical = plain.merging(["crit": .array([.string("b64")])]) { $1 }
        try await expect(.criticalHeader, try record(critical, sign: es256(victim)))
    }

    /// Two signatures over one payload, taken apart and put together with another payload or another header.
    @Test func signaturesThatAreMovedElsewhere() async throws {
        let first = try SignedRecord(parsing: record(["alg": .string("ES256")], sign: es256(victim)))
        let other = Array(#"{"consent":"given","n":2}"#.utf8)
        try await expect(.badSignature, try SignedRecord(payload: other, signatures: first.signatures).encoded)
        let second = try SignedRecord(parsing: record(["alg": .string("ES256")], payload: other, sign: es256(victim)))
        try await expect(.badSignature, try SignedRecord(payload: payload, signatures: first.signatures + second.signatures).encoded)
    }
}

/// A record outlives its signer's certificate: what counts is the time that it was signed at.
@Suite("The time of signing") struct SigningTimeTests {
    @Test func anExpiredCertificateStillCountsForWhatItSignedThen() async throws {
        let authority = try TestAuthority()
        let record = try authority.signer().sign(payload: payload, type: type)
        let anchors = try authority.anchors
        #expect(try await anchors.verify(record, type: type, at: testNow, revocations: nil).signers.count == 1)
        await #expect(throws: RecordError.certificateExpired) {
            try await anchors.verify(record, type: type, at: testNow + 2 * day, revocations: nil)
        }
        await #expect(throws: RecordError.certificateNotYetValid) {
            try await anchors.verify(record, type: type, at: testNow - 2 * day, revocations: nil)
        }
    }

    /// The root must have been valid then, and may have run out since.
    @Test func anExpiredRootStillCountsForWhatWasSignedThen() async throws {
        let authority = try TestAuthority(notAfter: testNow + day / 2)
        let record = try authority.signer().sign(payload: payload, type: type)
        let anchors = try authority.anchors
        #expect(try await anchors.verify(record, type: type, at: testNow, revocations: nil).signers.count == 1)
        await #expect(throws: RecordError.untrustedChain) {
            try await anchors.verify(record, type: type, at: testNow + day * 3 / 4, revocations: nil)
        }
    }
}
