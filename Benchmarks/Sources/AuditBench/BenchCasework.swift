import Age
import Crypto
import Exchange
import Foundation
import SignedRecords
import StorageSQLite

/// A person known to two organisations, with a consent that lets one read what the other has.
struct BenchCase {
    let participant: ParticipantID
    let key: SubjectKey
    let id: CaseID
    let consent: ConsentID
    let reader: OfficerID
    let owner: OfficerID
}

/// Makes such persons, and documents about them.
struct BenchCasework: Sendable {
    let exchange: Exchange
    let storage: SQLiteStorage
    let master: MasterKey
    let signers: BenchSigners

    /// Opened by the reader, with the owner's officer in it.
    func sharedCase(of reader: OfficerID, with owner: OfficerID) async throws -> BenchCase {
        let (participant, key) = try await register(by: reader.organisation)
        let opened = try await exchange.openCase(for: participant, by: reader).value
        _ = try await exchange.addOfficer(owner, to: opened.id, by: reader)
        let shared = BenchCase(
            participant: participant, key: key, id: opened.id, consent: ConsentID(random: .system), reader: reader, owner: owner)
        let record = try signers.sign(consent(shared.consent, in: shared), as: ConsentRecord.type, by: reader.description)
        _ = try await exchange.recordConsent(record, by: reader)
        return shared
    }

    /// Put into storage as `Exchange.register` does. The number is Skatteverket's for tests, and the same for all: nobody real comes near.
    private func register(by organisation: OrganisationID) async throws -> (ParticipantID, SubjectKey) {
        let person = try newPerson(of: organisation)
        try await storage.write { try $0.insertParticipant(person.stored) }
        return (person.stored.id, person.key)
    }

    func newPerson(of organisation: OrganisationID) throws -> (stored: StoredParticipant, key: SubjectKey) {
        let (participant, key, now) = (ParticipantID(random: .system), SubjectKey(random: .system), Clock.system.now())
        let identity = ParticipantIdentity(
            number: try IdentityNumber("198803200016", now: now), givenName: "Tolvan", familyName: "Testsson", protectedIdentity: false)
        let registration = StoredRegistration(
            organisation: organisation,
            identity: try key.seal(
                try CanonicalJSON.encode(identity), for: "identity/\(participant)/\(organisation)", random: .system), at: now)
        let stored = StoredParticipant(
            id: participant, blindIndex: RandomSource.system.bytes(32),
            subjectKey: try master.wrap(key, named: participant.text, random: .system), registrations: [registration])
        return (stored, key)
    }

    /// What the person agrees to: the reader's organisation reads what the owner's has.
    func consent(_ id: ConsentID, in shared: BenchCase, recordedBy recorder: OfficerID? = nil) -> ConsentRecord {
        let now = Clock.system.now()
        return ConsentRecord(
            id: id, participant: shared.participant, caseID: shared.id, decision: .given, from: [shared.owner.organisation],
            to: [shared.reader.organisation], categories: [.kartlaggning, .planering], purposes: [.rehabilitering, .planering],
            validFrom: now,
            validUntil: now + .seconds(90 * 86_400),
            grounds: ConsentRecord.Grounds(secrecy: "OSL 10:1, 12:2", dataProtection: "GDPR art. 6.1 e, 9.2 h"),
            wording: ConsentRecord.Wording(id: "grund", version: "1", language: "sv", text: "Jag säger ja."),
            givenBy: ConsentRecord.GivenBy(who: .participant), method: ConsentRecord.Method(how: .screen),
            explained: [.rightToWithdraw, .noConsequenceForBenefits], recordedBy: recorder ?? shared.reader, recordedAt: now)
    }

    /// The owner uploads a document to the case, as a client does.
    func upload(_ sealed: BenchPayload, to shared: BenchCase) async throws -> DocumentID {
        let ticket = try await exchange.beginUpload(to: shared.id, category: .planering, release: .policy, by: shared.owner).value
        guard let recipient = ticket.exchangeRecipient else { throw BenchError("the exchange has no recipient") }
        var part = try await exchange.beginPart(of: ticket.upload, at: 0, by: shared.owner)
        try await exchange.append(sealed.bytes, to: &part)
        exchange.endPart(part)
        let manifest = sealed.manifest(DocumentID(random: .system), of: shared.participant, in: shared.id, by: shared.owner)
        let record = try signers.sign(manifest, as: DocumentManifest.type, by: shared.owner.description)
        return try await exchange.completeUpload(
            ticket.upload, manifest: record, header: try sealed.header(for: recipient), by: shared.owner
        ).value.id
    }
}
