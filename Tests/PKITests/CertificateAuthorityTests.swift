import Foundation
import SignedRecords
import SwiftASN1
import Testing
import X509

@testable import PKI

@Suite struct CertificateAuthorityTests {
    let random = SeededBytes()
    let authority: CertificateAuthority
    let anna: OfficerName

    init() throws {
        authority = try CertificateAuthority.create(name: "Kedja Demo CA", now: testNow, random: SeededBytes(seed: 9).next)
        anna = try OfficerName(organisation: "af-angered", officer: "anna.berg")
    }

    @Test(arguments: [SignatureAlgorithm.es256, .edDSA])
    func officersSignRecordsUntilRevoked(algorithm: SignatureAlgorithm) async throws {
        let issued = try authority.issue(.init(.officerSigning(anna), algorithm: algorithm), now: testNow, random: random.next)
        let signer = try RecordSigner(privateKeyPEM: issued.privateKeyPEM, certificateChainPEM: issued.certificatePEM)
        #expect(signer.signerName == anna)
        let record = try signer.sign(payload: Array("{}".utf8), type: "x+jws")
        let anchors = try TrustAnchors(rootsPEM: authority.certificatePEM)
        let none = try RevocationList(
            verifying: authority.revocationList(revoking: [], previous: nil, now: testNow), against: anchors, at: testNow)
        let verified = try await anchors.verify(record, type: "x+jws", at: testNow, revocations: RevocationLists([none]))
        #expect(verified.signers.map(\.serial) == [issued.serialHex] && verified.signers[0].name == anna)
        let revoked = try RevocationList(
            verifying: authority.revocationList(revoking: [issued.serialHex], previous: none, now: testNow), against: anchors, at: testNow)
        await #expect(throws: RecordError.certificateRevoked) {
            try await anchors.verify(record, type: "x+jws", at: testNow, revocations: RevocationLists([revoked]))
        }
    }

    @Test func loginCertificatesSignNothing() throws {
        let issued = try authority.issue(.init(.officerAuthentication(anna)), now: testNow, random: random.next)
        #expect(throws: RecordError.wrongUsage) {
            try RecordSigner(privateKeyPEM: issued.privateKeyPEM, certificateChainPEM: issued.certificatePEM)
        }
    }

    @Test func nothingIsTakenOffAList() throws {
        let anchors = try TrustAnchors(rootsPEM: authority.certificatePEM)
        let first = try RevocationList(
            verifying: authority.revocationList(revoking: ["4a"], previous: nil, now: testNow), against: anchors, at: testNow)
        let second = try RevocationList(
            verifying: authority.revocationList(revoking: ["4b"], previous: first, now: testNow + 1), against: anchors, at: testNow)
        #expect(second.serials == ["4a", "4b"] && second.updatedAt == testNow + 1)
        #expect(throws: PKIError.record(.unexpectedShape)) {
            try authority.revocationList(revoking: ["4A"], previous: nil, now: testNow)
        }
    }

    @Test func serialNumbersArePositiveAndOfOneLength() throws {
        for byte in [UInt8.min, 0x3F, 0x80, .max] {
            let issued = try authority.issue(.init(.server(names: [])), now: testNow) { [UInt8](repeating: byte, count: $0) }
            #expect(issued.serialHex.count == 32 && "4567".contains(issued.serialHex.prefix(1)))
        }
        #expect(throws: PKIError.cryptography) { try authority.issue(.init(.server(names: [])), now: testNow) { _ in [1] } }
    }

    static let hosts: [(String, Bool)] = [
        ("kedja.example", true), ("a-b.example", true), ("xn--4cab6c.se", true), ("KEDJA.example", true), ("2001:db8::1", true),
        ("10.0.0.1", true),
        ("", false), (".", false), ("a..b", false), ("-a.example", false), ("a-.example", false), ("a_b.example", false),
        ("https://a", false),
        ("a:8443", false), ("*.example", false), ("å.example", false), ("1.2.3", false), ("1.2.3.256", false), ("a b", false),
        (String(repeating: "a", count: 64), false), ("localhost\n", false),
    ]

    @Test(arguments: hosts)
    func hostNames(name: String, isValid: Bool) {
        let request = IssueRequest(.server(names: [name]))
        if isValid {
            #expect(throws: Never.self) { try authority.issue(request, now: testNow, random: random.next) }
        } else {
            #expect(throws: PKIError.malformedName(name)) { try authority.issue(request, now: testNow, random: random.next) }
        }
    }

    static let validities: [(Date?, Date?)] = [
        (nil, testNow), (nil, testNow - 1), (testNow, testNow), (nil, testNow + 3_651 * day), (testNow + 3_600 * day, nil),
    ]

    @Test(arguments: validities)
    func refusesValidity(from: Date?, to: Date?) {
        let request = IssueRequest(.server(names: []), notBefore: from, notAfter: to)
        #expect(throws: PKIError.unusableValidity) { try authority.issue(request, now: testNow, random: random.next) }
    }

    @Test func refusesForeignPairs() throws {
        let other = try CertificateAuthority.create(name: "Kedja Demo CA", now: testNow, random: random.next)
        let server = try authority.issue(.init(.server(names: [])), now: testNow, random: random.next)
        #expect(throws: Never.self) { try CertificateAuthority(certificatePEM: other.certificatePEM, privateKeyPEM: other.privateKeyPEM()) }
        let pairs = [
            (authority.certificatePEM, try other.privateKeyPEM()), (server.certificatePEM, server.privateKeyPEM), ("", ""),
            (authority.certificatePEM, "x"),
        ]
        for (certificate, key) in pairs {
            #expect(throws: PKIError.unusableAuthority) { try CertificateAuthority(certificatePEM: certificate, privateKeyPEM: key) }
        }
        #expect(throws: PKIError.unusableValidity) {
            try CertificateAuthority.create(name: "x", now: testNow, validDays: 0, random: random.next)
        }
    }

    @Test func secretsShowNothing() throws {
        let issued = try authority.issue(.init(.server(names: [])), now: testNow, random: random.next)
        let values: [Any] = [authority, issued, OfficerAgeKey(identity: "AGE-SECRET-KEY-1X", recipient: "age1x")]
        for value in values {
            var dumped = ""
            dump(value, to: &dumped)
            #expect("\(value)" == "<redacted>" && !dumped.contains("KEY") && !String(reflecting: value).contains("KEY"))
        }
    }
}
