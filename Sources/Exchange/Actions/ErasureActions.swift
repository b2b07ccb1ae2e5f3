import Foundation
package import SignedRecords

extension Exchange {
    /// Asks for an erasure, as the caller has signed it. Nothing is erased until a second person confirms.
    package func askErasure(
        _ record: SignedRecord, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<ErasureView> {
        let submission = await submission(record, type: ErasureRecord.type, as: ErasureRecord.self, by: caller)
        let lifetime = limits.erasureLifetime
        return try await act(.askErasure, by: caller, idempotency: idempotency) { acting in
            let asked = try submission.payload()
            acting.draft.record = record.digest
            let facts = try acting.facts(of: asked.target, erasure: asked.erasure, askedBy: caller)
            try acting.authorize(on: .erasure(facts))
            try acting.check(asked, facts)
            return try acting.insert(asked, record, facts, until: acting.now + lifetime)
        }
    }

    /// The erasures that the caller may see, the newest first. Each person whom one that is open is about gets an entry of their own.
    package func erasures(by caller: OfficerID) async throws(ExchangeError) -> Committed<[ErasureView]> {
        try await act(.listErasures, by: caller) { acting in
            acting.draft.resource = "erasures"
            return try acting.changes.erasures().compactMap { try acting.viewIfPermitted($0) }
        }
    }

    package func erasure(_ id: ErasureID, by caller: OfficerID) async throws(ExchangeError) -> Committed<ErasureView> {
        let pending = try await hasRemovals()
        return try await act(.listErasures, by: caller) { acting in
            let stored = try acting.erasure(id)
            try acting.authorize(on: .erasure(try acting.facts(of: stored)))
            return try acting.view(stored, complete: !pending)
        }
    }

    /// Takes a second person's signed answer. A confirmation erases: keys, rows, indexes and texts in this one transaction; payloads and what
    /// the database's files still hold of deleted rows right after it. `complete` says whether that came to its end; it's tried again until it does.
    package func answerErasure(
        _ record: SignedRecord, by caller: OfficerID, idempotency: Idempotency? = nil
    ) async throws(ExchangeError) -> Committed<ErasureView> {
        let submission = await submission(record, type: ErasureAnswer.type, as: ErasureAnswer.self, by: caller)
        let answer = (try? submission.payload())?.answer
        let action: Action = answer == .declined ? .declineErasure : .confirmErasure
        let committed: Committed<ErasureView> = try await act(action, by: caller, idempotency: idempotency) { acting in
            let answer = try submission.payload()
            let stored = try acting.erasure(answer.erasure)
            acting.draft.record = record.digest
            let facts = try acting.facts(of: stored)
            try acting.authorize(on: .erasure(facts))
            let asked = try acting.requireOpen(stored, answer)
            switch answer.answer {
            case .declined: return try acting.decline(stored, record)
            case .confirmed: return try acting.erase(stored, asked, facts, record)
            }
        }
        guard committed.value.state == .done else { return committed }
        let complete = await finishErasures()
        return try committed.map { view throws(ExchangeError) in
            var view = view
            view.complete = complete
            return view
        }
    }
}

// MARK: Facts

extension Acting {
    mutating func erasure(_ id: ErasureID) throws -> StoredErasure {
        draft.resource = id.text
        guard let stored = try changes.erasure(id) else { throw ExchangeError.notFound }
        return stored
    }

    /// Of one that is done nothing is left but who may know of it.
    mutating func facts(of stored: StoredErasure) throws -> ErasureFacts {
        guard stored.state == .done else { return try facts(of: stored.target, erasure: stored.id, askedBy: stored.askedBy) }
        return ErasureFacts(
            id: stored.id, target: stored.target.kind, due: false, askedBy: stored.askedBy, organisations: stored.organisations,
            protectedIdentity: false, participant: nil)
    }

