import Exchange

let erasureClauses: [Clause<any Storage>] = [
    Clause("an erasure comes back as it was asked, and its end is stored") { storage in
        let chain = try await Chain.insert(into: storage)
        let first = try chain.erasure(of: .participant(chain.participant.id), at: 1)
        var second = try chain.erasure(of: .document(DocumentID(random: chain.samples.random.source)), at: 2)
        try await storage.write { [second] changes in
            try changes.insertErasure(first)
            try changes.insertErasure(second)
        }
        try require(try await storage.read { try $0.erasure(first.id) }, is: first)
        (second.state, second.record, second.organisations) = (.done, nil, [])
        (second.endedBy, second.endedAt, second.entry) = (try chain.samples.officerID("fk/a"), chain.samples.time(9), 7)
        second.answer = chain.samples.sealed()
        try await storage.write { [second] in try $0.updateErasure(second) }
        try require(try await storage.read { try $0.erasures() }, is: [second, first])
        try require(try await storage.read { try $0.erasures(of: first.target) }, is: [first])
        try require(try await storage.read { [second] in try $0.erasures(of: second.target) }, is: [second])
        try await require(.storageFailed) { try await storage.write { try $0.insertErasure(first) } }
        let stranger = try chain.erasure(of: first.target, at: 3)
        try await require(.storageFailed) { try await storage.write { try $0.updateErasure(stranger) } }
    },
    Clause("of an erased person nothing is left but the erasure that is done; others have what they had") { storage in
        let (chain, other) = try await twoPeople(in: storage)
        let others = try await Everything.of(other, storage)
        let (done, earlier) = (
            try chain.erasure(of: .participant(chain.participant.id), at: 2),
            try chain.erasure(of: .participant(chain.participant.id), at: 1)
        )
        try await storage.write { changes in for each in [earlier, done] { try changes.insertErasure(each) } }
        let rows = try await storage.write { try $0.eraseParticipant(chain.participant.id, by: done.id, entry: 8) }
        var counts = ErasedCounts()
        (counts.registrations, counts.cases, counts.consents, counts.documents) = (1, 1, 1, 2)
        (counts.requests, counts.retrievals, counts.uploads, counts.replays, counts.entries) = (1, 1, 1, 1, 4)
        try require(rows, is: ErasedRows(counts: counts, entries: [EntryRange(first: 0, last: 1), EntryRange(first: 4, last: 5)]))
        try require(try await Everything.of(chain, storage), is: Everything())
        try require(try await Everything.of(other, storage), is: others)
        try require(try await storage.read { try $0.participant(blindIndex: chain.participant.blindIndex) }, is: nil)
        try require(try await storage.read { try $0.erasures() }, is: [done])
        try await require(.storageFailed) {
            _ = try await storage.write { try $0.eraseParticipant(chain.participant.id, by: done.id, entry: 8) }
        }
    },
    Clause("an erased person's entries keep leaf, time and officer, and lose text and person") { storage in
        let (chain, other) = try await twoPeople(in: storage)
        let before = try await storage.read { try $0.entries(from: 0, limit: 100, matching: EntryFilter()) }
        let done = try chain.erasure(of: .participant(chain.participant.id), at: 2)
        _ = try await storage.write { changes in
            try changes.insertErasure(done)
            return try changes.eraseParticipant(chain.participant.id, by: done.id, entry: 8)
        }
        let expected = before.map { entry in
            guard entry.participant == chain.participant.id else { return entry }
            return StoredEntry(
                index: entry.index, leaf: entry.leaf, leafHash: entry.leafHash, text: Sealed(bytes: []), at: entry.at, action: entry.action,
                outcome: entry.outcome,
                officer: entry.officer, participant: nil, owner: entry.owner, erasedBy: 8)
        }
        try require(try await storage.read { try $0.entries(from: 0, limit: 100, matching: EntryFilter()) }, is: expected)
        for id in [chain.participant.id, other.participant.id] {
            let found = try await storage.read { try $0.entries(from: 0, limit: 100, matching: EntryFilter(participant: id)).map(\.index) }
            try require(found, is: id == other.participant.id ? [2, 3, 6, 7] : [])
        }
    },
    Clause("an erasure notes payloads and uploads that are left, traces last, until they're removed") { storage in
        let (chain, _) = try await twoPeople(in: storage)
        let documents = try await storage.read { try $0.documents(of: chain.value.id) }
        let upload = try chain.things().upload.id
        let done = try chain.erasure(of: .participant(chain.participant.id), at: 2)
        _ = try await storage.write { try $0.eraseParticipant(chain.participant.id, by: done.id, entry: 8) }
        let left = try await storage.read { try $0.removals(limit: 9) }
        let blobs: [StoredRemoval] = documents.map { .blob($0.id) }
        try require(Set(left), is: Set(blobs + [.upload(upload), .traces(of: done.id)]))
        try require(left.last, is: .traces(of: done.id))
        try require(try await storage.read { try $0.removals(limit: 1).count }, is: 1)
        for each in left {
            try await storage.write { try $0.deleteRemoval(each) }
            try require(try await storage.read { try $0.removals(limit: 9).contains(each) }, is: false)
        }
    },
    Clause("of an erased document nothing is left, the person's others stay") { storage in
        let (chain, _) = try await twoPeople(in: storage)
        let documents = try await storage.read { try $0.documents(of: chain.value.id) }
        let before = try await Everything.of(chain, storage)
        let (done, earlier) = (
            try chain.erasure(of: .document(documents[0].id), at: 2), try chain.erasure(of: .document(documents[0].id), at: 1)
        )
        try await storage.write { changes in for each in [earlier, done] { try changes.insertErasure(each) } }
        let rows = try await storage.write { try $0.eraseDocument(documents[0].id, by: done.id) }
        try require([rows.counts.documents, rows.counts.requests, rows.counts.retrievals, rows.counts.entries], is: [1, 1, 1, 0])
        try require(rows.entries, is: [])
        var expected = before
        (expected.documents, expected.requests, expected.retrievals) = ([documents[1].id], 0, 0)
        try require(try await Everything.of(chain, storage), is: expected)
        try require(try await storage.read { try $0.erasures() }, is: [done])
        try await require(.storageFailed) { _ = try await storage.write { try $0.eraseDocument(documents[0].id, by: done.id) } }
    },
    Clause("a mark that something is due stays until it's taken away, and goes with the document") { storage in
        let (chain, other) = try await twoPeople(in: storage)
        let own = try await storage.read { try $0.documents(of: chain.value.id) }
        let foreign = try await storage.read { try $0.documents(of: other.value.id) }
        let (af, fk) = (try chain.samples.organisationID("af"), try chain.samples.organisationID("fk"))
        let marks = (1...2).map { DueMark(rule: "r\($0)", since: chain.samples.time($0)) }
        try await storage.write { changes in
            for document in own + foreign { try changes.markDue(document.id, marks[0]) }
            try changes.markDue(own[1].id, marks[1])
            try changes.markDue(foreign[0].id, nil)
            try changes.markDue(foreign[0].id, nil)
        }
        let expected = [DueDocument(document: own[0], mark: marks[0]), DueDocument(document: own[1], mark: marks[1])]
        try require(
            try await storage.read { try $0.dueDocuments(of: af) }, is: expected + [DueDocument(document: foreign[1], mark: marks[0])])
        try require(try await storage.read { try $0.dueDocuments(of: fk) }, is: [])
        try require(try await storage.read { try $0.dueMark(of: own[1].id) }, is: marks[1])
        try require(try await storage.read { try $0.dueMark(of: foreign[0].id) }, is: nil)
        _ = try await storage.write { try $0.eraseDocument(own[0].id, by: ErasureID(random: chain.samples.random.source)) }
        try require(try await storage.read { try $0.dueDocuments(of: af).map(\.document.id) }, is: [own[1].id, foreign[1].id])
    },
    Clause("scrubbing changes nothing that is stored") { storage in
        let (chain, _) = try await twoPeople(in: storage)
        let before = try await Everything.of(chain, storage)
        try await storage.scrub()
        try require(try await Everything.of(chain, storage), is: before)
    },
]

