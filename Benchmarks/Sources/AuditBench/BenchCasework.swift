import Age
import Crypto
import Exchange
import Foundation
import PKI
import SignedRecords
import StorageSQLite

/// Officers' signing keys, under an authority made for the run.
struct BenchSigners: Sendable {
    private let authority: CertificateAuthority
    private let signers: [String: RecordSigner]

    init(_ officers: [String]) throws {
        let now = Date().addingTimeInterval(-3600)
        authority = try CertificateAuthority.create(name: "Bench CA", now: now, random: { RandomSource.system.bytes($0) })
        var signers: [String: RecordSigner] = [:]
        for name in officers {
            let request = IssueRequest(.officerSigning(try OfficerName(uri: "kedja:\(name)")))
            let issued = try authority.issue(request, now: now, random: { RandomSource.system.bytes($0) })
            signers[name] = try RecordSigner(privateKeyPEM: issued.privateKeyPEM, certificateChainPEM: issued.certificatePEM)
        }
        self.signers = signers
    }

    var anchors: TrustAnchors { get throws { try TrustAnchors(rootsPEM: authority.certificatePEM) } }

    func sign(_ payload: some Encodable, as type: String, by name: String) throws -> SignedRecord {
        guard let signer = signers[name] else { throw BenchError("\(name) has no key") }
        return try signer.sign(payload: try CanonicalJSON.encode(payload), type: type)
    }
}

/// Makes persons, each known to two organisations, with a consent that lets `af` read what `fk` has, and a document of `fk`'s.
struct BenchCasework {
    let exchange: Exchange
    let storage: SQLiteStorage
    let master: MasterKey
    let signers: BenchSigners

    func subject() async throws -> BenchWorld.Subject {
        let (participant, key) = try await register()
        let opened = try await exchange.openCase(for: participant, by: try id("af/anna")).value
        let shared = try await exchange.addOfficer(try id("fk/bo"), to: opened.id, by: try id("af/anna")).value
        let consent = try consent(in: shared)
        _ = try await exchange.recordConsent(try signers.sign(consent, as: ConsentRecord.type, by: "af/anna"), by: try id("af/anna"))
        return BenchWorld.Subject(id: participant, key: key, document: try await upload(to: shared))
    }

    /// Put into storage as `Exchange.register` does. The number is Skatteverket's for tests, and the same for all: nobody real comes near.
    private func register() async throws -> (ParticipantID, SubjectKey) {
        let (participant, key, now) = (ParticipantID(random: .system), SubjectKey(random: .system), Clock.system.now())
        let identity = ParticipantIdentity(
            number: try IdentityNumber("198803200016", now: now), givenName: "Tolvan", familyName: "Testsson", protectedIdentity: false)
        let organisation: OrganisationID = try id("af")
        let registration = StoredRegistration(
            organisation: organisation,
            identity: try key.seal(
                try CanonicalJSON.encode(identity), for: "identity/\(participant)/\(organisation)", random: .system), at: now)
        let stored = StoredParticipant(
            id: participant, blindIndex: RandomSource.system.bytes(32),
            subjectKey: try master.wrap(key, named: participant.text, random: .system), registrations: [registration])
        try await storage.write { try $0.insertParticipant(stored) }
        return (participant, key)
    }

    private func consent(in value: Case) throws -> ConsentRecord {
        let now = Clock.system.now()
        return ConsentRecord(
            id: ConsentID(random: .system), participant: value.participant, caseID: value.id, decision: .given, from: [try id("fk")],
            to: [try id("af")], categories: [.kartlaggning, .planering], purposes: [.rehabilitering, .planering], validFrom: now,
            validUntil: now + .seconds(90 * 86_400),
            grounds: ConsentRecord.Grounds(secrecy: "OSL 10:1, 12:2", dataProtection: "GDPR art. 6.1 e, 9.2 h"),
            wording: ConsentRecord.Wording(id: "grund", version: "1", language: "sv", text: "Jag säger ja."),
            givenBy: ConsentRecord.GivenBy(who: .participant), method: ConsentRecord.Method(how: .screen),
            explained: [.rightToWithdraw, .noConsequenceForBenefits], recordedBy: try id("af/anna"), recordedAt: now)
    }

    private func upload(to value: Case) async throws -> DocumentID {
        let uploader: OfficerID = try id("fk/bo")
        let ticket = try await exchange.beginUpload(to: value.id, category: .planering, release: .policy, by: uploader).value
        let random: @Sendable (Int) -> [UInt8] = { RandomSource.system.bytes($0) }
        let key = try FileKey(random: random)
        var sealer = try PayloadSealer(fileKey: key, nonce: random(16))
        let payload = try sealer.update(Array("Planering".utf8)) + (try sealer.finish())
        guard let recipient = ticket.exchangeRecipient else { throw BenchError("the exchange has no recipient") }
        let header = try Header(sealing: key, to: [try parseRecipient(recipient)], random: random).encoded
        var part = try await exchange.beginPart(of: ticket.upload, at: 0, by: uploader)
        try await exchange.append(payload, to: &part)
        exchange.endPart(part)
        let manifest = DocumentManifest(
            document: DocumentID(random: .system), participant: value.participant, caseID: value.id, owner: uploader.organisation,
            category: .planering, release: .policy, name: "plan.txt", payloadDigest: Hexadecimal.text(SHA256.hash(data: payload)),
            payloadSize: UInt64(payload.count), holders: ticket.holders, uploadedBy: uploader, uploadedAt: Clock.system.now())
        let record = try signers.sign(manifest, as: DocumentManifest.type, by: "fk/bo")
        return try await exchange.completeUpload(ticket.upload, manifest: record, header: header, by: uploader).value.id
    }
}