    /// Of what is asked to be erased.
    mutating func facts(of target: ErasureTarget, erasure id: ErasureID, askedBy officer: OfficerID) throws -> ErasureFacts {
        let found = try self.found(target)
        draft.resource = id.text
        let due = try !found.documents.isEmpty && found.documents.allSatisfy { try dueMark(of: $0) != nil }
        return ErasureFacts(
            id: id, target: target.kind, due: due && found.isClosed, askedBy: officer, organisations: found.organisations,
            protectedIdentity: found.participant.protectedIdentity, restrictions: found.participant.restrictions,
            participant: found.participant)
    }

    private struct Found {
        let participant: ParticipantFacts
        let organisations: [OrganisationID]
        let documents: [StoredDocument]
        /// Whether no case that is concerned is open.
        let isClosed: Bool
    }

    private mutating func found(_ target: ErasureTarget) throws -> Found {
        switch target {
        case .participant(let id):
            let facts = try participant(id).facts
            let cases = try changes.cases(of: id)
            return Found(
                participant: facts, organisations: try answering(for: facts, in: cases),
                documents: try cases.flatMap { try changes.documents(of: $0.id) }, isClosed: cases.allSatisfy { !$0.isOpen })
        case .document(let id):
            let (facts, stored) = try document(id)
            return Found(participant: facts.of.participant, organisations: [stored.owner], documents: [stored], isClosed: true)
        }
    }

    /// Those who may forget the person: of the organisations that have registered them, those that take part, or have, in each case that holds
    /// somebody's documents, or is open and holds consents. Any recorder who has a number registers the person and opens a case of their own.
    ///
    /// Where two have each a closed case that the other wasn't in, both erase their documents first; of what is left either can forget the person.
    private func answering(for person: ParticipantFacts, in cases: [Case]) throws -> [OrganisationID] {
        let consents = Set(try changes.consents(of: person.id).map(\.caseID))
        let holding = try cases.filter { try ($0.isOpen && consents.contains($0.id)) || !changes.documents(of: $0.id).isEmpty }
        let parties = try holding.map { Set(try changes.stays(in: $0.id).map(\.officer.organisation)) }
        return person.organisations.filter { organisation in parties.allSatisfy { $0.contains(organisation) } }
    }

    /// What isn't there any more, told to those who may know that it was; to others it says what an unknown id says.
    func missing(_ target: ErasureTarget) throws -> any Error {
        guard let done = try changes.erasures(of: target).first(where: { $0.state == .done }) else { return ExchangeError.notFound }
        let known = ParticipantFacts(id: done.participant, organisations: done.organisations, officers: [], protectedIdentity: false)
        let mayKnow = permits(.knowParticipant, on: .participant(known))
        return Refusal(logged: .erased, answered: mayKnow ? .erased : .notFound)
    }
}

// MARK: Asking and declining

extension Acting {
    fileprivate func check(_ asked: ErasureRecord, _ facts: ErasureFacts) throws {
        guard asked.schema == ErasureRecord.schema, (1...2000).contains(asked.reason.utf8.count) else {
            throw ExchangeError.invalid("an erasure states its reason in 1 to 2000 bytes; say why it may and must be done")
        }
        try checkGround(asked, due: facts.due)
        guard try changes.erasure(asked.erasure) == nil else { throw ExchangeError(.alreadyExists, "this erasure has been asked already") }
        guard try !changes.erasures(of: asked.target).contains(where: { $0.state(at: now) == .asked }) else {
            throw ExchangeError(.conflict, "an erasure of this is asked already; confirm or decline that one")
        }
    }

    /// The ground is one of those configured, or what the rule rests on that makes it due. What an authority owns is destroyed by its decision
    /// alone (gallringsbeslut), which must then be named.
    private func checkGround(_ asked: ErasureRecord, due: Bool) throws {
        let known = rules.retention.grounds
        let ruled = due ? rules.retention.rules.filter { $0.reference == asked.ground } : []
        guard known.contains(where: { $0.text == asked.ground }) || !ruled.isEmpty else {
            let list = known.map(\.text).joined(separator: "; ")
            throw ExchangeError.invalid("there is no ground \"\(asked.ground)\"; retention.yaml has: \(list.isEmpty ? "none" : list)")
        }
        guard asked.decision.map({ (1...200).contains($0.utf8.count) }) ?? true else {
            throw ExchangeError.invalid("a decision is named by reference and date, in 1 to 200 bytes")
        }
        let needed = try known.contains { $0.text == asked.ground && $0.needsDecision } || ownedByAuthority(asked.target)
        guard !needed || asked.decision != nil else {
            throw ExchangeError.invalid(
                "an authority's documents are among it, or the ground asks for it: name the decision (gallringsbeslut), reference and date")
        }
    }

