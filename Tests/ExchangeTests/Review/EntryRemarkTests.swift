import SignedRecords
import StorageContract
import Testing

@testable import Exchange

/// What the exchange remarks for those who review the log, who see no records.
@Suite("Remarks in the log") struct EntryRemarkTests {
    private func remark(_ change: (inout ConsentTerms) throws -> Void) async throws -> EntryRemark? {
        let world = try await World()
        let opened = try await world.openCase(with: ["fk/bo", "vagen/coach"])
        let record = try world.consent(in: opened) { terms in
            let plain = terms
            do { try change(&terms) } catch { terms = plain }
        }
        let recorded = try await world.exchange.recordConsent(
            try world.sign(record, as: ConsentRecord.type, by: "af/anna"), by: try world.id("af/anna"))
        return try world.check(recorded.receipt).entry.remark
    }

    /// `af/anna` records that `af` may read what `fk` has.
    @Test func aConsentForTheRecordersOwnOnNobodysWordButTheirs() async throws {
        #expect(try await remark { _ in } == .onOwnWord)
        #expect(try await remark { $0.method = .init(how: .oral, witness: "Eva") } == .onOwnWord)
    }

    @Test func otherConsentsAreNotRemarkedUpon() async throws {
        let (af, vagen) = (try #require(OrganisationID("af")), try #require(OrganisationID("vagen")))
        #expect(try await remark { $0.method = .init(how: .paper, paperDigest: String(repeating: "0", count: 64)) } == nil)
        #expect(try await remark { $0.to = [vagen] } == nil)
        #expect(try await remark { $0.from.append(af) } == nil)
        #expect(try await remark { $0.decision = .refused } == nil)
    }

    /// A colleague's signature is an officer's word, too; the person's is of a name that no officer has.
    @Test func thePersonsSignatureCounts() async throws {
        let world = try await World()
        let opened = try await world.openCase()
        let (anna, karl) = (try world.person("af/anna"), try world.person("af/karl"))
        let person = try world.authority.signer(of: try #require(OfficerID("af/deltagare-7")), serial: 99)
        for (other, expected) in [(karl.signer, EntryRemark.onOwnWord), (person, nil)] {
            let payload = try CanonicalJSON.encode(try world.consent(in: opened))
            let record = try other.addSignature(to: try anna.signer.sign(payload: payload, type: ConsentRecord.type))
            let recorded = try await world.exchange.recordConsent(record, by: anna.id)
            #expect(try world.check(recorded.receipt).entry.remark == expected)
        }
    }

    @Test func whatLetsSomebodyRead() async throws {
        let world = try await World()
        func remark(_ change: DirectoryChange.Change) async throws -> EntryRemark? {
            try world.check(try await world.changeDirectory(change).receipt).entry.remark
        }
        let recipient = try world.person("fk/bo").officer.recipient
        func officer(_ name: String, _ roles: Set<Role>, cleared: Bool = false) throws -> Officer {
            Officer(id: try #require(OfficerID(name)), roles: roles, clearedForProtectedIdentity: cleared, recipient: recipient)
        }
        #expect(try await remark(.addOfficer(try officer("fk/ny", [.caseOfficer]))) == nil)
        #expect(try await remark(.changeOfficer(try officer("fk/ny", [.caseOfficer, .recorder]))) == nil)
        #expect(try await remark(.changeOfficer(try officer("fk/ny", [.approver]))) == .letsRead)
        #expect(try await remark(.changeOfficer(try officer("fk/ny", [.approver, .recorder]))) == nil)
        #expect(try await remark(.changeOfficer(try officer("fk/ny", [.approver], cleared: true))) == .letsRead)
        #expect(try await remark(.changeOfficer(try officer("fk/ny", [.caseOfficer]))) == nil)
        #expect(try await remark(.addOfficer(try officer("fk/till", [.approver]))) == .letsRead)
        #expect(try await remark(.addOfficer(try officer("fk/klar", [.caseOfficer], cleared: true))) == .letsRead)
    }
}
