package import TransparencyLog

/// Where the exchange keeps its records. One adapter a database; `StorageContract` is the suite that each must pass.
///
/// `write` is one transaction: all of it becomes durable before the call returns, or none of it ever was. The body is synchronous and may run
/// together with others' in a shared commit; it must not be run twice. Writes are serial: what a body reads stays true until it ends.
package protocol Storage: ReadableStorage {
    /// One durable transaction. An error that the body throws rolls all of it back and is thrown on.
    ///
    /// `end` runs once a commit, when all bodies that share it have run and just before it becomes durable; where several bodies bring one,
    /// any of them. An error of it undoes the whole commit. What it gives is the answer's second part for each of these bodies.
    func write<T: Sendable>(
        endingWith end: CommitEnd?, _ body: @escaping @Sendable (any StorageWriter) throws -> T
    ) async throws -> (value: T, end: LogEnd?)
    /// As `write`, for a body that catches what it may have to undo: an error that it throws undoes the whole commit, and others' with it.
    func join<T: Sendable>(
        endingWith end: @escaping CommitEnd, _ body: @escaping @Sendable (any StorageWriter) throws -> T
    ) async throws -> (value: T, end: LogEnd?)
    /// Leaves nothing of what was deleted or overwritten before the call: afterwards the storage's own files hold what can still be read,
    /// and no other byte of a row. Writes wait meanwhile, reads don't. Throws when it can't be vouched for; then it's to be called again.
    func scrub() async throws
    /// Whether it writes nothing more until a new start, for a disk failed to make something durable; each write throws `storageStopped` then.
    var hasStoppedWriting: Bool { get }
}

extension Storage {
    /// Storage that has no disk of its own has nothing to stop for.
    package var hasStoppedWriting: Bool { false }
}

/// What seals the log's end, once for all that share a commit.
package typealias CommitEnd = @Sendable (any StorageWriter) throws -> LogEnd?

extension Storage {
    package func join<T: Sendable>(
        endingWith end: @escaping CommitEnd, _ body: @escaping @Sendable (any StorageWriter) throws -> T
    ) async throws -> (value: T, end: LogEnd?) {
        try await write(endingWith: end, body)
    }

    /// One durable transaction that appends nothing to the log.
    package func write<T: Sendable>(_ body: @escaping @Sendable (any StorageWriter) throws -> T) async throws -> T {
        try await write(endingWith: nil, body).value
    }
}

/// What can be read in a transaction.
package protocol StorageReader: KeyReader, DirectoryReader, CaseworkReader, ChainReader, DocumentReader, LogReader, ErasureReader,
    WitnessReader, RightsReader, RegisterReader,
    EmergencyReader, ReviewReader, StampReader, RequestEventReader,
    DelegationReader, FiguresReader, FactReader
{}

/// What can be changed in a transaction.
package protocol StorageWriter: StorageReader, KeyWriter, DirectoryWriter, CaseworkWriter, ChainWriter, DocumentWriter, LogWriter,
    ErasureWriter, RightsWriter, WitnessWriter, EmergencyWriter, ReviewWriter, StampWriter, RequestEventWriter,
    DelegationWriter, FiguresWriter
{
    /// Runs `body` so that its changes are undone when it throws, while the transaction goes on.
    func undoable<T>(_ body: () throws -> T) throws -> T
}

package protocol DirectoryReader {
    func keys() throws -> StoredKeys?
    /// By id.
    func organisation(_ id: OrganisationID) throws -> Organisation?
    /// All, in the order of their ids.
    func organisations() throws -> [Organisation]
    func officer(_ id: OfficerID) throws -> Officer?
    /// Of one organisation, or of all; in the order of their ids.
    func officers(of organisation: OrganisationID?) throws -> [Officer]
    /// The directory's founding, its text; `nil` until it has been written.
    func founding() throws -> [UInt8]?
    /// Signed changes of the directory in their order, from `place` on, at most `limit`.
    func directoryRecords(from place: UInt64, limit: Int) throws -> [StoredDirectoryRecord]
    /// The newest one.
    func lastDirectoryRecord() throws -> StoredDirectoryRecord?
}

package protocol DirectoryWriter {
    /// Once, by `kedjad init`; replaces nothing.
    func insertKeys(_ keys: StoredKeys) throws
    func insertOrganisation(_ organisation: Organisation) throws
    func insertOfficer(_ officer: Officer) throws
    /// Replaces all that is known of an officer who is there.
    func updateOfficer(_ officer: Officer) throws
    /// Once; replaces nothing.
    func insertFounding(_ text: [UInt8]) throws
    /// Appends to the chain of changes; a place is taken once.
    func insertDirectoryRecord(_ record: StoredDirectoryRecord) throws
}