    private func ownedByAuthority(_ target: ErasureTarget) throws -> Bool {
        try owners(of: target).contains { try changes.organisation($0)?.binding == .statute }
    }

    /// Whose documents are among a target, each once, in the order of their names.
    private func owners(of target: ErasureTarget) throws -> [OrganisationID] {
        let documents: [StoredDocument] =
            switch target {
            case .participant(let id): try changes.cases(of: id).flatMap { try changes.documents(of: $0.id) }
            case .document(let id): try changes.document(id).map { [$0] } ?? []
            }
        return Set(documents.map(\.owner)).sorted()
    }

    fileprivate func insert(
        _ asked: ErasureRecord, _ record: SignedRecord, _ facts: ErasureFacts, until expiry: Timestamp
    ) throws -> ErasureView {
        guard let participant = draft.participant else { throw ExchangeError.notFound }
        let stored = StoredErasure(
            id: asked.erasure, target: asked.target, participant: participant, organisations: facts.organisations, ground: asked.ground,
            askedBy: caller.officer.id, askedAt: now, expiresAt: expiry,
            record: try sealRecord(record, for: ErasureView.place(of: asked.erasure)))
        try changes.insertErasure(stored)
        return try view(stored)
    }

    /// What was asked, when it may still be answered and the answer is to exactly that.
    fileprivate func requireOpen(_ stored: StoredErasure, _ answer: ErasureAnswer) throws -> SignedRecord {
        guard stored.state(at: now) == .asked, let sealed = stored.record else {
            throw ExchangeError(.conflict, "the erasure is \(stored.state(at: now).rawValue) already; ask for it anew if it's still wanted")
        }
        let asked = try openRecord(sealed, for: ErasureView.place(of: stored.id))
        guard answer.schema == ErasureAnswer.schema, asked.digest == answer.asked else {
            throw ExchangeError(.invalidRecord, "the answer is to another record than the one that was asked; read it again")
        }
        return asked
    }

    fileprivate func decline(_ stored: StoredErasure, _ record: SignedRecord) throws -> ErasureView {
        var stored = stored
        (stored.state, stored.endedBy, stored.endedAt) = (.declined, caller.officer.id, now)
        stored.answer = try keys.system.seal(record.encoded, for: ErasureView.answerPlace(of: stored.id), random: random)
        try changes.updateErasure(stored)
        return try view(stored)
    }
}

// MARK: Showing

extension Acting {
    fileprivate mutating func viewIfPermitted(_ stored: StoredErasure) throws -> ErasureView? {
        var scratch = self
        guard permits(.listErasures, on: .erasure(try scratch.facts(of: stored))) else { return nil }
        if stored.state != .done { shown[stored.participant] = scratch.draft.subjectKey }
        return try scratch.view(stored)
    }

    func view(_ stored: StoredErasure, complete: Bool? = nil) throws -> ErasureView {
        let record = try stored.record.map { try openRecord($0, for: ErasureView.place(of: stored.id)).text }
        let state = stored.state(at: now)
        return ErasureView(
            id: stored.id, target: stored.target, state: state, ground: stored.ground,
            owners: state == .done ? [] : try owners(of: stored.target), askedBy: stored.askedBy, askedAt: stored.askedAt,
            expiresAt: stored.expiresAt, endedBy: stored.endedBy, endedAt: stored.endedAt, record: record, entry: stored.entry,
            complete: state == .done ? complete : nil)
    }
}

extension ErasureView {
    static func place(of id: ErasureID) -> String { "erasure/\(id)" }
    static func answerPlace(of id: ErasureID) -> String { "erasure/\(id)/answer" }
}

extension ErasureTarget {
    var kind: ErasureFacts.Target {
        switch self {
        case .participant: .participant
        case .document: .document
        }
    }
}
