import TransparencyLog

/// One attempt, while its transaction runs or ahead of it: what is known of the caller and the thing, and what the log will say.
struct Acting {
    private let transaction: (any StorageWriter)?
    /// What's read ahead of the transaction, beside it: storage as it was at one moment.
    private let snapshot: (any StorageReader)?
    /// What's remembered of facts, for an action that changes none; `nil` for one that may.
    let recollection: Recollection?
    let caller: OfficerFacts
    let rules: Rules
    let keys: ExchangeKeys
    let random: RandomSource
    let now: Timestamp
    var draft: AuditDraft
    /// Those whom a list has shown, beside the one that the attempt is about: each gets an entry of their own.
    var shown: [ParticipantID: SubjectKey] = [:]

    /// What follows from the attempt by itself, once it's done: each gets an entry of its own, behind the attempt's.
    var consequences: [AuditDraft] = []

    /// What's to be done in the transaction, of an attempt ahead of it.
    private(set) var effects: [@Sendable (any StorageWriter) throws -> Void] = []

    /// - Parameters:
    ///   - changes: the transaction; `nil` ahead of it, where nothing is known but what `recollection` and `snapshot` have.
    ///   - snapshot: what `recollection` learns from ahead of the transaction.
    init(
        changes: (any StorageWriter)?, snapshot: (any StorageReader)? = nil, recollection: Recollection? = nil, caller: OfficerFacts,
        rules: Rules, keys: ExchangeKeys, random: RandomSource, now: Timestamp, draft: AuditDraft
    ) {
        transaction = changes
        self.snapshot = snapshot
        self.recollection = recollection
        self.caller = caller
        self.rules = rules
        self.keys = keys
        self.random = random
        self.now = now
        self.draft = draft
    }

    /// The transaction. Throws `NotRemembered` ahead of it, so that an attempt which needs more than is remembered is made in it.
    var changes: any StorageWriter {
        get throws(NotRemembered) {
            guard let transaction else { throw NotRemembered() }
            return transaction
        }
    }

    /// What facts are read from: the transaction, or a snapshot ahead of it.
    var reader: any StorageReader {
        get throws(NotRemembered) {
            if let transaction { return transaction }
            guard let snapshot else { throw NotRemembered() }
            return snapshot
        }
    }

    /// Changes what is no fact: now, or, ahead of the transaction, in it.
    mutating func change(_ effect: @escaping @Sendable (any StorageWriter) throws -> Void) throws {
        guard let transaction else { return effects.append(effect) }
        try effect(transaction)
    }

    /// What the log says of each person whom a list has shown.
    var draftsOfThoseShown: [AuditDraft] {
        shown.sorted { $0.key < $1.key }.map { id, key in
            var own = draft
            (own.resource, own.participant, own.subjectKey) = (id.text, id, key)
            return own
        }
    }

    /// Asks the policies whether the caller may do this action on `resource`.
    ///
    /// A refusal says `denied` to those who may know that the participant is known at all; to others it says what an unknown id says.
    @discardableResult
    mutating func authorize(on resource: Resource) throws -> Authorized {
        try settle(decide(draft.action, on: resource, in: Circumstances(now: now)), on: resource)
    }

    /// Takes a decision into the log's entry, and turns a refusal into the answer that the caller may have.
    @discardableResult
    mutating func settle(_ decision: Decision, on resource: Resource) throws -> Authorized {
        draft.decision = decision
        do {
            return try decision.authorized(draft.action)
        } catch {
            throw Refusal(logged: error, answered: mayKnow(of: resource) ? error : .notFound)
        }
    }

    /// For a list that shows nothing: "none" is an answer for whoever may do `action` on the whole that it's a list of. Others are refused, as they
    /// are there.
    mutating func requireSight(_ action: Action, of resource: Resource) throws {
        let decision = decide(action, on: resource, in: Circumstances(now: now))
        if !decision.permitted { try settle(decision, on: resource) }
    }

    /// Whether this decision would permit, without being the attempt's own decision: for lists.
    func permits(_ action: Action, on resource: Resource) -> Bool {
        rules.decide(action, by: caller, on: resource, in: Circumstances(now: now)).permitted
    }

    /// The same for many things at once: asked of the policies here, answered for each by `permits`.
    func prepare(_ action: Action, on things: Things = .all) -> PreparedDecision {
        rules.prepare(action, by: caller, on: things, in: Circumstances(now: now))
    }

    func permits(_ prepared: PreparedDecision, on resource: Resource) -> Bool { prepared.permits(caller, on: resource) }