package protocol CaseworkReader {
    func participant(_ id: ParticipantID) throws -> StoredParticipant?
    func participant(blindIndex: [UInt8]) throws -> StoredParticipant?
    /// Those that an organisation has registered or that its officers' cases are about; in the order of ids.
    func participants(knownTo organisation: OrganisationID) throws -> [StoredParticipant]
    func caseOf(_ id: CaseID) throws -> Case?
    /// A participant's cases, the oldest first.
    func cases(of participant: ParticipantID) throws -> [Case]
    func consent(_ id: ConsentID) throws -> StoredConsent?
    /// A participant's consents, the newest first.
    func consents(of participant: ParticipantID) throws -> [StoredConsent]
    /// Consents of cases in which officers of an organisation take part, neither withdrawn nor superseded, that end after `start` and at `end` at the
    /// latest, the first to end first, and before them those of which it isn't noted when; equal times in the order of arrival. At most `limit`, from behind
    /// `last` on; none behind one that isn't there.
    func consents(
        inCasesOf organisation: OrganisationID, endingFrom start: Timestamp, until end: Timestamp, after last: ConsentID?, limit: Int
    ) throws -> [StoredConsent]
    func request(_ id: RequestID) throws -> StoredRequest?
    /// Requests that an officer has made, the newest first; at most `limit`, from behind `last` on; none behind one that isn't there.
    func requests(by officer: OfficerID, after last: RequestID?, limit: Int) throws -> [StoredRequest]
    /// Requests to an organisation, likewise.
    func requests(to organisation: OrganisationID, after last: RequestID?, limit: Int) throws -> [StoredRequest]
    /// Requests for documents about a participant, the oldest first.
    func requests(of participant: ParticipantID) throws -> [StoredRequest]
    /// An officer's requests by which a document is released to them, the newest first.
    func approvals(of document: DocumentID, for officer: OfficerID) throws -> [StoredRequest]
    /// All requests by which a document is released, the newest first.
    func approvals(of document: DocumentID) throws -> [StoredRequest]
}

package protocol CaseworkWriter {
    func insertParticipant(_ participant: StoredParticipant) throws
    /// Adds an organisation's registration of the participant; its first one stays when there is one already.
    func addRegistration(_ registration: StoredRegistration, to participant: ParticipantID) throws
    func insertCase(_ value: Case) throws
    func addOfficer(_ officer: OfficerID, to caseID: CaseID, at time: Timestamp) throws
    func closeCase(_ id: CaseID, at time: Timestamp) throws
    func insertConsent(_ consent: StoredConsent) throws
    /// Puts a withdrawal behind those that a consent has.
    func addWithdrawal(_ withdrawal: StoredWithdrawal, to consent: ConsentID) throws
    /// Stores `withdrawnAt` and `supersededBy`; the rest of a consent never changes, but for its withdrawals.
    func updateConsent(_ consent: StoredConsent) throws
    func insertRequest(_ request: StoredRequest) throws
    /// Stores `state` and all that answers bring, to each of the request's documents too; the rest of a request never changes.
    func updateRequest(_ request: StoredRequest) throws
}

package protocol DocumentReader {
    func document(_ id: DocumentID) throws -> StoredDocument?
    /// A case's documents, the oldest first.
    func documents(of caseID: CaseID) throws -> [StoredDocument]
    /// Documents that match, in the order in which they came, at most `limit`, from behind `last` on; none behind one that isn't there.
    func documents(matching query: DocumentQuery, after last: DocumentID?, limit: Int) throws -> [StoredDocument]
    func upload(_ id: UploadID) throws -> StoredUpload?
    func retrieval(_ id: RetrievalID) throws -> StoredRetrieval?
    /// Who holds an `owner` document; `nil` where it was uploaded before that was noted.
    func holding(of document: DocumentID) throws -> StoredHolding?
    /// An organisation's `owner` documents that others than these hold, or of which it isn't noted who, in the order in which they came, at
    /// most `limit`, from behind `last` on; none behind one that isn't there.
    func documents(
        of owner: OrganisationID, notHeldBy holders: [UInt8], after last: DocumentID?, limit: Int
    ) throws -> [StoredDocument]
}

package protocol DocumentWriter {
    func insertUpload(_ upload: StoredUpload) throws
    func deleteUpload(_ id: UploadID) throws
    /// Uploads whose time ran out before `now`, at most `limit`.
    func expiredUploads(at now: Timestamp, limit: Int) throws -> [StoredUpload]
    func insertDocument(_ document: StoredDocument) throws
    /// Notes the version that has taken a document's place; once, and for one that is there.
    func supersede(_ old: DocumentID, by new: DocumentID) throws
    /// Puts another key or header in the place of a document's, and forgets the one before.
    func replaceKey(of document: DocumentID, with key: Sealed) throws
    /// Notes who holds a document, over what was noted before.
    func setHolding(_ holding: StoredHolding) throws
    func insertRetrieval(_ retrieval: StoredRetrieval) throws
    /// Forgets retrievals whose time ran out before `now`.
    func deleteRetrievals(expiredAt now: Timestamp) throws
}

