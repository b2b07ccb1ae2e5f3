import Exchange

/// Rows to store. Each call makes others than before; two runs make the same.
struct Samples: Sendable {
    static let start = Timestamp(milliseconds: 1_780_315_200_000)

    let random: SeededRandom

    init(seed: UInt64 = 4711) { random = SeededRandom(seed: seed) }

    func sealed() -> Sealed { Sealed(bytes: random.bytes(29 + Int(random.below(40)))) }
    func time(_ minutes: Int) -> Timestamp { Samples.start + .seconds(60 * minutes) }
    func organisationID(_ text: String) throws -> OrganisationID { try unwrap(OrganisationID(text)) }
    func officerID(_ text: String) throws -> OfficerID { try unwrap(OfficerID(text)) }

    func organisation(_ id: String, kind: OrganisationKind = .kommun, binding: SecrecyBinding = .statute, host: Bool = false) throws
        -> Organisation
    {
        Organisation(id: try organisationID(id), name: "Å \(id) & 'co'", kind: kind, binding: binding, host: host)
    }

    func officer(_ id: String, roles: Set<Role> = [.caseOfficer]) throws -> Officer {
        Officer(id: try officerID(id), roles: roles, clearedForProtectedIdentity: false, recipient: "age1\(id)")
    }

    func keys() -> StoredKeys {
        StoredKeys(
            masterKeyID: "00112233445566aa", logOrigin: "kedja.example/log", system: sealed(), index: sealed(), identity: sealed(),
            logSigner: sealed())
    }

    func participant(_ organisations: [String]) throws -> StoredParticipant {
        StoredParticipant(
            id: ParticipantID(random: random.source), blindIndex: random.bytes(32), subjectKey: sealed(),
            registrations: try organisations.map { try registration($0) })
    }

    func registration(_ organisation: String, at minutes: Int = 0) throws -> StoredRegistration {
        StoredRegistration(organisation: try organisationID(organisation), identity: sealed(), at: time(minutes))
    }

    func caseOf(_ participant: ParticipantID, _ officers: [String], at minutes: Int = 0) throws -> Case {
        let officers = try officers.map(officerID)
        return Case(
            id: CaseID(random: random.source), participant: participant, openedBy: officers[0], openedAt: time(minutes), officers: officers)
    }

    func consent(_ value: Case, at minutes: Int = 0, ending end: Int? = nil) -> StoredConsent {
        StoredConsent(
            id: ConsentID(random: random.source), participant: value.participant, caseID: value.id, record: sealed(),
            recordedAt: time(minutes), endsAt: end.map(time))
    }

    func document(
        _ value: Case, owner: String = "af", at minutes: Int = 0, release: ReleaseMode = .policy, version: DocumentVersion = .first
    ) throws -> StoredDocument {
        StoredDocument(
            id: DocumentID(random: random.source), participant: value.participant, caseID: value.id, owner: try organisationID(owner),
            category: .planering, release: release, uploadedBy: value.openedBy, uploadedAt: time(minutes), payloadDigest: random.bytes(32),
            payloadSize: random.below(1 << 40), name: sealed(), manifest: sealed(), key: sealed(),
            version: version)
    }

    func upload(_ value: Case, expiring minutes: Int) -> StoredUpload {
        StoredUpload(
            id: UploadID(random: random.source), officer: value.openedBy, caseID: value.id, participant: value.participant,
            category: .ekonomi, release: .owner, expiresAt: time(minutes))
    }

    func request(
        _ document: StoredDocument, _ others: [StoredDocument] = [], by officer: String, at minutes: Int = 0
    ) throws -> StoredRequest {
        StoredRequest(
            id: RequestID(random: random.source), participant: document.participant, owner: document.owner,
            requester: try officerID(officer), purpose: .rehabilitering, reason: sealed(), createdAt: time(minutes),
            answerBy: time(minutes + 60), documents: ([document] + others).map { RequestedDocument($0.id) })
    }

    func retrieval(_ document: StoredDocument, expiring minutes: Int) -> StoredRetrieval {
        StoredRetrieval(
            id: RetrievalID(random: random.source), officer: document.uploadedBy, document: document.id, purpose: .planering,
            expiresAt: time(minutes))
    }

    func entry(
        _ index: UInt64, at minutes: Int = 0, action: Action = .readCase, outcome: AuditOutcome = .permitted, by officer: String = "af/a",
        participant: ParticipantID? = nil, owner: String? = nil
    ) throws -> StoredEntry {
        StoredEntry(
            index: index, leaf: random.bytes(41), text: sealed(), at: time(minutes), action: action, outcome: outcome,
            officer: try officerID(officer), participant: participant, owner: try owner.map(organisationID))
    }
}

/// A directory, a participant and a case, for what hangs on them.
struct Chain: Sendable {
    let samples: Samples
    let participant: StoredParticipant
    let value: Case

    /// Organisations `af`, `fk`, `vagen`, two officers each (`af/a`, `af/b`, …); the participant is registered by `af`, the case is `af/a`'s.
    static func insert(into storage: any Storage) async throws -> Chain {
        let chain = try Chain()
        try await storage.write { changes in
            for organisation in ["af", "fk", "vagen"] {
                try changes.insertOrganisation(try chain.samples.organisation(organisation))
                for name in ["a", "b"] { try changes.insertOfficer(try chain.samples.officer("\(organisation)/\(name)")) }
            }
            try changes.insertParticipant(chain.participant)
            try changes.insertCase(chain.value)
        }
        return chain
    }

    /// Another person with a case, in the same directory.
    init(beside other: Chain) throws { try self.init(other.samples) }

    private init(_ samples: Samples = Samples()) throws {
        self.samples = samples
        participant = try samples.participant(["af"])
        value = try samples.caseOf(participant.id, ["af/a"])
    }
}

func unwrap<T>(_ value: T?, file: String = #fileID, line: Int = #line) throws -> T {
    guard let value else { throw Broken(description: "\(file):\(line): nothing was found") }
    return value
}
