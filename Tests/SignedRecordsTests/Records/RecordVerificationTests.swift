import Foundation
import Testing
import X509

@testable import SignedRecords

private let type = "kedja-consent+jws"
private let payload = Array(#"{"consent":"given","n":1}"#.utf8)

@Suite("Format, clauses 9 and 12 to 14") struct RecordVerificationTests {
    let authority: TestAuthority

    init() throws { authority = try TestAuthority() }

    private func verify(
        _ record: SignedRecord, type: String = type, at time: Date = testNow, revocations: RevocationLists? = nil
    ) async throws(RecordError) -> VerifiedRecord {
        guard let anchors = try? authority.anchors else { throw .malformedCertificate }
        return try await anchors.verify(record, type: type, at: time, revocations: revocations)
    }

    /// A record signed by whatever certificate the request makes, also such as a ``RecordSigner`` would refuse.
    private func record(_ request: TestCertificate, by issuer: TestAuthority? = nil) throws -> SignedRecord {
        let pair = try (issuer ?? authority).pair(request)
        let key = try SigningKey(privateKeyPEM: pair.key, certificateChainPEM: pair.certificate)
        return try SignedRecord(payload: payload, signatures: [key.sign(payload, type: type)])
    }

    @Test(arguments: [false, true])
    func signsAndVerifies(ed25519: Bool) async throws {
        let record = try authority.signer(ed25519: ed25519).sign(payload: payload, type: type)
        let read = try SignedRecord(parsing: record.encoded)
        #expect(read == record && read.encoded == record.encoded && read.digest == record.digest)
        #expect(read.signatures[0].algorithm == (ed25519 ? .edDSA : .es256))
        let verified = try await verify(read)
        #expect(verified.payload == payload && verified.type == type && verified.digest == record.digest)
        #expect(verified.signers.map(\.name.uri) == ["kedja:af-angered/anna.berg"])
        #expect(verified.signers.map(\.serial) == ["0af1"] && verified.signers[0].notAfter == testNow + day)
    }

    @Test func twoSignersInOrder() async throws {
        let first = try authority.signer(.named("kedja:af-angered/anna.berg", serial: 2))
        let second = try authority.signer(.named("kedja:vagen-ut/bo.ek", serial: 3), ed25519: true)
        let one = try first.sign(payload: payload, type: type)
        let both = try second.addSignature(to: one)
        #expect(one.digest != both.digest)
        let verified = try await verify(SignedRecord(parsing: both.encoded))
        #expect(verified.signers.map(\.name.officer) == ["anna.berg", "bo.ek"])
    }

    @Test func theSameOfficerCountsOnce() async throws {
        let first = try authority.signer(.named("kedja:a/b", serial: 2))
        let second = try authority.signer(.named("kedja:a/b", serial: 3))
        let both = try second.addSignature(to: first.sign(payload: payload, type: type))
        await #expect(throws: RecordError.duplicateSigner) { try await verify(both) }
    }

    @Test func oneBadSignatureRefusesAll() async throws {
        let good = try authority.signer(.named("kedja:a/b", serial: 2)).sign(payload: payload, type: type)
        let foreign = try TestAuthority(name: "Other CA").signer(.named("kedja:a/c", serial: 3)).addSignature(to: good)
        await #expect(throws: RecordError.untrustedChain) { try await verify(foreign) }
    }

    static let certificates: [(String, TestCertificate, RecordError)] = [
        ("expired", .init(notAfter: testNow - 1), .certificateExpired),
        ("not yet valid", .init(notBefore: testNow + 1), .certificateNotYetValid),
        ("TLS client", .init(usages: [.clientAuth]), .wrongUsage), ("any usage", .init(usages: [.any]), .wrongUsage),
        ("no usage", .init(usages: []), .wrongUsage), ("no digital signature", .init(keyUsage: .init(keyAgreement: true)), .wrongUsage),
        ("an authority", .init(isAuthority: true), .wrongUsage),
        ("two names", .init(names: [.uniformResourceIdentifier("kedja:a/b"), .uniformResourceIdentifier("kedja:a/c")]), .malformedName),
        ("no name", .init(names: []), .malformedName),
        ("upper case", .init(names: [.uniformResourceIdentifier("kedja:A/b")]), .malformedName),
    ]

    @Test(arguments: certificates)
    func refusesCertificate(label: String, request: TestCertificate, error: RecordError) async throws {
        let record = try record(request)
        await #expect(throws: error, "\(label)") { try await verify(record) }
    }

    @Test func validityEndsInclusive() async throws {
        let record = try record(.init(notBefore: testNow, notAfter: testNow))
        #expect(try await verify(record).signers.count == 1)
        await #expect(throws: RecordError.certificateExpired) { try await verify(record, at: testNow + 1) }
    }

    @Test func refusesForeignAndFalseAuthorities() async throws {
        let foreign = try record(.init(), by: TestAuthority(name: "Other CA"))
        await #expect(throws: RecordError.untrustedChain) { try await verify(foreign) }
        let namesake = try record(.init(), by: TestAuthority())
        await #expect(throws: RecordError.untrustedChain) { try await verify(namesake) }
    }

    @Test func refusesExpiredOrWronglyUsedRoot() async throws {
        for root in [try TestAuthority(notAfter: testNow - 1), try TestAuthority(keyUsage: .init(cRLSign: true))] {
            let record = try record(.init(), by: root)
            let anchors = try root.anchors
            await #expect(throws: RecordError.untrustedChain) {
                try await anchors.verify(record, type: type, at: testNow, revocations: nil)
            }
        }
    }

    /// A root that is sent along is fine; anything that doesn't lie on the path is not.
    @Test func chainMustBeThePath() async throws {
        let pair = try authority.pair()
        let withRoot = try RecordSigner(privateKeyPEM: pair.key, certificateChainPEM: pair.certificate + "\n" + authority.certificatePEM)
        #expect(try await verify(withRoot.sign(payload: payload, type: type)).signers.count == 1)
        let extra = try RecordSigner(
            privateKeyPEM: pair.key, certificateChainPEM: pair.certificate + "\n" + TestAuthority(name: "Other CA").certificatePEM)
        let record = try extra.sign(payload: payload, type: type)
        await #expect(throws: RecordError.untrustedChain) { try await verify(record) }
    }

    @Test func refusesAnotherType() async throws {
        let record = try authority.signer().sign(payload: payload, type: "kedja-withdrawal+jws")
        await #expect(throws: RecordError.wrongType) { try await verify(record) }
    }

    @Test func refusesTamperedPayload() async throws {
        let record = try authority.signer().sign(payload: payload, type: type)
        let changed = try SignedRecord(payload: Array(#"{"consent":"given","n":2}"#.utf8), signatures: record.signatures)
        await #expect(throws: RecordError.badSignature) { try await verify(changed) }
    }

    @Test func refusesTamperedHeader() async throws {
        let signature = try authority.signer().sign(payload: payload, type: type).signatures[0]
        let header = ProtectedHeader(algorithm: .es256, type: "kedja-other+jws", chain: signature.certificateChain)
        let changed = RecordSignature(header: header, protected: header.encoded, bytes: signature.bytes)
        let record = try SignedRecord(payload: payload, signatures: [changed])
        await #expect(throws: RecordError.badSignature) { try await verify(record, type: "kedja-other+jws") }
    }

    /// Every bit of the signature counts, for both algorithms.
    @Test(arguments: [false, true])
    func refusesTamperedSignature(ed25519: Bool) async throws {
        let signature = try authority.signer(ed25519: ed25519).sign(payload: payload, type: type).signatures[0]
        for position in 0..<64 {
            var bytes = signature.bytes
            bytes[position] ^= 1 << UInt8(position % 8)
            let header = ProtectedHeader(algorithm: signature.algorithm, type: type, chain: signature.certificateChain)
            let changed = RecordSignature(header: header, protected: signature.protected, bytes: bytes)
            let record = try SignedRecord(payload: payload, signatures: [changed])
            await #expect(throws: RecordError.badSignature) { try await verify(record) }
        }
    }

    /// The canonical spelling has no byte that doesn't count.
    @Test(arguments: [false, true])
    func refusesEveryChangedByte(ed25519: Bool) async throws {
        let encoded = try authority.signer(ed25519: ed25519).sign(payload: payload, type: type).encoded
        for position in encoded.indices {
            var changed = encoded
            changed[position] ^= 1 << UInt8(position % 7)
            let bytes = changed
            await #expect(throws: RecordError.self, "byte \(position)") { try await verify(SignedRecord(parsing: bytes)) }
        }
        for length in encoded.indices {
            #expect(throws: RecordError.self) { try SignedRecord(parsing: Array(encoded.prefix(length))) }
        }
    }

    /// The header claims the other algorithm than the one that the certificate's key belongs to.
    @Test(arguments: [false, true])
    func refusesAlgorithmConfusion(ed25519: Bool) async throws {
        let signature = try authority.signer(ed25519: ed25519).sign(payload: payload, type: type).signatures[0]
        let header = ProtectedHeader(algorithm: ed25519 ? .es256 : .edDSA, type: type, chain: signature.certificateChain)
        let confused = RecordSignature(header: header, protected: header.encoded, bytes: signature.bytes)
        let record = try SignedRecord(parsing: SignedRecord(payload: payload, signatures: [confused]).encoded)
        await #expect(throws: RecordError.algorithmMismatch) { try await verify(record) }
    }
}