package protocol LogReader {
    /// How many entries the log has.
    func logSize() throws -> UInt64
    func entry(_ index: UInt64) throws -> StoredEntry?
    /// Entries that match, in order, at most `limit`, from `index` on.
    func entries(from index: UInt64, limit: Int, matching filter: EntryFilter) throws -> [StoredEntry]
    /// Leaves from `index` on, in order, at most `limit`.
    func leaves(from index: UInt64, limit: Int) throws -> [[UInt8]]
    /// The hashes of all leaves from `index` on, in order. Throws `damaged` when one of them is missing.
    func leafHashes(from index: UInt64) throws -> [LogHash]
    /// A tile's hashes so far, one after the other; none for a tile that isn't there (C2SP tlog-tiles). Of a tile of level 0 that isn't full,
    /// the hashes lie with the entries. `index` is below 2^48.
    func tile(level: Int, index: UInt64) throws -> [UInt8]
    /// The newest signed checkpoint, a signed note.
    func checkpoint() throws -> [UInt8]?
    /// What an earlier call with this key was and answered.
    func replay(of key: String, by officer: OfficerID) throws -> StoredReplay?
}

package protocol LogWriter {
    /// Appends. `entry.index` is the log's size before.
    func appendEntry(_ entry: StoredEntry) throws
    /// Puts a tile's hashes in the place of those that it had: a full one of level 0, or one of a level above, which grows.
    func putTile(level: Int, index: UInt64, hashes: [UInt8]) throws
    /// Puts a signed checkpoint in the place of the one before.
    func putCheckpoint(_ note: [UInt8]) throws
    func insertReplay(_ replay: StoredReplay) throws
    /// Forgets replays that are older than `time`.
    func deleteReplays(before time: Timestamp) throws
}

/// An audit entry as storage holds it. The leaf is what the log commits to; the text lies sealed.
package struct StoredEntry: Hashable, Sendable {
    package let index: UInt64
    /// 41 bytes: see `Commitment`.
    package let leaf: [UInt8]
    /// The leaf's hash as the tree took it in: it names the entry whose leaf was changed afterwards.
    package let leafHash: LogHash
    /// Salt and text, under the subject key of `participant`, else under the system key.
    package let text: Sealed
    package let at: Timestamp
    package let action: Action
    package let outcome: AuditOutcome
    package let officer: OfficerID
    package let participant: ParticipantID?
    /// The organisation acted upon, when it isn't the officer's: a document's owner.
    package let owner: OrganisationID?
    /// The entry that tells of the erasure that destroyed this one's text, which then is empty.
    package let erasedBy: UInt64?

    package init(
        index: UInt64, leaf: [UInt8], leafHash: LogHash? = nil, text: Sealed, at: Timestamp, action: Action, outcome: AuditOutcome,
        officer: OfficerID, participant: ParticipantID?, owner: OrganisationID?, erasedBy: UInt64? = nil
    ) {
        self.index = index
        self.leaf = leaf
        self.leafHash = leafHash ?? .leaf(leaf)
        self.text = text
        self.at = at
        self.action = action
        self.outcome = outcome
        self.officer = officer
        self.participant = participant
        self.owner = owner
        self.erasedBy = erasedBy
    }
}

/// Which entries are wanted; what is `nil` matches all.
package struct EntryFilter: Hashable, Sendable, Codable {
    package var participant: ParticipantID?
    package var officer: OfficerID?
    /// The actor's organisation or the one acted upon.
    package var organisation: OrganisationID?
    package var action: Action?
    package var outcome: AuditOutcome?
    /// From this moment on.
    package var from: Timestamp?
    /// Before this moment.
    package var until: Timestamp?

    package init(
        participant: ParticipantID? = nil, officer: OfficerID? = nil, organisation: OrganisationID? = nil, action: Action? = nil,
        outcome: AuditOutcome? = nil, from: Timestamp? = nil, until: Timestamp? = nil
    ) {
        self.participant = participant
        self.officer = officer
        self.organisation = organisation
        self.action = action
        self.outcome = outcome
        self.from = from
        self.until = until
    }
}

/// What a POST with an `Idempotency-Key` did, so that the same call again gets the same answer and does nothing.
package struct StoredReplay: Hashable, Sendable {
    package let key: String
    package let officer: OfficerID
    /// HMAC-SHA-256 over action and body, 32 bytes: a body may hold an identity number, which a plain digest would let be guessed.
    package let requestDigest: [UInt8]
    /// The answer, sealed under the key of `participant`, else under the system key.
    package let answer: Sealed
    package let participant: ParticipantID?
    package let at: Timestamp

    package init(key: String, officer: OfficerID, requestDigest: [UInt8], answer: Sealed, participant: ParticipantID?, at: Timestamp) {
        self.key = key
        self.officer = officer
        self.requestDigest = requestDigest
        self.answer = answer
        self.participant = participant
        self.at = at
    }
}