    private func mayKnow(of resource: Resource) -> Bool {
        if case .emergency = resource { return permits(.listEmergencies, on: resource) }
        if case .erasure(let facts) = resource {
            if permits(.listErasures, on: resource) { return true }
            // Of one that is done nothing is left by which anybody else could know of the person.
            if facts.participant == nil { return false }
        }
        // Whoever may read the request, a delegate for one, knows of the person by it.
        if case .request = resource, permits(.readRequest, on: resource) { return true }
        // Whoever may have it explained why a document can't be read is told that it can't be opened in an emergency either, and by whose word.
        if draft.action == .emergencyRetrieve, permits(.explainDecision, on: resource) { return true }
        // That somebody stands in for somebody is that organisation's own matter.
        if draft.action == .endDelegation, case .delegation(let facts) = resource {
            return caller.officer.id.organisation == facts.organisation.id
        }
        guard let participant = resource.participant else { return true }
        return permits(.knowParticipant, on: .participant(participant))
    }
}

/// A refusal that the log and the caller hear of in different words.
struct Refusal: Error {
    let logged: ExchangeError
    let answered: ExchangeError
}

// MARK: Facts

extension Acting {
    mutating func participant(_ id: ParticipantID) throws -> (facts: ParticipantFacts, stored: StoredParticipant, key: SubjectKey) {
        draft.resource = id.text
        let person = try person(id)
        draft.participant = id
        draft.subjectKey = person.key
        return person
    }

    func person(_ id: ParticipantID) throws -> (facts: ParticipantFacts, stored: StoredParticipant, key: SubjectKey) {
        if let known = try known(behind: id.text) { return (known.facts, known.stored, known.key) }
        guard let stored = try reader.participant(id) else { throw try missing(.participant(id)) }
        let key = try subjectKey(of: stored)
        let facts = try facts(of: stored, key)
        try recollection?.learn(stored, key, facts, try reader)
        return (facts, stored, key)
    }

    mutating func caseOf(_ id: CaseID) throws -> CaseFacts { try knownCase(id).facts(at: now) }

    private mutating func knownCase(_ id: CaseID) throws -> KnownCase {
        if let known = try known(behind: id.text), let found = known.recall({ $0.cases[id] }) {
            (draft.resource, draft.participant, draft.subjectKey) = (id.text, known.id, known.key)
            return found
        }
        guard let value = try reader.caseOf(id) else {
            draft.resource = id.text
            throw ExchangeError.notFound
        }
        let found = KnownCase(value: value, participant: try participant(value.participant).facts, endings: try reader.endings(in: id))
        draft.resource = id.text
        recollection?.learn(that: id.text, leadsTo: value.participant) { $0.cases[id] = found }
        return found
    }

    mutating func document(_ id: DocumentID) throws -> (facts: DocumentFacts, stored: StoredDocument) {
        let found = try knownDocument(id)
        draft.resource = id.text
        draft.owner = found.stored.owner
        return (found.facts(at: now), found.stored)
    }

    private mutating func knownDocument(_ id: DocumentID) throws -> KnownDocument {
        if let known = try known(behind: id.text), let document = known.recall({ $0.documents[id] }) {
            (draft.participant, draft.subjectKey) = (known.id, known.key)
            return document
        }
        guard let stored = try reader.document(id) else {
            draft.resource = id.text
            throw try missing(.document(id))
        }
        let document = KnownDocument(stored: stored, owner: try owner(of: stored), of: try knownCase(stored.caseID))
        recollection?.learn(that: id.text, leadsTo: stored.participant) { $0.documents[id] = document }
        return document
    }

    private func known(behind id: String) throws -> KnownPerson? { try recollection?.person(behind: id, transaction ?? snapshot) }

    func documentFacts(_ stored: StoredDocument, of caseFacts: CaseFacts) throws -> DocumentFacts {
        DocumentFacts(stored, owner: try owner(of: stored), of: caseFacts)
    }

    func owner(of stored: StoredDocument) throws -> Organisation {
        guard let owner = try reader.organisation(stored.owner) else { throw ExchangeError.damaged(place: "document/\(stored.id)/owner") }
        return owner
    }

    mutating func consent(_ id: ConsentID) throws -> (facts: ConsentFacts, consent: Consent) {
        guard let stored = try changes.consent(id) else {
            draft.resource = id.text
            throw ExchangeError.notFound
        }
        let caseFacts = try caseOf(stored.caseID)
        draft.resource = id.text
        let consent = try open(stored)
        return (ConsentFacts(consent, of: caseFacts), consent)
    }

    /// A person is protected as soon as one organisation says so: the mark may come late.
    func facts(of stored: StoredParticipant, _ key: SubjectKey) throws -> ParticipantFacts {
        let isProtected = try stored.registrations.contains { try ParticipantIdentity.isProtected(stored.id, in: $0, under: key) }
        let officers = try reader.cases(of: stored.id).flatMap(\.officers)
        return ParticipantFacts(
            id: stored.id, organisations: stored.organisations, officers: officers, protectedIdentity: isProtected,
            restrictions: try reader.restrictionGrounds(of: stored.id))
    }

    func subjectKey(of stored: StoredParticipant) throws -> SubjectKey {
        try keys.master.unwrap(stored.subjectKey, named: stored.id.text, as: SubjectUse.self)
    }
}
