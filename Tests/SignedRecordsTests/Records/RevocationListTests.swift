import Crypto
import Foundation
import Testing
import X509

@testable import SignedRecords

@Suite("Format, clauses 16 to 18") struct RevocationListTests {
    let authority: TestAuthority

    init() throws { authority = try TestAuthority() }

    private func list(_ serials: Set<String>, by issuer: TestAuthority? = nil, at time: Date = testNow) throws -> [UInt8] {
        let issuer = issuer ?? authority
        return try RevocationList.signed(
            revoking: serials, updatedAt: time, privateKeyPEM: issuer.key.pemRepresentation, certificatePEM: issuer.certificatePEM)
    }

    /// A list with a payload of one's own, properly signed.
    private func list(payload: String, type: String = RevocationList.recordType) throws -> [UInt8] {
        let key = try SigningKey(privateKeyPEM: authority.key.pemRepresentation, certificateChainPEM: authority.certificatePEM)
        return try SignedRecord(payload: Array(payload.utf8), signatures: [key.sign(Array(payload.utf8), type: type)]).encoded
    }

    @Test func readsBack() throws {
        let read = try RevocationList(verifying: list(["0af1", "07"]), against: authority.anchors, at: testNow)
        #expect(read.issuer == "CN=Test CA" && read.updatedAt == testNow && read.serials == ["07", "0af1"])
        #expect(read.contains("07") && !read.contains("7") && !read.contains("0AF1"))
    }

