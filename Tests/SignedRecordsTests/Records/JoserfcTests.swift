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

    /// What their library needs to sign in somebody's name: the header and the key.
    private func theirs(_ authority: TestAuthority, _ request: TestCertificate = .init(), ed25519: Bool) throws -> JSONValue {
        let pair = try authority.pair(request, ed25519: ed25519)
        let leaf = try CertificateChain.der(CertificateChain.certificates(pem: pair.certificate))[0]
        let header: JSONValue = .object([
            "alg": .string(ed25519 ? "EdDSA" : "ES256"), "typ": .string("kedja-consent+jws"),
            "x5c": .array([.string(Base64.standard(leaf))]),
        ])
        return .object(["header": header, "key": .string(pair.key)])
    }

    private func signedByThem(_ signers: [JSONValue], _ payload: String? = nil) throws -> SignedRecord {
        let text = payload ?? String(decoding: self.payload, as: UTF8.self)
        let answer = try Judge.joserfc("sign", .object(["signers": .array(signers), "payload": .string(text)]))
        return try SignedRecord(parsing: answer.canonicalBytes)
    }

    @Test(arguments: [false, true])
    func weVerifyTheirs(ed25519: Bool) async throws {
        let authority = try TestAuthority()
        let record = try signedByThem([theirs(authority, ed25519: ed25519)])
        let verified = try await authority.anchors.verify(record, type: "kedja-consent+jws", at: testNow, revocations: nil)
        #expect(verified.payload == payload && verified.signers[0].name.officer == "anna.berg")
    }

    @Test func weVerifyTheirsWithSeveralSignatures() async throws {
        let authority = try TestAuthority()
        let signers = try [
            theirs(authority, .named("kedja:a/b", serial: 2), ed25519: false),
            theirs(authority, .named("kedja:a/c", serial: 3), ed25519: true),
            theirs(authority, .named("kedja:a/d", serial: 4), ed25519: false),
        ]
        let record = try signedByThem(signers)
        let verified = try await authority.anchors.verify(record, type: "kedja-consent+jws", at: testNow, revocations: nil)
        #expect(verified.signers.map(\.name.officer) == ["b", "c", "d"])
        #expect(record.signatures.map(\.algorithm) == [.es256, .edDSA, .es256])
    }

    /// One of ours put beside theirs: the whole verifies on both sides.
    @Test func oneOfOursBesideTheirs() async throws {
        let authority = try TestAuthority()
        let record = try signedByThem([theirs(authority, .named("kedja:a/b", serial: 2), ed25519: true)])
        let both = try authority.signer(.named("kedja:a/c", serial: 3)).addSignature(to: record)
        #expect(try await authority.anchors.verify(both, type: "kedja-consent+jws", at: testNow, revocations: nil).signers.count == 2)
        let answer = try Judge.joserfc("verify", .object(["record": JSONValue(parsing: both.encoded)]))
        #expect(answer["headers"]?.array?.compactMap { $0["alg"]?.string } == ["EdDSA", "ES256"])
    }

    @Test func refusesTheirsThatIsNotCanonical() throws {
        let authority = try TestAuthority()
        #expect(throws: RecordError.notCanonical) { try signedByThem([theirs(authority, ed25519: false)], #"{"b": 1, "a": 2}"#) }
    }
}