/// All that hangs on a person.
private struct Everything: Equatable {
    var participant: StoredParticipant?
    var cases: [CaseID] = []
    var consents: [ConsentID] = []
    var documents: [DocumentID] = []
    var requests = 0
    var retrievals = 0
    var uploads = 0
    var replays = 0
    var entries: [UInt64] = []

    static func of(_ chain: Chain, _ storage: any Storage) async throws -> Everything {
        let things = try chain.things()
        return try await storage.read { facts in
            let id = chain.participant.id
            var found = Everything()
            found.participant = try facts.participant(id)
            found.cases = try facts.cases(of: id).map(\.id)
            found.consents = try facts.consents(of: id).map(\.id)
            found.documents = try facts.documents(of: chain.value.id).map(\.id)
            found.requests = try facts.requests(by: things.request.requester, after: nil, limit: 99).count { $0.participant == id }
            found.retrievals = try facts.retrieval(things.retrieval.id) == nil ? 0 : 1
            found.uploads = try facts.upload(things.upload.id) == nil ? 0 : 1
            found.replays = try facts.replay(of: things.replay.key, by: things.replay.officer) == nil ? 0 : 1
            found.entries = try facts.entries(from: 0, limit: 100, matching: EntryFilter(participant: id)).map(\.index)
            return found
        }
    }
}

