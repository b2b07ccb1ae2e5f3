import Crypto
import Foundation
import SwiftASN1
import Testing
import X509

@testable import SignedRecords

@Suite("An independent JOSE library (joserfc) agrees", .enabled(if: Judge.hasJoserfc, "joserfc is not installed"))
struct JoserfcTests {
    private let payload = Array(#"{"consent":"given","text":"å€😀"}"#.utf8)

    @Test func verifiesOurs() throws {
        let authority = try TestAuthority()
        let first = try authority.signer(.named("kedja:a/b", serial: 2))
        let second = try authority.signer(.named("kedja:a/c", serial: 3), ed25519: true)
        let record = try second.addSignature(to: first.sign(payload: payload, type: "kedja-consent+jws"))
        let answer = try Judge.joserfc("verify", .object(["record": JSONValue(parsing: record.encoded)]))
        #expect(answer["payload"]?.string == String(decoding: payload, as: UTF8.self))
        #expect(answer["headers"]?.array?.compactMap { $0["alg"]?.string } == ["ES256", "EdDSA"])
        #expect(answer["headers"]?.array?.allSatisfy { $0["typ"]?.string == "kedja-consent+jws" } == true)
    }

    @Test func refusesOursTampered() throws {
        let record = try TestAuthority().signer().sign(payload: payload, type: "kedja-consent+jws")
        let tampered = try SignedRecord(payload: Array("{}".utf8), signatures: record.signatures)
        let answer = try Judge.joserfc("verify", .object(["record": JSONValue(parsing: tampered.encoded)]))
        #expect(answer == .object(["refused": .string("bad_signature")]))
    }

    @Test(arguments: [false, true])
    func weVerifyTheirs(ed25519: Bool) async throws {
        let authority = try TestAuthority()
        let pair = try authority.pair(ed25519: ed25519)
        let leaf = try CertificateChain.der(CertificateChain.certificates(pem: pair.certificate))[0]
        let header: JSONValue = .object([
            "alg": .string(ed25519 ? "EdDSA" : "ES256"), "typ": .string("kedja-consent+jws"),
            "x5c": .array([.string(Base64.standard(leaf))]),
        ])
        let answer = try Judge.joserfc(
            "sign",
            .object(["header": header, "key": .string(pair.key), "payload": .string(String(decoding: payload, as: UTF8.self))]))
        let record = try SignedRecord(parsing: answer.canonicalBytes)
        let verified = try await authority.anchors.verify(record, type: "kedja-consent+jws", at: testNow, revocations: nil)
        #expect(verified.payload == payload && verified.signers[0].name.officer == "anna.berg")
    }
}
