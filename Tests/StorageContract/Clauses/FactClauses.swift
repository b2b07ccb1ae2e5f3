import Exchange

private struct Stop: Error {}

let factClauses: [Clause<any Storage>] = [
    Clause("each change of a fact gives another mark, of the person or of all") { storage in
        let chain = try await Chain.insert(into: storage)
        var seen = [try await Marks.of(chain, storage)]
        for change in try chain.changes() {
            try await storage.write(change.make)
            let now = try await Marks.of(chain, storage)
            try require(!seen.contains { $0.whole == now.whole }, "\(change.name) leaves the mark of all facts")
            let before = seen[seen.count - 1]
            let isTold = change.isOnePersons ? now.own != before.own || now.common != before.common : now.common != before.common
            try require(isTold, "\(change.name) leaves the mark of those that it concerns")
            seen.append(now)
        }
        try require(seen.count, is: 31)
        try require(seen[seen.count - 1].own, is: nil)
    },
    Clause("what is no fact leaves the marks") { storage in
        let chain = try await Chain.insert(into: storage)
        let (samples, document) = (chain.samples, try chain.samples.document(chain.value))
        let (upload, retrieval) = (samples.upload(chain.value, expiring: 5), samples.retrieval(document, expiring: 5))
        let (entry, now) = (try samples.entry(0, participant: chain.participant.id), samples.time(9))
        let replay = StoredReplay(
            key: "k", officer: entry.officer, requestDigest: [1], answer: samples.sealed(), participant: chain.participant.id, at: now)
        try await storage.write { try $0.insertDocument(document) }
        let before = try await Marks.of(chain, storage)
        try await storage.write { changes in
            try changes.insertUpload(upload)
            try changes.deleteUpload(upload.id)
            try changes.insertRetrieval(retrieval)
            try changes.deleteRetrievals(expiredAt: now)
            try changes.appendEntry(entry)
            try changes.putTile(level: 1, index: 0, hashes: Array(repeating: 7, count: 32))
            try changes.putCheckpoint([1])
            try changes.insertReplay(replay)
            try changes.deleteReplays(before: now + .seconds(1))
        }
        try require(try await Marks.of(chain, storage), is: before)
    },
    Clause("a transaction sees the mark of its own changes, and what is undone stands for nothing") { storage in
        let chain = try await Chain.insert(into: storage)
        let (officer, other) = (try chain.samples.officer("af/c"), try chain.samples.officer("af/d"))
        let before = try await Marks.of(chain, storage)
        let undone = try await storage.write { changes in
            var undone: FactsMark?
            do {
                try changes.undoable {
                    try changes.insertOfficer(officer)
                    undone = try changes.factsMark()
                    throw Stop()
                }
            } catch is Stop {}
            try require(try changes.factsMark().whole, is: before.whole)
            try changes.insertOfficer(other)
            return try unwrap(undone)
        }
        let after = try await Marks.of(chain, storage)
        try require(Set([before.whole, undone.whole, after.whole]).count, is: 3)
        do {
            try await storage.write { changes in
                try changes.insertOfficer(officer)
                throw Stop()
            }
        } catch is Stop {}
        try require(try await Marks.of(chain, storage), is: after)
    },
    Clause("who isn't there has no mark") { storage in
        let stranger = ParticipantID(random: Samples().random.source)
        try require(try await storage.read { try $0.factsMark(of: stranger) }, is: nil)
    },
    Clause("a body that undoes itself is joined with others, and comes to be when the log is sealed") { storage in
        let chain = try await Chain.insert(into: storage)
        let (entry, second) = (try chain.samples.entry(0), try chain.samples.entry(1))
        let end: CommitEnd = { changes in
            try changes.putCheckpoint([UInt8(try changes.logSize())])
            return LogEnd(checkpoint: [7], size: try changes.logSize(), nodes: [:])
        }
        let first = try await storage.join(endingWith: end) { changes in
            try changes.appendEntry(entry)
            try? changes.undoable {
                try changes.appendEntry(second)
                throw Stop()
            }
            return try changes.logSize()
        }
        try require(first.value, is: 1)
        try require(first.end?.size, is: 1)
        try require(try await storage.read { try $0.leafHashes(from: 0) }, is: [entry.leafHash])
        do {
            _ = try await storage.join(endingWith: end) { changes in
                try changes.appendEntry(second)
                throw Stop()
            }
            throw Broken(description: "nothing was thrown")
        } catch is Stop {}
        try require(try await storage.read { (try $0.logSize(), try $0.checkpoint()) } == (1, [1]), "an error of a joined body is undone")
    },
]

/// The marks of a chain's person.
private struct Marks: Equatable {
    let whole: Int
    let common: Int
    let own: Int?

    static func of(_ chain: Chain, _ storage: any Storage) async throws -> Marks {
        try await storage.read { facts in
            let mark = try facts.factsMark()
            return Marks(whole: mark.whole, common: mark.common, own: try facts.factsMark(of: chain.participant.id))
        }
    }
}

