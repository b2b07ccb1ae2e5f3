import Crypto
import SwiftASN1
import Testing
import X509

@testable import SignedRecords

@Suite struct RecordSignerTests {
    let authority: TestAuthority

    init() throws { authority = try TestAuthority() }

    @Test func showsNothing() throws {
        let pair = try authority.pair()
        let signer = try RecordSigner(privateKeyPEM: pair.key, certificateChainPEM: pair.certificate)
        var dumped = ""
        dump(signer, to: &dumped)
        for text in ["\(signer)", String(reflecting: signer), "\([signer])", dumped] {
            #expect(text.contains("<redacted>") && !text.contains("Private") && !text.contains("P256"))
        }
    }

    @Test func refusesWhatDoesNotBelongTogether() throws {
        let pair = try authority.pair()
        let other = try authority.pair()
        #expect(throws: RecordError.keyMismatch) { try RecordSigner(privateKeyPEM: other.key, certificateChainPEM: pair.certificate) }
        #expect(throws: RecordError.malformedCertificate) { try RecordSigner(privateKeyPEM: "x", certificateChainPEM: pair.certificate) }
        #expect(throws: RecordError.malformedCertificate) { try RecordSigner(privateKeyPEM: pair.key, certificateChainPEM: "") }
        #expect(throws: RecordError.malformedCertificate) { try RecordSigner(privateKeyPEM: pair.key, certificateChainPEM: pair.key) }
        #expect(throws: RecordError.wrongUsage) { try authority.signer(.init(usages: [.clientAuth])) }
        #expect(throws: RecordError.malformedName) { try authority.signer(.init(names: [])) }
    }

    @Test func refusesOtherCurves() throws {
        let key = P384.Signing.PrivateKey()
        let certificate = try authority.certificate(.init(), for: .init(key.publicKey)).serializeAsPEM().pemString
        #expect(throws: RecordError.unsupportedAlgorithm) {
            try RecordSigner(privateKeyPEM: key.pemRepresentation, certificateChainPEM: certificate)
        }
    }

    @Test func readsEveryKeyFormat() throws {
        let key = P256.Signing.PrivateKey()
        let certificate = try authority.certificate(.init(), for: .init(key.publicKey)).serializeAsPEM().pemString
        let formats = [key.pemRepresentation, try Certificate.PrivateKey(key).serializeAsPEM().pemString]
        for pem in formats {
            #expect(try RecordSigner(privateKeyPEM: pem, certificateChainPEM: certificate).signerName.organisation == "af-angered")
        }
    }

    @Test(arguments: [
        ("{\"b\":1,\"a\":1}", "x+jws", RecordError.notCanonical), ("{ }", "x+jws", .notCanonical), ("{", "x+jws", .malformedJSON),
        ("{}", "x", .wrongType), ("{}", "+jws", .wrongType), ("{}", "X+jws", .wrongType), ("{}", "a b+jws", .wrongType),
    ])
    func refusesPayloadOrType(payload: String, type: String, error: RecordError) throws {
        let signer = try authority.signer()
        #expect(throws: error) { try signer.sign(payload: Array(payload.utf8), type: type) }
    }

    @Test func refusesTooMuch() throws {
        let signer = try authority.signer()
        let large = Array("\"".utf8) + Array(repeating: UInt8(ascii: "a"), count: RecordLimits.payloadBytes - 1) + Array("\"".utf8)
        #expect(throws: RecordError.tooLarge) { try signer.sign(payload: large, type: "x+jws") }
        var record = try signer.sign(payload: Array("{}".utf8), type: "x+jws")
        for _ in 1..<RecordLimits.signatures { record = try signer.addSignature(to: record) }
        let full = record
        #expect(throws: RecordError.tooLarge) { try signer.addSignature(to: full) }
    }
}
