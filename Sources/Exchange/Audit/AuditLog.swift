import SignedRecords
import TransparencyLog

/// Appends entries to the log, inside the transaction of the action that they tell of.
struct AuditLog: Sendable {
    let keys: ExchangeKeys
    let random: RandomSource

    /// Writes one entry and answers its receipt. The receipt holds good once the transaction has committed, and must not leave before.
    func append(_ draft: AuditDraft, outcome: AuditOutcome, code: String?, at now: Timestamp, in changes: any StorageWriter) throws
        -> Receipt
    {
        let index = try changes.logSize()
        let entry = draft.entry(index: index, outcome: outcome, code: code, at: now)
        let text = try CanonicalJSON.encode(entry)
        let salt = random.bytes(32)
        let commitment = Commitment(to: text, salt: salt, at: now)
        var tree = try AuditLog.frontier(size: index, changes)
        let nodes = tree.append(commitment.hash)
        let checkpoint = try sign(tree)
        try changes.appendEntry(
            StoredEntry(
                index: index, leaf: commitment.leaf, text: try seal(salt + text, for: entry, subject: draft.subjectKey), at: now,
                action: entry.action, outcome: outcome, officer: entry.officer, participant: entry.participant, owner: entry.owner),
            nodes: nodes, checkpoint: checkpoint)
        return Receipt(
            index: index, leaf: commitment.leaf, opening: Opening(salt: salt, text: text),
            inclusionProof: try tree.inclusionProofOfLastLeaf(), checkpoint: checkpoint)
    }

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

    private func seal(_ bytes: [UInt8], for entry: AuditEntry, subject: SubjectKey?) throws(ExchangeError) -> Sealed {
        let place = AuditLog.place(entry.index)
        guard entry.participant != nil else { return try keys.system.seal(bytes, for: place, random: random) }
        guard let subject else { throw .sealingFailed }
        return try subject.seal(bytes, for: place, random: random)
    }

    private func sign(_ tree: TreeFrontier) throws -> [UInt8] {
        let checkpoint = try Checkpoint(origin: keys.logOrigin, size: tree.size, root: tree.root)
        return Array(try keys.logSigner.sign(checkpoint).encoded.utf8)
    }

    private static func place(_ index: UInt64) -> String { "entry/\(index)" }

    /// What an appender must know of the tree so far: at most one hash a level, read from storage.
    private static func frontier(size: UInt64, _ facts: any LogReader) throws -> TreeFrontier {
        let hashes = try TreeFrontier.nodeIDs(ofSize: size).map { id in
            guard let hash = try facts.treeNode(id) else { throw ExchangeError.damaged(place: "tree/\(id.level)/\(id.index)") }
            return hash
        }
        return try TreeFrontier(size: size, hashes: hashes)
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
