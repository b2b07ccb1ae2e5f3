import Synchronization

/// A person as they were at a mark: all that was read of them in transactions that saw that mark, opened.
///
/// Never changed but by learning more of the same moment. The subject key is in the hands of the crypto library, which zeroes it when
/// nobody has it any more; nothing that it opens is kept but consents and what was withdrawn of them.
///
/// Rows are kept, and nothing that a clock has had a part in: what is so at one time and not at another is told of them at each decision.
final class KnownPerson: Sendable {
    let stored: StoredParticipant
    let key: SubjectKey
    let facts: ParticipantFacts
    /// Of this person's facts.
    let mark: Int
    private let confirmed: Atomic<Int>
    private let known = Mutex(Known())

    /// What is known beside the person.
    struct Known: Sendable {
        var cases: [CaseID: KnownCase] = [:]
        var documents: [DocumentID: KnownDocument] = [:]
        /// By case, the newest first.
        var consents: [CaseID: [Consent]] = [:]
        /// Those of an officer for a document, the newest first.
        var approvals: [ApprovalKey: [ApprovalInContext]] = [:]
        /// All of the person's, the oldest first, sealed as they lie.
        var objections: [StoredObjection]?
        var questions: [QuestionKey: PreparedQuestion] = [:]
    }

    struct ApprovalKey: Hashable {
        let document: DocumentID
        let officer: OfficerID
    }

    /// What a question is found by; whether it's the same, its facts tell.
    struct QuestionKey: Hashable {
        let action: Action
        let officer: OfficerID
        let resource: String
        let purpose: Purpose?
        let consent: ConsentID?
        let approval: RequestID?
    }

    /// - Parameter whole: the mark of all facts when `mark` was read.
    init(stored: StoredParticipant, key: SubjectKey, facts: ParticipantFacts, mark: Int, whole: Int) {
        self.stored = stored
        self.key = key
        self.facts = facts
        self.mark = mark
        confirmed = Atomic(whole)
    }

    var id: ParticipantID { stored.id }

    /// Whether the person's mark was seen to stand together with this mark of all facts.
    func isConfirmed(at whole: Int) -> Bool { confirmed.load(ordering: .relaxed) == whole }
    func confirm(at whole: Int) { confirmed.store(whole, ordering: .relaxed) }

    func recall<T>(_ read: (borrowing Known) -> T) -> T { known.withLock { read($0) } }

    /// - Parameter limit: how many questions are kept; with one more, all are asked anew.
    func learn(limit: Int = 4_000, _ change: (inout Known) -> Void) {
        known.withLock { known in
            change(&known)
            if known.questions.count > limit { known.questions = [:] }
            if known.approvals.count > limit { known.approvals = [:] }
        }
    }
}

/// A case as it's stored, whose facts depend on the time: steps end without anybody doing anything.
struct KnownCase: Sendable {
    private let value: Case
    private let participant: ParticipantFacts
    private let endings: [StepsEnding]

    init(value: Case, participant: ParticipantFacts, endings: [StepsEnding]) {
        self.value = value
        self.participant = participant
        self.endings = endings
    }

    func facts(at now: Timestamp) -> CaseFacts {
        CaseFacts(value: value, participant: participant, stepsEnded: endings.filter { $0.at <= now }.map(\.organisation))
    }
}

/// A document's row, and what its facts are made of beside it.
final class KnownDocument: Sendable {
    let stored: StoredDocument
    private let owner: Organisation
    private let of: KnownCase

    init(stored: StoredDocument, owner: Organisation, of known: KnownCase) {
        self.stored = stored
        self.owner = owner
        of = known
    }

    func facts(at now: Timestamp) -> DocumentFacts { DocumentFacts(stored, owner: owner, of: of.facts(at: now)) }
}

extension DocumentFacts {
    init(_ stored: StoredDocument, owner: Organisation, of facts: CaseFacts) {
        self.init(
            id: stored.id, of: facts, owner: owner, category: stored.category, release: stored.release,
            isSuperseded: stored.version.isSuperseded)
    }
}
