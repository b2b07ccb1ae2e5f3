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
    static func all() throws -> [RecordSample] {
        try consents() + documents() + requests() + reviews() + rights() + directory() + [revocations()]
    }

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
        let all = WithdrawalOfAllRecord(
            participant: consent.participant, how: .written, recordedBy: consent.recordedBy, recordedAt: try time())
        return try [
            RecordSample(consent), RecordSample(refused.record(), "-refused"), RecordSample(first), RecordSample(withdrawal),
            RecordSample(whole), RecordSample(all),
        ]
    }

    private static func documents() throws -> [RecordSample] {
        let document = DocumentID(random: .seeded(4))
        let uno = try officer("kriminalvarden/uno")
        let holders = [DocumentManifest.Holder(officer: uno, recipient: "age1example")]
        let manifest = DocumentManifest(
            document: document, participant: ParticipantID(random: .seeded(2)), caseID: CaseID(random: .seeded(3)), owner: uno.organisation,
            category: .utslussning, release: .owner, name: "plan.pdf", payloadDigest: digest, payloadSize: 70_000, holders: holders,
            uploadedBy: uno, uploadedAt: try time(), supersedes: DocumentID(random: .seeded(7)))
        let rewrap = RewrapRecord(
            document: document, payloadDigest: digest, holders: holders, headerDigest: digest, rewrappedBy: uno, rewrappedAt: try time())
        return try [RecordSample(manifest), RecordSample(rewrap)]
    }

    private static func requests() throws -> [RecordSample] {
        let (request, vera) = (RequestID(random: .seeded(6)), try officer("vagen-ut/vera"))
        let (uno, ulf) = (try officer("kriminalvarden/uno"), try officer("kriminalvarden/ulf"))
        let (assessment, end) = ("Det står klart att uppgifterna kan lämnas utan men.", try time("2026-07-01T00:00:00.000Z"))
        let duty = ListedGround(
            id: "uppgiftsskyldighet", act: "OSL (2009:400)", section: "10 kap. 28 §", balancing: "Skyldigheten är bruten.")
        let approved = ApprovalRecord(
            request: request, requester: vera,
            documents: [
                .init(
                    document: DocumentID(random: .seeded(4)), answer: .approved, assessment: assessment,
                    ground: .consent(ConsentID(random: .seeded(5))), validUntil: end, recipient: "age1example"),
                .init(
                    document: DocumentID(random: .seeded(7)), answer: .approved, assessment: assessment, ground: .listed(duty),
                    validUntil: end),
            ], answeredBy: uno, answeredAt: try time())
        let denied = ApprovalRecord(
            request: request, requester: vera,
            documents: [.init(document: DocumentID(random: .seeded(4)), answer: .denied, assessment: "Men för den enskilde.")],
            appeal: Appeal(isPossible: true, days: 21, swedish: "Överklaga hos kammarrätten.", english: "Appeal to the court."),
            onBehalfOf: uno, answeredBy: ulf, answeredAt: try time())
        let confirmation = ConfirmationRecord(
            request: request, answer: digest, verdict: .confirmed, assessment: "Håller med.", confirmedBy: ulf, confirmedAt: try time())
        let delegation = DelegationRecord(
            delegation: DelegationID(random: .seeded(10)), approver: uno, delegate: ulf, from: try time(), until: end, madeBy: uno,
            madeAt: try time())
        return try [
            RecordSample(approved), RecordSample(denied, "-denied"), RecordSample(confirmation), RecordSample(delegation),
            RecordSample(first(ApprovalVersionTests.consent)), RecordSample(first(ApprovalVersionTests.denied), "-denied"),
            RecordSample(first(ApprovalVersionTests.law), "-law"),
        ]
    }

    private static func first(_ approval: String) throws -> FirstApproval {
        try CanonicalJSON.decode(FirstApproval.self, from: Array(approval.utf8))
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

    private static func rights() throws -> [RecordSample] {
        let (gun, participant) = (try officer("sdf-angered/gun"), ParticipantID(random: .seeded(2)))
        let restriction = RestrictionRecord(
            restriction: RestrictionID(random: .seeded(11)), participant: participant, ground: .accuracy,
            reason: "Personen säger att planen är någon annans.", recordedBy: gun, recordedAt: try time())
        let lifting = RestrictionLifting(
            restriction: restriction.restriction, restricted: digest, reason: "Planen var rätt.", toldAt: try time(), toldHow: .letter,
            liftedBy: gun, liftedAt: try time())
        let objection = ObjectionRecord(
            objection: ObjectionID(random: .seeded(12)), participant: participant, target: .document(DocumentID(random: .seeded(4))),
            statement: "Jag har aldrig sagt det där.", recordedBy: gun, recordedAt: try time())
        return try [RecordSample(restriction), RecordSample(lifting), RecordSample(objection)]
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