/// What hangs on a person in these clauses, the same at each asking.
private struct Things: Sendable {
    let consent: StoredConsent
    let documents: [StoredDocument]
    let request: StoredRequest
    let retrieval: StoredRetrieval
    let upload: StoredUpload
    let replay: StoredReplay
}

extension Chain {
    fileprivate func erasure(of target: ErasureTarget, at minutes: Int) throws -> StoredErasure {
        StoredErasure(
            id: ErasureID(random: samples.random.source), target: target, participant: participant.id,
            organisations: try ["af", "fk"].map(samples.organisationID), ground: "GDPR art. 17.1 b", askedBy: try samples.officerID("af/a"),
            askedAt: samples.time(minutes), expiresAt: samples.time(minutes + 60), record: samples.sealed())
    }

    /// Made anew from a seed that the person's id gives, so that they're the same each time.
    fileprivate func things() throws -> Things {
        let seed = participant.blindIndex.prefix(7).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let made = Samples(seed: seed)
        let documents = [try made.document(value), try made.document(value)]
        return Things(
            consent: made.consent(value), documents: documents, request: try made.request(documents[0], by: "fk/b"),
            retrieval: made.retrieval(documents[0], expiring: 90), upload: made.upload(value, expiring: 90),
            replay: StoredReplay(
                key: "k\(seed % 1000)", officer: value.openedBy, requestDigest: made.random.bytes(32), answer: made.sealed(),
                participant: participant.id, at: made.time(1)))
    }
}

/// Two people with everything, and eight entries about them by turns: 0, 1, 4, 5 about the first, 2, 3, 6, 7 about the second.
private func twoPeople(in storage: any Storage) async throws -> (Chain, Chain) {
    let first = try await Chain.insert(into: storage)
    let second = try Chain(beside: first)
    let entries = try (0..<8).map { index in
        try first.samples.entry(UInt64(index), participant: index % 4 < 2 ? first.participant.id : second.participant.id, owner: "fk")
    }
    try await storage.write { changes in
        try changes.insertParticipant(second.participant)
        try changes.insertCase(second.value)
        for chain in [first, second] {
            let things = try chain.things()
            try changes.insertConsent(things.consent)
            for document in things.documents { try changes.insertDocument(document) }
            try changes.insertRequest(things.request)
            try changes.insertRetrieval(things.retrieval)
            try changes.insertUpload(things.upload)
            try changes.insertReplay(things.replay)
        }
    }
    try await append(entries, to: storage)
    return (first, second)
}