    @Test func revokedSignerIsRefused() async throws {
        let anchors = try authority.anchors
        let record = try authority.signer().sign(payload: Array("{}".utf8), type: "x+jws")
        let before = try RevocationList(verifying: list(["07"]), against: anchors, at: testNow)
        let after = try RevocationList(verifying: list(["07", "0af1"]), against: anchors, at: testNow)
        #expect(try await anchors.verify(record, type: "x+jws", at: testNow, revocations: RevocationLists([before])).signers.count == 1)
        await #expect(throws: RecordError.certificateRevoked) {
            try await anchors.verify(record, type: "x+jws", at: testNow, revocations: RevocationLists([before, after]))
        }
    }

    /// A list by another trusted root says nothing about the signer, so it can't be what lets them through.
    @Test func foreignListIsRefused() async throws {
        let other = try TestAuthority(name: "Other CA")
        let anchors = try TrustAnchors(rootsPEM: authority.certificatePEM + "\n" + other.certificatePEM)
        let record = try authority.signer().sign(payload: Array("{}".utf8), type: "x+jws")
        let foreign = try RevocationList(verifying: list([], by: other), against: anchors, at: testNow)
        await #expect(throws: RecordError.foreignRevocationList) {
            try await anchors.verify(record, type: "x+jws", at: testNow, revocations: RevocationLists([foreign]))
        }
        #expect(throws: RecordError.untrustedChain) {
            try RevocationList(verifying: list([], by: other), against: authority.anchors, at: testNow)
        }
    }

    /// Each authority's list speaks of what that one issued: the successor's doesn't let the revoked back in, though it has the same name,
    /// and doesn't revoke what has the same number.
    @Test(arguments: ["Test CA", "Next CA"]) func eachAuthorityHasAListOfItsOwn(name: String) async throws {
        let next = try TestAuthority(name: name)
        let anchors = try TrustAnchors(rootsPEM: authority.certificatePEM + "\n" + next.certificatePEM)
        let record = try authority.signer().sign(payload: Array("{}".utf8), type: "x+jws")
        let own = try RevocationList(verifying: list(["0af1"]), against: anchors, at: testNow)
        let others = try RevocationList(verifying: list([], by: next, at: testNow + 60), against: anchors, at: testNow)
        for lists in [RevocationLists([own, others]), RevocationLists([others, own])] {
            #expect(lists.missing(of: anchors).isEmpty && lists.all.count == 2)
            await #expect(throws: RecordError.certificateRevoked) {
                try await anchors.verify(record, type: "x+jws", at: testNow, revocations: lists)
            }
        }
        let swapped = RevocationLists([
            try RevocationList(verifying: list([]), against: anchors, at: testNow),
            try RevocationList(verifying: list(["0af1"], by: next), against: anchors, at: testNow),
        ])
        #expect(try await anchors.verify(record, type: "x+jws", at: testNow, revocations: swapped).signers.count == 1)
        var left = swapped
        left.keep(of: try next.anchors)
        #expect(try left.all.map(\.serials) == [["0af1"]] && left.missing(of: anchors) == [Issuer(authority.anchors.roots[0])])
    }

    /// Of one authority's lists the newest counts, in whatever order they come.
    @Test func anOlderListIsNotTaken() throws {
        let older = try RevocationList(verifying: list([], at: testNow - 60), against: authority.anchors, at: testNow)
        let newer = try RevocationList(verifying: list(["07"]), against: authority.anchors, at: testNow)
        var lists = RevocationLists([older])
        #expect(lists.take(newer) && !lists.take(older) && lists.take(newer))
        #expect(lists == RevocationLists([newer, older]) && lists.all == [newer])
    }

    @Test func officersMakeNoLists() throws {
        let pair = try authority.pair()
        #expect(throws: RecordError.wrongUsage) {
            try RevocationList.signed(revoking: [], updatedAt: testNow, privateKeyPEM: pair.key, certificatePEM: pair.certificate)
        }
        let payload = Array(#"{"issuer":"CN=Test CA","serials":[],"updatedAt":"2026-06-01T12:00:00Z"}"#.utf8)
        let key = try SigningKey(privateKeyPEM: pair.key, certificateChainPEM: pair.certificate)
        let forged = try SignedRecord(payload: payload, signatures: [key.sign(payload, type: RevocationList.recordType)])
        #expect(throws: RecordError.untrustedChain) {
            try RevocationList(verifying: forged.encoded, against: authority.anchors, at: testNow)
        }
    }

    @Test func rootsWithoutTheUsageMakeNoLists() throws {
        let root = try TestAuthority(keyUsage: .init(keyCertSign: true))
        #expect(throws: RecordError.wrongUsage) { try list([], by: root) }
    }

    static let payloads: [(String, RecordError)] = [
        ("{}", .unexpectedShape), ("[]", .unexpectedShape),
        (#"{"issuer":"CN=Other CA","serials":[],"updatedAt":"2026-06-01T12:00:00Z"}"#, .foreignRevocationList),
        (#"{"issuer":"CN=Test CA","serials":["b","a"],"updatedAt":"2026-06-01T12:00:00Z"}"#, .unexpectedShape),
        (#"{"issuer":"CN=Test CA","serials":["0b","0a"],"updatedAt":"2026-06-01T12:00:00Z"}"#, .unexpectedShape),
        (#"{"issuer":"CN=Test CA","serials":["0a","0a"],"updatedAt":"2026-06-01T12:00:00Z"}"#, .unexpectedShape),
        (#"{"issuer":"CN=Test CA","serials":["0A"],"updatedAt":"2026-06-01T12:00:00Z"}"#, .unexpectedShape),
        (#"{"issuer":"CN=Test CA","serials":["000a"],"updatedAt":"2026-06-01T12:00:00Z"}"#, .unexpectedShape),
        (#"{"issuer":"CN=Test CA","serials":[""],"updatedAt":"2026-06-01T12:00:00Z"}"#, .unexpectedShape),
        (#"{"issuer":"CN=Test CA","serials":[1],"updatedAt":"2026-06-01T12:00:00Z"}"#, .unexpectedShape),
        (#"{"issuer":"CN=Test CA","serials":[],"updatedAt":"2026-06-01"}"#, .unexpectedShape),
        (#"{"issuer":"CN=Test CA","serials":[],"updatedAt":"2026-06-31T12:00:00Z"}"#, .unexpectedShape),
        (#"{"issuer":"CN=Test CA","serials":[],"updatedAt":"2026-06-01T12:00:00+02:00"}"#, .unexpectedShape),
    ]

    @Test(arguments: payloads)
    func refusesPayload(json: String, error: RecordError) throws {
        let bytes = try list(payload: json)
        #expect(throws: error) { try RevocationList(verifying: bytes, against: authority.anchors, at: testNow) }
    }

    @Test func refusesOtherTimesTypesAndTampering() throws {
        let good = #"{"issuer":"CN=Test CA","serials":[],"updatedAt":"2026-06-01T12:00:00Z"}"#
        let anchors = try authority.anchors
        #expect(throws: Never.self) { try RevocationList(verifying: list(payload: good), against: anchors, at: testNow) }
        #expect(throws: RecordError.wrongType) {
            try RevocationList(verifying: list(payload: good, type: "kedja-consent+jws"), against: anchors, at: testNow)
        }
        #expect(throws: RecordError.certificateExpired) {
            try RevocationList(verifying: list(payload: good), against: anchors, at: testNow + 366 * day)
        }
        #expect(throws: RecordError.certificateNotYetValid) {
            try RevocationList(verifying: list(payload: good), against: anchors, at: testNow - 366 * day)
        }
        let record = try SignedRecord(parsing: list(["07"]))
        let tampered = try SignedRecord(payload: Array(good.utf8), signatures: record.signatures)
        #expect(throws: RecordError.badSignature) { try RevocationList(verifying: tampered.encoded, against: anchors, at: testNow) }
    }

    @Test func refusesSerialsSpelledOtherwise() {
        for serial in ["", "A", "0A", "abc", "000a", "0x0a"] {
            #expect(throws: RecordError.unexpectedShape) { try list([serial]) }
        }
    }
}
