import SignedRecords
import Testing

@testable import Exchange

/// A payload of each kind of signed record, as it lies in `records/examples`: together they have every field that our types write.
struct RecordSample: Sendable {
    /// The example's name: the schema's file name without its ending, and what is special.
    let name: String
    /// `kedja-consent/2`; the list of revocations has none.
    let schema: String?
    let json: JSONValue
    /// What reading it and writing it again gives.
    let again: JSONValue

    init<Record: Codable & Hashable>(_ record: Record, _ special: String = "") throws {
        json = try JSONValue(parsing: CanonicalJSON.encode(record))
        again = try JSONValue(parsing: CanonicalJSON.encode(CanonicalJSON.decode(Record.self, from: json.canonicalBytes)))
        schema = json["schema"]?.string
        name = (schema ?? "").replacing("/", with: "-") + special
    }

    private init(revocations json: JSONValue) {
        (name, schema, self.json, again) = ("kedja-revocations", nil, json, json)
    }
}

extension RecordSample {
    static func all() throws -> [RecordSample] { try consents() + documents() + reviews() + directory() + [revocations()] }

    private static let digest = String(repeating: "0a", count: 32)
    private static let later = "2026-06-01T12:00:00.000Z"

    private static func officer(_ name: String) throws -> OfficerID { try #require(OfficerID(name)) }
    private static func time(_ text: String = later) throws -> Timestamp { try #require(Timestamp(text)) }

    private static func consents() throws -> [RecordSample] {
        var draft = ConsentDraft()
        draft.method = .init(how: .paper, paperDigest: digest, paperDocument: DocumentID(random: .seeded(4)))
        draft.givenBy = .init(who: .forvaltare, assignment: "Göteborgs tingsrätt 2026-17", scope: "bevaka rätt", personHeard: true)
        draft.place = "AF Angered, rum 3"
        draft.supersedes = ConsentID(random: .seeded(5))
        var refused = ConsentDraft()
        refused.decision = .refused
        refused.explained = []
        refused.method = .init(how: .oral, witness: "Lars vid skranket")
        let consent = try draft.record()
        let older = ConsentVersionTests.first
            .replacing(#""method":{"how":"screen"}"#, with: #""method":{"how":"paper","paperDigest":"\#(digest)","witness":"Lars"}"#)
            .replacing(#""to":["#, with: #""supersedes":"cons_11111111111111111111111111","to":["#)
        let first = try CanonicalJSON.decode(ConsentRecord.self, from: Array(older.utf8))
        let withdrawal = WithdrawalRecord(
            consent: consent.id, how: .oral, from: consent.from, to: consent.to, categories: [.ekonomi], purposes: [.ersattning],
            recordedBy: consent.recordedBy, recordedAt: try time())
        let whole = try CanonicalJSON.decode(WithdrawalRecord.self, from: WithdrawalRecordTests.first)
        return try [
            RecordSample(consent), RecordSample(refused.record(), "-refused"), RecordSample(first), RecordSample(withdrawal),
            RecordSample(whole),
        ]
    }

    private static func documents() throws -> [RecordSample] {
        let (document, request) = (DocumentID(random: .seeded(4)), RequestID(random: .seeded(6)))
        let uno = try officer("kriminalvarden/uno")
        let holders = [DocumentManifest.Holder(officer: uno, recipient: "age1example")]
        let manifest = DocumentManifest(
            document: document, participant: ParticipantID(random: .seeded(2)), caseID: CaseID(random: .seeded(3)), owner: uno.organisation,
            category: .utslussning, release: .owner, name: "plan.pdf", payloadDigest: digest, payloadSize: 70_000, holders: holders,
            uploadedBy: uno, uploadedAt: try time(), supersedes: DocumentID(random: .seeded(7)))
        func answer(_ answer: ApprovalRecord.Answer, _ ground: DisclosureGround?) throws -> ApprovalRecord {
            ApprovalRecord(
                request: request, document: document, requester: try officer("vagen-ut/vera"), answer: answer,
                assessment: "Det står klart att uppgifterna kan lämnas utan men.", ground: ground,
                validUntil: ground == nil ? nil : try time("2026-07-01T00:00:00.000Z"), recipient: ground == nil ? nil : "age1example",
                answeredBy: uno, answeredAt: try time())
        }
        let rewrap = RewrapRecord(
            document: document, payloadDigest: digest, holders: holders, headerDigest: digest, rewrappedBy: uno, rewrappedAt: try time())
        return try [
            RecordSample(manifest), RecordSample(rewrap), RecordSample(answer(.approved, .consent)),
            RecordSample(answer(.denied, nil), "-denied"),
            RecordSample(answer(.approved, .law(section: "OSL 10:28", balancing: "Skyldigheten är bruten.")), "-law"),
        ]
    }

    private static func reviews() throws -> [RecordSample] {
        let (gun, erasure) = (try officer("sdf-angered/gun"), ErasureID(random: .seeded(8)))
        let asked = ErasureRecord(
            erasure: erasure, target: .participant(ParticipantID(random: .seeded(2))), ground: "GDPR art. 17.1 b",
            decision: "Gallringsbeslut 2026-4", reason: "Personen har återkallat sitt samtycke.", askedBy: gun, askedAt: try time())
        let answer = ErasureAnswer(erasure: erasure, asked: digest, answer: .confirmed, answeredBy: gun, answeredAt: try time())
        let emergency = EmergencyReview(
            emergency: EmergencyID(random: .seeded(9)), entry: 41, verdict: .justified, note: "Fara för liv.", reviewedBy: gun,
            reviewedAt: try time())
        let review = AuditReview(
            finding: Finding(.refusals, entries: [3, 5]), verdict: .acceptable, note: "Fel knapp.", reviewedBy: gun, reviewedAt: try time())
        return try [RecordSample(asked), RecordSample(answer), RecordSample(emergency), RecordSample(review)]
    }

    private static func directory() throws -> [RecordSample] {
        let ada = try officer("sdf-angered/ada")
        let organisation = Organisation(
            id: try officer("vagen-ut/vera").organisation, name: "Vägen ut!", kind: .socialtForetag,
            binding: .agreement(reference: "AVT-2026-17", date: "2026-01-31"))
        let vera = Officer(
            id: try officer("vagen-ut/vera"), roles: [.caseOfficer], clearedForProtectedIdentity: false, recipient: "age1example")
        let changes: [(String, DirectoryChange.Change)] = [
            ("-organisation", .addOrganisation(organisation)), ("-officer", .addOfficer(vera)), ("-change", .changeOfficer(vera)),
            ("-disable", .disableOfficer(vera.id)),
        ]
        return try changes.map { special, change in
            try RecordSample(DirectoryChange(change, at: 7, after: digest, by: ada, at: time()), special)
        }
    }

    private static func revocations() -> RecordSample {
        RecordSample(
            revocations: .object([
                "issuer": .string("CN=Kedja Demo CA"), "serials": .array([.string("07"), .string("4a1b")]),
                "updatedAt": .string("2026-01-31T12:00:00Z"),
            ]))
    }
}
