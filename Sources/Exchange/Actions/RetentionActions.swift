/// What the rules of retention say is due: a document, or a person of whom nothing is left that isn't.
package struct DueView: Sendable, Codable, Hashable {
    package let target: ErasureTarget
    /// A document's; never its name.
    package let category: Category?
    /// Whose it is to erase.
    package let owner: OrganisationID
    /// The rule of `retention.yaml`, and what it rests on.
    package let rule: String
    package let reference: String
    package let since: Timestamp
    /// The erasure that is asked of it.
    package let erasure: ErasureID?
}

extension Exchange {
    /// Marks documents that are due by now, and takes the mark from those that aren't any more: what the daemon does at intervals.
    ///
    /// Nobody's action, and nothing happens by it but that a list is longer; so it stands in no log.
    package func markDue(resting rest: Rest = {}) async throws(ExchangeError) {
        var last: DocumentID?
        while let end = try await markDue(after: last), await rested(rest) { last = end }
    }

    /// A page of documents, decided beside the writer. What isn't marked as it should be is decided again in a transaction, which is short, and where
    /// nothing has become due there is none. Answers where the next page begins.
    private func markDue(after last: DocumentID?) async throws(ExchangeError) -> DocumentID? {
        let (rules, keys, random, now, limit) = (rulebook.current.retention, keys, random, clock.now(), limits.pageSize)
        let (next, wrong) = try await reading { facts in
            let page = try facts.documents(matching: .all, after: last, limit: limit)
            let retention = Retention(facts: facts, rules: rules, keys: keys, random: random, now: now)
            let wrong = try page.filter { try retention.mark(of: $0) != facts.dueMark(of: $0.id) }.map(\.id)
            return (page.count == limit ? page.last?.id : nil, wrong)
        }
        if !wrong.isEmpty {
            try await transaction { changes in
                let retention = Retention(facts: changes, rules: rules, keys: keys, random: random, now: now)
                for document in try wrong.compactMap({ try changes.document($0) }) {
                    try changes.markDue(document.id, try retention.mark(of: document))
                }
            }
        }
        return next
    }

    /// What is marked as due of the caller's organisation's, and that they may see: ids, never a name. Each person whom it's about gets an entry
    /// of their own.
    package func due(by caller: OfficerID) async throws(ExchangeError) -> Committed<[DueView]> {
        try await act(.listErasures, by: caller) { acting in
            acting.draft.resource = "retention"
            let due = try acting.changes.dueDocuments(of: acting.caller.organisation.id)
            let documents = try due.compactMap { try acting.viewIfPermitted($0) }
            return documents + (try acting.wholePersons(among: due))
        }
    }
}

extension Acting {
    /// By the rules in force now, whatever the mark says.
    func dueMark(of document: StoredDocument) throws -> DueMark? {
        try Retention(facts: changes, rules: rules.retention, keys: keys, random: random, now: now).mark(of: document)
    }

    fileprivate mutating func viewIfPermitted(_ due: DueDocument) throws -> DueView? {
        var scratch = self
        let target = ErasureTarget.document(due.document.id)
        let asked = try openErasure(of: target)
        guard try scratch.maySee(target, asked), let rule = rules.retention.rules.first(where: { $0.id == due.mark.rule }) else {
            return nil
        }
        shown[due.document.participant] = scratch.draft.subjectKey
        return DueView(
            target: target, category: due.document.category, owner: due.document.owner, rule: rule.id, reference: rule.reference,
            since: due.mark.since, erasure: asked?.id)
    }

    /// Persons whom the caller's organisation has registered, with no case open and nothing that isn't due.
    fileprivate mutating func wholePersons(among due: [DueDocument]) throws -> [DueView] {
        let persons = Set(due.map(\.document.participant)).sorted()
        return try persons.compactMap { id in
            var scratch = self
            let target = ErasureTarget.participant(id)
            let asked = try openErasure(of: target)
            guard let person = try changes.participant(id), person.organisations.contains(caller.organisation.id),
                try scratch.maySee(target, asked, dueOnly: true)
            else { return nil }
            let marks = due.filter { $0.document.participant == id }.map(\.mark)
            guard let latest = marks.max(by: { $0.since < $1.since }),
                let rule = rules.retention.rules.first(where: { $0.id == latest.rule })
            else { return nil }
            shown[id] = scratch.draft.subjectKey
            return DueView(
                target: target, category: nil, owner: caller.organisation.id, rule: rule.id, reference: rule.reference, since: latest.since,
                erasure: asked?.id)
        }
    }

    private func openErasure(of target: ErasureTarget) throws -> StoredErasure? {
        try changes.erasures(of: target).first { $0.state(at: now) == .asked }
    }

    /// Whether the policies let the caller see that the target is due, as if they asked for its erasure.
    private mutating func maySee(_ target: ErasureTarget, _ asked: StoredErasure?, dueOnly: Bool = false) throws -> Bool {
        let id = asked?.id ?? ErasureID(random: RandomSource { Array(repeating: 0, count: $0) })
        let facts = try facts(of: target, erasure: id, askedBy: asked?.askedBy ?? caller.officer.id)
        return (facts.due || !dueOnly) && permits(.listErasures, on: .erasure(facts))
    }
}
