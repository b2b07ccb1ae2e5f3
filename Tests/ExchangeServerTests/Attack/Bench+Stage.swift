import Age
import Exchange
import ExchangeAPI
import Foundation
import SignedRecords
import StorageContract

/// The steps that build a ``RouteStage``, each as its officer's client takes it.
extension Bench {
    /// Puts the cast and its organisations into the directory.
    func hire() async throws {
        let known = [Bench.ada, Bench.rut, Bench.frida]
        var officers = try Cast.all.filter { !known.contains($0.id) }.map { cast in
            try officer(cast.id, cast.takesPart && cast.roles.isEmpty ? [.caseOfficer] : cast.roles)
        }
        officers.append(try officer(Cast.officer("kriminalvarden/tri"), [.approver]))
        let hired = officers
        try await storage.write { changes in
            for organisation in Cast.organisations { try changes.insertOrganisation(organisation) }
            for officer in hired { try changes.insertOfficer(officer) }
        }
    }

    private func officer(_ id: OfficerID, _ roles: Set<Role>) throws -> Officer {
        let recipient = try X25519Identity(random: { random.bytes($0) }).recipient
        return Officer(id: id, roles: roles, clearedForProtectedIdentity: false, recipient: "\(recipient)")
    }

    func change(_ name: String, roles: Set<Role>? = nil, disabled: Bool = false, cleared: Bool = false) async throws {
        try await storage.write { changes in
            guard let old = try changes.officer(Cast.officer(name)) else { throw StageError() }
            try changes.updateOfficer(
                Officer(
                    id: old.id, roles: roles ?? old.roles, clearedForProtectedIdentity: cleared, disabled: disabled,
                    recipient: old.recipient))
        }
    }

    /// A person, registered by rut, and a case with all of the cast who take part.
    func caseOfThree(number: String = RouteStage.number) async throws -> Case {
        let registration = Registration(number: number, givenName: "Tilda", familyName: "Testsson", protectedIdentity: false)
        let person = try await exchange.register(registration, by: Bench.rut).value.participant
        var opened = try await exchange.openCase(for: person, by: Bench.rut).value
        for cast in Cast.all where cast.takesPart {
            opened = try await exchange.addOfficer(cast.id, to: opened.id, by: Bench.rut).value
        }
        return opened
    }

    /// Two organisations register the person by their number, too, and one opens a case; somebody has been in the first one.
    func visits(to opened: Case, number: String = RouteStage.number) async throws {
        let (newcomer, lea) = (Cast.officer("sis/nya"), Cast.officer("vagen-ut/lea"))
        let registration = Registration(number: number, givenName: "Tilda", familyName: "Testsson", protectedIdentity: false)
        for recorder in [newcomer, Cast.officer("regionen/rea")] { _ = try await exchange.register(registration, by: recorder) }
        _ = try await exchange.openCase(for: opened.participant, by: newcomer)
        _ = try await exchange.addOfficer(lea, to: opened.id, by: Bench.rut)
        _ = try await exchange.removeOfficer(lea, from: opened.id, by: lea)
    }

    func consent(in opened: Case) async throws -> ConsentID {
        let record = consentRecord(in: opened, by: Bench.rut)
        return try await exchange.recordConsent(try signed(record, ConsentRecord.type, Bench.rut), by: Bench.rut).value.id
    }

    func consentRecord(in opened: Case, by recorder: OfficerID) -> ConsentRecord {
        ConsentRecord(
            id: ConsentID(random: random.source), participant: opened.participant, caseID: opened.id, decision: .given,
            from: [Cast.owner, Bench.rut.organisation], to: [Cast.recipient],
            categories: [.utslussning, .kartlaggning, .medicinsktUnderlag], purposes: [.planering], validFrom: clock.now,
            validUntil: clock.now + .seconds(90 * 86_400),
            grounds: .init(secrecy: "OSL 10:1, 12:2", dataProtection: "GDPR art. 6.1 e, 9.2 h"),
            wording: .init(id: "samtycke", version: "1", language: "sv", text: "Jag säger ja."), givenBy: .init(who: .participant),
            method: .init(how: .screen), explained: ConsentRecord.Explanation.allCases, recordedBy: recorder, recordedAt: clock.now)
    }

    func kimsUpload(
        to opened: Case, _ category: Category = .utslussning, _ release: ReleaseMode = .policy
    ) async throws -> UploadTicket {
        let kim = Cast.officer("kriminalvarden/kim")
        let ticket = try await exchange.beginUpload(to: opened.id, category: category, release: release, by: kim).value
        var part = try await exchange.beginPart(of: ticket.upload, at: 0, by: kim)
        try await exchange.append(RouteStage.part, to: &part)
        exchange.endPart(part)
        return ticket
    }

    /// A document of kim's.
    func upload(_ category: Category, _ release: ReleaseMode, to opened: Case) async throws -> DocumentView {
        let kim = Cast.officer("kriminalvarden/kim")
        let ticket = try await kimsUpload(to: opened, category, release)
        let manifest = manifest(of: ticket, in: opened, category, release, by: kim)
        return try await exchange.completeUpload(
            ticket.upload, manifest: try signed(manifest, DocumentManifest.type, kim), header: try header(for: ticket), by: kim
        ).value
    }

    func manifest(
        of ticket: UploadTicket, in opened: Case, _ category: Category = .utslussning, _ release: ReleaseMode = .policy,
        by officer: OfficerID
    ) -> DocumentManifest {
        DocumentManifest(
            document: DocumentID(random: random.source), participant: opened.participant, caseID: opened.id, owner: officer.organisation,
            category: category, release: release, name: "plan.pdf",
            payloadDigest: Hexadecimal.text(ContentDigest(of: RouteStage.part).bytes), payloadSize: UInt64(RouteStage.part.count),
            holders: ticket.holders, uploadedBy: officer, uploadedAt: clock.now)
    }

    func header(for ticket: UploadTicket) throws -> [UInt8] {
        try header(for: ticket.exchangeRecipient.map { [$0] } ?? ticket.holders.map(\.recipient))
    }

    func header(for recipients: [String]) throws -> [UInt8] {
        try Header(
            sealing: FileKey(random: { random.bytes($0) }), to: try recipients.map { try parseRecipient($0) },
            random: { random.bytes($0) }
        ).encoded
    }

    func signed(_ payload: some Encodable, _ type: String, _ officer: OfficerID) throws -> SignedRecord {
        try SignedRecord(parsing: Array(try sign(payload, type: type, as: officer).utf8))
    }
}
