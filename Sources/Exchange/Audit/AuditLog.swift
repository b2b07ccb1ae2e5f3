import SignedRecords

/// Appends entries to the log, inside the transaction of the action that they tell of.
struct AuditLog: Sendable {
    let keys: ExchangeKeys
    let random: RandomSource
    private let sealer: LogSealer
    private let tally: ExchangeTally?

    /// - Parameter tally: is told of each entry; `nil` where nobody looks.
    init(keys: ExchangeKeys, random: RandomSource, tally: ExchangeTally? = nil) {
        self.tally = tally
        self.keys = keys
        self.random = random
        sealer = LogSealer(origin: keys.logOrigin) { try keys.logSigner(in: $0) }
    }

    /// Writes one entry, which stands in the tree when `seal` has run. What is answered becomes a receipt once the transaction has committed.
    func append(_ draft: AuditDraft, outcome: AuditOutcome, code: String?, at now: Timestamp, in changes: any StorageWriter) throws
        -> LoggedEntry
    {
        try append(try prepare(draft, outcome: outcome, code: code, at: now), in: changes)
    }

    /// All of an entry that can be made ahead of the transaction.
    func prepare(_ draft: AuditDraft, outcome: AuditOutcome, code: String?, at now: Timestamp) throws -> PreparedEntry {
        let entry = draft.entry(index: 0, outcome: outcome, code: code, at: now)
        let fresh = random.bytes(Commitment.saltSize + SystemKey.nonceSize)
        return PreparedEntry(
            entry: entry, text: try EntryText(of: entry), subject: draft.subjectKey, salt: Array(fresh[..<Commitment.saltSize]),
            nonce: Array(fresh[Commitment.saltSize...]))
    }

    /// Writes a prepared entry at the log's end.
    func append(_ prepared: PreparedEntry, in changes: any StorageWriter) throws -> LoggedEntry {
        let (entry, index) = (prepared.entry, try changes.logSize())
        let text = try prepared.text.bytes(at: index)
        let opened = prepared.salt + text
        let commitment = Commitment(toSalted: opened, at: entry.at)
        try changes.appendEntry(
            StoredEntry(
                index: index, leaf: commitment.leaf, text: try seal(opened, for: prepared, at: index), at: entry.at,
                action: entry.action, outcome: entry.outcome, officer: entry.officer, participant: entry.participant, owner: entry.owner))
        tally?.note(entry.action, entry.outcome)
        return LoggedEntry(index: index, leaf: commitment.leaf, salt: prepared.salt, text: text)
    }

    /// Takes what has been appended into the tree and signs it: once a commit, as its last deed.
    func seal(_ changes: any StorageWriter) throws -> LogEnd? { try sealer.seal(changes) }

    /// Opens a stored entry's text. Throws `damaged` when a byte was changed.
    func open(_ entry: StoredEntry, subject: SubjectKey?) throws(ExchangeError) -> (salt: [UInt8], text: [UInt8]) {
        let place = AuditLog.place(entry.index)
        let bytes =
            if entry.participant == nil { try keys.system.open(entry.text, for: place) } else { try openUnder(subject, entry, place) }
        guard bytes.count > 32 else { throw .damaged(place: place) }
        return (Array(bytes[..<32]), Array(bytes[32...]))
    }

    private func openUnder(_ subject: SubjectKey?, _ entry: StoredEntry, _ place: String) throws(ExchangeError) -> [UInt8] {
        guard let subject else { throw .damaged(place: place) }
        return try subject.open(entry.text, for: place)
    }

    private func seal(_ bytes: [UInt8], for prepared: PreparedEntry, at index: UInt64) throws(ExchangeError) -> Sealed {
        let place = AuditLog.place(index)
        guard prepared.entry.participant != nil else { return try keys.system.seal(bytes, for: place, nonce: prepared.nonce) }
        guard let subject = prepared.subject else { throw .sealingFailed }
        return try subject.seal(bytes, for: place, nonce: prepared.nonce)
    }

    private static func place(_ index: UInt64) -> String { "entry/\(index)" }
}

/// An entry without its place in the log.
struct PreparedEntry: Sendable {
    /// Its index is none.
    let entry: AuditEntry
    let text: EntryText
    /// The participant's key, where there is a participant.
    let subject: SubjectKey?
    let salt: [UInt8]
    let nonce: [UInt8]
}

/// An entry that the transaction under way has written.
struct LoggedEntry: Sendable {
    let index: UInt64
    let leaf: [UInt8]
    let salt: [UInt8]
    let text: [UInt8]

    /// The receipt, from what the commit knows; `nil` when another commit sealed the entry.
    func receipt(at end: LogEnd) -> Receipt? {
        guard let proof = end.inclusionProof(of: index) else { return nil }
        return Receipt(
            index: index, leaf: leaf, opening: Opening(salt: salt, text: text), inclusionProof: proof, checkpoint: end.checkpoint)
    }
}

/// What is known of an attempt so far. Filled in while an action runs, so that a refusal half-way tells what was found.
struct AuditDraft {
    let officer: OfficerID
    let action: Action
    var resource: String?
    var participant: ParticipantID?
    /// The participant's key, to seal the entry with.
    var subjectKey: SubjectKey?
    var owner: OrganisationID?
    var purpose: Purpose?
    var decision: Decision?
    var record: String?
    var erased: ErasureStatement?
    /// Set once `subjectKey` is: it may tell of the person, and goes with them.
    var reason: String?
    let policyDigest: String

    func entry(index: UInt64, outcome: AuditOutcome, code: String?, at now: Timestamp) -> AuditEntry {
        AuditEntry(
            index: index, at: now, officer: officer, action: action, resource: resource, participant: participant, owner: owner,
            purpose: purpose, outcome: outcome, code: code, policies: decision?.policies ?? [], policyErrors: decision?.errors ?? [],
            policyDigest: decision?.policyDigest ?? policyDigest, consent: decision?.consent, approval: decision?.approval, record: record,
            erased: erased, reason: reason)
    }
}
