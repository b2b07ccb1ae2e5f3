import SignedRecords
import StorageContract
import Testing

@testable import Exchange

@Suite("Who signed, and when") struct SubmissionTests {
    @Test func aRecordOfAnotherTypeIsRefused() async throws {
        let world = try await World()
        let opened = try await world.openCase()
        let record = try world.sign(try world.consent(in: opened), as: WithdrawalRecord.type, by: "af/anna")
        try await expectRefused(record, world)
    }

    @Test func aRecordOfAnotherShapeIsRefused() async throws {
        let world = try await World()
        try await expectRefused(try world.sign(["schema": "kedja-consent/1"], as: ConsentRecord.type, by: "af/anna"), world)
    }

    @Test func anothersSignatureIsRefused() async throws {
        let world = try await World()
        let opened = try await world.openCase()
        try await expectRefused(try world.sign(try world.consent(in: opened), as: ConsentRecord.type, by: "fk/bo"), world)
    }

    @Test func anothersRecordCannotBeHandedIn() async throws {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo"])
        let record = try world.sign(try world.consent(in: opened), as: ConsentRecord.type, by: "af/anna")
        await #expect(throws: ExchangeError.any(.invalidRecord)) {
            try await world.exchange.recordConsent(record, by: try world.id("fk/bo"))
        }
    }

    @Test func aSecondSignatureBesideTheCallersIsTaken() async throws {
        let world = try await World()
        let opened = try await world.openCase()
        let record = try world.sign(try world.consent(in: opened), as: ConsentRecord.type, by: "af/anna")
        let both = try world.person("af/karl").signer.addSignature(to: record)
        #expect(try await world.exchange.recordConsent(both, by: try world.id("af/anna")).value.state == .given)
    }

    @Test func aRevokedSignerIsRefused() async throws {
        let world = try await World()
        let opened = try await world.openCase()
        let position = try #require(World.roles.firstIndex { $0.key == "af/anna" })
        world.revoked.revoke(hexadecimal(UInt8(10 + position)))
        try await expectRefused(try world.sign(try world.consent(in: opened), as: ConsentRecord.type, by: "af/anna"), world)
    }

    @Test func revokingAnotherLeavesTheSignerAlone() async throws {
        let world = try await World()
        let opened = try await world.openCase()
        world.revoked.revoke("77")
        #expect(try await world.recordConsent(in: opened).value.state == .given)
    }

    @Test func anExpiredCertificateIsRefused() async throws {
        let world = try await World()
        let opened = try await world.openCase()
        world.clock.advance(by: .seconds(86_400 * 366 * 20))
        try await expectRefused(try world.sign(try world.consent(in: opened), as: ConsentRecord.type, by: "af/anna"), world)
    }

    @Test func aForeignAuthorityIsRefused() async throws {
        let world = try await World()
        let opened = try await world.openCase()
        let foreign = try WorldAuthority().signer(of: try world.id("af/anna"), serial: 99)
        let payload = try CanonicalJSON.encode(try world.consent(in: opened))
        try await expectRefused(try foreign.sign(payload: payload, type: ConsentRecord.type), world)
    }

    private func expectRefused(_ record: SignedRecord, _ world: World, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        await #expect(throws: ExchangeError.any(.invalidRecord), sourceLocation: sourceLocation) {
            try await world.exchange.recordConsent(record, by: try world.id("af/anna"))
        }
        let entry = try await world.lastEntry()
        #expect(entry.code == "invalid-record" && entry.action == .recordConsent, sourceLocation: sourceLocation)
    }
}