private struct Change: Sendable {
    let name: String
    let isOnePersons: Bool
    let make: @Sendable (any StorageWriter) throws -> Void
}

extension Chain {
    /// Every method by which a fact changes, each where it's possible; at the end the person goes.
    fileprivate func changes() throws -> [Change] { try directoryChanges() + keyChanges() + caseChanges() + documentChanges() }

    private func of(_ name: String, _ make: @escaping @Sendable (any StorageWriter) throws -> Void) -> Change {
        Change(name: name, isOnePersons: true, make: make)
    }

    private func all(_ name: String, _ make: @escaping @Sendable (any StorageWriter) throws -> Void) -> Change {
        Change(name: name, isOnePersons: false, make: make)
    }

    private func directoryChanges() throws -> [Change] {
        let (organisation, officer) = (try samples.organisation("sof"), try samples.officer("sof/a"))
        let changed = try samples.officer("sof/a", roles: [.auditor])
        let record = StoredDirectoryRecord(place: 1, subject: "af/b", record: [2], entry: 0, latest: samples.time(0))
        let review = StoredAuditReview(
            finding: Finding(.emergency, entries: [7]).id, reviewedBy: officer.id, reviewedAt: samples.time(1), record: samples.sealed())
        return [
            all("insertOrganisation") { try $0.insertOrganisation(organisation) }, all("insertOfficer") { try $0.insertOfficer(officer) },
            all("updateOfficer") { try $0.updateOfficer(changed) }, all("insertFounding") { try $0.insertFounding([1]) },
            all("insertDirectoryRecord") { try $0.insertDirectoryRecord(record) },
            all("insertAuditReview") { try $0.insertAuditReview(review) },
        ]
    }

    private func keyChanges() throws -> [Change] {
        let (first, second, key, id) = (samples.keys(), samples.keys(), samples.sealed(), participant.id)
        let begun = KeyRotation(old: "aa", new: "bb", begunAt: samples.time(0))
        let finished = KeyRotation(old: "aa", new: "bb", begunAt: samples.time(0), finishedAt: samples.time(1))
        return [
            all("insertKeys") { try $0.insertKeys(first) }, all("replaceKeys") { try $0.replaceKeys(second) },
            all("insertKeyRotation") { try $0.insertKeyRotation(begun) }, all("updateKeyRotation") { try $0.updateKeyRotation(finished) },
            all("insertLogKeyStatement") { try $0.insertLogKeyStatement([1], from: 9) },
            of("replaceSubjectKey") { try $0.replaceSubjectKey(of: id, with: key) },
        ]
    }

    private func caseChanges() throws -> [Change] {
        let (id, registration, officer) = (participant.id, try samples.registration("fk"), try samples.officerID("fk/a"))
        let second = try samples.caseOf(id, ["af/b"], at: 1)
        let (consent, time) = (samples.consent(value), samples.time(2))
        var withdrawn = consent
        (withdrawn.withdrawnAt, withdrawn.withdrawal) = (time, samples.sealed())
        return [
            of("addRegistration") { try $0.addRegistration(registration, to: id) }, of("insertCase") { try $0.insertCase(second) },
            of("addOfficer") { [value] in try $0.addOfficer(officer, to: value.id) },
            of("closeCase") { try $0.closeCase(second.id, at: time) }, of("insertConsent") { try $0.insertConsent(consent) },
            of("updateConsent") { [withdrawn] in try $0.updateConsent(withdrawn) },
        ]
    }

    private func documentChanges() throws -> [Change] {
        let (document, next) = (try samples.document(value), try samples.document(value, at: 1, release: .owner))
        let request = try samples.request(document, by: "af/b")
        var answered = request
        answered.state = .denied
        let (emergency, key, holding) = (try emergency(at: 1), samples.sealed(), StoredHolding(document: next.id, holders: [1]))
        var late = emergency
        late.overdueSince = samples.time(9)
        let (mark, erasure, id) = (DueMark(rule: "r", since: samples.time(1)), ErasureID(random: samples.random.source), participant.id)
        return [
            of("insertDocument") { try $0.insertDocument(document) }, of("insertDocument, again") { try $0.insertDocument(next) },
            of("supersede") { try $0.supersede(document.id, by: next.id) },
            of("replaceKey") { try $0.replaceKey(of: next.id, with: key) }, of("setHolding") { try $0.setHolding(holding) },
            of("insertRequest") { try $0.insertRequest(request) }, of("updateRequest") { [answered] in try $0.updateRequest(answered) },
            of("insertEmergency") { try $0.insertEmergency(emergency) },
            of("updateEmergency") { [late] in try $0.updateEmergency(late) }, of("markDue") { try $0.markDue(document.id, mark) },
            of("eraseDocument") { _ = try $0.eraseDocument(document.id, by: erasure) },
            of("eraseParticipant") { _ = try $0.eraseParticipant(id, by: erasure, entry: 0) },
        ]
    }
}
