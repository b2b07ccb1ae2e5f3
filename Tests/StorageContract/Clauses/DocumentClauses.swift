import Exchange

let documentClauses: [Clause<any Storage>] = [
    Clause("documents come back as they were, a case's the oldest first") { storage in
        let chain = try await Chain.insert(into: storage)
        let other = try chain.samples.caseOf(chain.participant.id, ["af/a"])
        let made = try [6, 2, 6].map { try chain.samples.document(chain.value, at: $0, release: .owner) }
        let foreign = try chain.samples.document(other, owner: "fk")
        try await storage.write { changes in
            try changes.insertCase(other)
            for document in made + [foreign] { try changes.insertDocument(document) }
        }
        try require(try await storage.read { try $0.document(foreign.id) }, is: foreign)
        try require(try await storage.read { try $0.documents(of: chain.value.id) }, is: [made[1], made[0], made[2]])
        try await require(.storageFailed) { try await storage.write { try $0.insertDocument(foreign) } }
    },
    Clause("documents are found by what a query says of them, page by page") { storage in
        let chain = try await Chain.insert(into: storage)
        let samples = chain.samples
        let other = try samples.caseOf(chain.participant.id, ["fk/a", "af/b"])
        let made = [
            try samples.document(chain.value), try samples.document(other, owner: "fk", release: .owner), try samples.document(other),
            try samples.document(chain.value, owner: "fk"),
        ]
        try await storage.write { changes in
            try changes.insertCase(other)
            for document in made { try changes.insertDocument(document) }
            try changes.closeCase(chain.value.id, at: samples.time(1))
        }
        let (fk, af, bo) = (try samples.organisationID("fk"), try samples.organisationID("af"), try samples.officerID("af/b"))
        let answers: [(DocumentQuery, [Int])] = [
            (.all, [0, 1, 2, 3]), (.none, []), (.owner(fk), [1, 3]), (.category(.planering), [0, 1, 2, 3]), (.category(.intyg), []),
            (.release(.owner), [1]), (.superseded, []), (.not(.superseded), [0, 1, 2, 3]), (.caseOfficer(bo), [1, 2]), (.openCase, [1, 2]),
            (.not(.openCase), [0, 3]), (.and([]), [0, 1, 2, 3]),
            (.or([]), []), (.and([.owner(af), .openCase]), [2]), (.or([.owner(fk), .openCase]), [1, 2, 3]),
            (.and([.or([.owner(fk), .owner(af)]), .not(.or([.release(.owner), .caseOfficer(bo)]))]), [0, 3]),
        ]
        for (query, expected) in answers {
            let found = try await storage.read { try $0.documents(matching: query, after: nil, limit: 9) }
            try require(found, is: expected.map { made[$0] })
        }
        let pages: [(DocumentID?, Int, [Int])] = [
            (nil, 2, [0, 1]), (made[1].id, 2, [2, 3]), (made[0].id, 9, [1, 2, 3]), (made[3].id, 9, []),
            (DocumentID(random: samples.random.source), 9, []),
        ]
        for (last, limit, expected) in pages {
            let found = try await storage.read { try $0.documents(matching: .all, after: last, limit: limit) }
            try require(found, is: expected.map { made[$0] })
        }
        let wanted = try await storage.read { try $0.documents(matching: .owner(fk), after: made[2].id, limit: 9) }
        try require(wanted, is: [made[3]])
    },
    Clause("an officer's documents are found page by page, however many of them don't match") { storage in
        let chain = try await Chain.insert(into: storage)
        let samples = chain.samples
        let other = try samples.caseOf(chain.participant.id, ["fk/a", "af/b"])
        // Of each seven one is of the other case, and of each five one is its owner's to release.
        let made = try (0..<70).map { number in
            try samples.document(number % 7 == 3 ? other : chain.value, release: number % 5 == 4 ? .owner : .policy)
        }
        try await storage.write { changes in
            try changes.insertCase(other)
            for document in made { try changes.insertDocument(document) }
        }
        let (af, bo) = (DocumentQuery.caseOrganisation(try samples.organisationID("af")), try samples.officerID("af/b"))
        let queries: [(DocumentQuery, (Int) -> Bool)] = [
            (.and([af, .release(.owner)]), { $0 % 5 == 4 }),
            (.and([.release(.policy), .and([.openCase, .caseOfficer(bo)])]), { $0 % 5 != 4 && $0 % 7 == 3 }),
            (.and([.caseOfficer(bo), .category(.intyg)]), { _ in false }),
            (.or([.caseOfficer(bo), .release(.owner)]), { $0 % 5 == 4 || $0 % 7 == 3 }),
        ]
        for (query, isMatch) in queries {
            let expected = made.indices.filter(isMatch).map { made[$0] }
            for limit in [1, 2, 3, 14, 70] {
                var (found, last) = ([StoredDocument](), DocumentID?.none)
                repeat {
                    let page = try await storage.read { [last] in try $0.documents(matching: query, after: last, limit: limit) }
                    try require(page.count == limit || found.count + page.count == expected.count, "a page isn't full")
                    found += page
                    last = page.last?.id
                } while last != nil
                try require(found, is: expected)
            }
        }
    },
    Clause("a document is superseded once, and both versions say so") { storage in
        let chain = try await Chain.insert(into: storage)
        let old = try chain.samples.document(chain.value)
        let new = try chain.samples.document(chain.value, version: DocumentVersion(number: 2, supersedes: old.id))
        try await storage.write { changes in
            try changes.insertDocument(old)
            try changes.insertDocument(new)
            try changes.supersede(old.id, by: new.id)
        }
        var superseded = old
        superseded.version.supersededBy = new.id
        try require(try await storage.read { try $0.documents(of: chain.value.id) }, is: [superseded, new])
        for (query, expected) in [(DocumentQuery.superseded, superseded), (.not(.superseded), new)] {
            try require(try await storage.read { try $0.documents(matching: query, after: nil, limit: 9) }, is: [expected])
        }
        let absent = DocumentID(random: chain.samples.random.source)
        for id in [old.id, absent] { try await require(.storageFailed) { try await storage.write { try $0.supersede(id, by: absent) } } }
    },
    Clause("an upload lies there until it's deleted") { storage in
        let chain = try await Chain.insert(into: storage)
        let upload = chain.samples.upload(chain.value, expiring: 5)
        try await storage.write { try $0.insertUpload(upload) }
        try require(try await storage.read { try $0.upload(upload.id) }, is: upload)
        try await require(.storageFailed) { try await storage.write { try $0.insertUpload(upload) } }
        try await storage.write { try $0.deleteUpload(upload.id) }
        try await storage.write { try $0.deleteUpload(upload.id) }
        try require(try await storage.read { try $0.upload(upload.id) }, is: nil)
    },
    Clause("expired uploads are found, the longest expired first, no more than asked for") { storage in
        let chain = try await Chain.insert(into: storage)
        let uploads = [4, 2, 3, 9].map { chain.samples.upload(chain.value, expiring: $0) }
        try await storage.write { changes in for upload in uploads { try changes.insertUpload(upload) } }
        let found = try await storage.write { changes in
            try [(5, 9), (5, 2), (4, 9), (0, 9)].map { try changes.expiredUploads(at: chain.samples.time($0), limit: $1).map(\.id) }
        }
        let byExpiry = [uploads[1], uploads[2], uploads[0]].map(\.id)
        try require(found, is: [byExpiry, Array(byExpiry.prefix(2)), Array(byExpiry.prefix(2)), []])
    },
    Clause("retrievals are forgotten when their time has run out") { storage in
        let chain = try await Chain.insert(into: storage)
        let document = try chain.samples.document(chain.value)
        let (early, late) = (chain.samples.retrieval(document, expiring: 2), chain.samples.retrieval(document, expiring: 4))
        try await storage.write { changes in
            try changes.insertDocument(document)
            try changes.insertRetrieval(early)
            try changes.insertRetrieval(late)
        }
        try require(try await storage.read { try $0.retrieval(early.id) }, is: early)
        try await storage.write { try $0.deleteRetrievals(expiredAt: chain.samples.time(4)) }
        try require(try await storage.read { try $0.retrieval(early.id) }, is: nil)
        try require(try await storage.read { try $0.retrieval(late.id) }, is: late)
    },
]

let requestClauses: [Clause<any Storage>] = [
    Clause("a request comes back as it was, and its answers are stored") { storage in
        let chain = try await Chain.insert(into: storage)
        let documents = try (0..<3).map { try chain.samples.document(chain.value, owner: "fk", at: $0) }
        var request = try chain.samples.request(documents[1], [documents[0], documents[2]], by: "af/a")
        try await storage.write { [request] changes in
            for document in documents { try changes.insertDocument(document) }
            try changes.insertRequest(request)
        }
        try require(try await storage.read { [request] in try $0.request(request.id) }, is: request)
        request.answered(.partlyApproved, by: try chain.samples.officerID("fk/b"), chain.samples)
        try await storage.write { [request] in try $0.updateRequest(request) }
        try require(try await storage.read { [request] in try $0.request(request.id) }, is: request)
        request.state = .closed
        request.closedBecause = .consentWithdrawn
        try await storage.write { [request] in try $0.updateRequest(request) }
        try require(try await storage.read { [request] in try $0.request(request.id) }, is: request)
        request.confirmedBy = try chain.samples.officerID("fk/a")
        (request.confirmedAt, request.confirmation) = (chain.samples.time(4), chain.samples.sealed())
        try await storage.write { [request] in try $0.updateRequest(request) }
        try require(try await storage.read { [request] in try $0.request(request.id) }, is: request)
        let stranger = try chain.samples.request(documents[0], by: "af/a")
        try await require(.storageFailed) { try await storage.write { try $0.updateRequest(stranger) } }
        try await require(.storageFailed) { [request] in try await storage.write { try $0.insertRequest(request) } }
    },
    Clause("requests come by requester, by owner and by the document that they release, the newest first") { storage in
        let chain = try await Chain.insert(into: storage)
        let (fk, af) = (try chain.samples.document(chain.value, owner: "fk"), try chain.samples.document(chain.value, owner: "af"))
        let other = try chain.samples.document(chain.value, owner: "fk")
        var made = [
            try chain.samples.request(fk, [other], by: "af/a", at: 1), try chain.samples.request(fk, by: "af/a", at: 3),
            try chain.samples.request(fk, by: "af/b", at: 2), try chain.samples.request(af, by: "fk/a", at: 4),
            try chain.samples.request(fk, by: "af/b", at: 5),
        ]
        for index in [0, 2] { made[index].answered(.approved, by: try chain.samples.officerID("fk/b"), chain.samples) }
        made[0].documents[1].answer = .denied
        made[0].state = .partlyApproved
        (made[1].state, made[1].documents[0].answer) = (.denied, .denied)
        (made[4].state, made[4].documents[0].answer) = (.awaitingSecond, .approved)
        let requests = made
        try await storage.write { changes in
            for document in [fk, af, other] { try changes.insertDocument(document) }
            for request in requests { try changes.insertRequest(request) }
        }
        let (anna, bo) = (try chain.samples.officerID("af/a"), try chain.samples.officerID("af/b"))
        try require(try await storage.read { try $0.requests(by: anna, after: nil, limit: 9) }, is: [requests[1], requests[0]])
        let all = [requests[4], requests[1], requests[2], requests[0]]
        try require(try await storage.read { try $0.requests(to: fk.owner, after: nil, limit: 9) }, is: all)
        try require(try await storage.read { try $0.approvals(of: fk.id, for: anna) }, is: [requests[0]])
        try require(try await storage.read { try $0.approvals(of: fk.id, for: bo) }, is: [requests[2]])
        try require(try await storage.read { try $0.approvals(of: other.id, for: anna) }, is: [])
        try require(try await storage.read { try $0.approvals(of: fk.id) }, is: [requests[2], requests[0]])
        try require(try await storage.read { try $0.approvals(of: af.id) }, is: [])
        let ofPerson = try await storage.read { try $0.requests(of: chain.participant.id) }
        try require(ofPerson, is: [0, 2, 1, 3, 4].map { requests[$0] })
        let stranger = ParticipantID(random: chain.samples.random.source)
        try require(try await storage.read { try $0.requests(of: stranger) }, is: [])
    },
    Clause("requests come in pages, the newest first, those of one moment the last to come first") { storage in
        let chain = try await Chain.insert(into: storage)
        let document = try chain.samples.document(chain.value, owner: "fk")
        let requests = try [2, 1, 2, 3].map { try chain.samples.request(document, by: "af/a", at: $0) }
        try await storage.write { changes in
            try changes.insertDocument(document)
            for request in requests { try changes.insertRequest(request) }
        }
        let (anna, ordered) = (try chain.samples.officerID("af/a"), [3, 2, 0, 1].map { requests[$0] })
        for (place, last) in ([nil] + ordered.map(\.id)).enumerated() {
            let rest = ordered.dropFirst(place)
            try require(try await storage.read { try $0.requests(by: anna, after: last, limit: 2) }, is: Array(rest.prefix(2)))
            try require(try await storage.read { try $0.requests(to: document.owner, after: last, limit: 9) }, is: Array(rest))
        }
        // From behind another's on there are as many, from behind none there is nothing.
        let (stranger, bo) = (RequestID(random: chain.samples.random.source), try chain.samples.officerID("af/b"))
        try require(try await storage.read { try $0.requests(by: anna, after: stranger, limit: 9) }, is: [])
        try require(try await storage.read { try $0.requests(by: bo, after: ordered[0].id, limit: 9) }, is: [])
    },
    Clause("a request outlives one of its documents, and goes with the last") { storage in
        let chain = try await Chain.insert(into: storage)
        let documents = try (0..<2).map { try chain.samples.document(chain.value, owner: "fk", at: $0) }
        let request = try chain.samples.request(documents[0], [documents[1]], by: "af/a")
        try await storage.write { changes in
            for document in documents { try changes.insertDocument(document) }
            try changes.insertRequest(request)
        }
        let erasure = ErasureID(random: chain.samples.random.source)
        try await storage.write { _ = try $0.eraseDocument(documents[0].id, by: erasure) }
        try require(try await storage.read { try $0.request(request.id)?.documents.map(\.document) }, is: [documents[1].id])
        try await storage.write { _ = try $0.eraseDocument(documents[1].id, by: erasure) }
        try require(try await storage.read { try $0.request(request.id) }, is: nil)
    },
    Clause("events come in order behind an id that is never taken again, and go with their request") { storage in
        let chain = try await Chain.insert(into: storage)
        let document = try chain.samples.document(chain.value, owner: "fk")
        let requests = try (0..<2).map { try chain.samples.request(document, by: "af/a", at: $0) }
        let time = chain.samples.time(1)
        try await storage.write { changes in
            try changes.insertDocument(document)
            for request in requests { try changes.insertRequest(request) }
            for request in requests { try changes.appendRequestEvent(.created, of: request.id, at: time) }
            try changes.appendRequestEvent(.answered, of: requests[0].id, at: chain.samples.time(2))
        }
        let events = [
            RequestEvent(id: 1, request: requests[0].id, kind: .created, at: time),
            RequestEvent(id: 2, request: requests[1].id, kind: .created, at: time),
            RequestEvent(id: 3, request: requests[0].id, kind: .answered, at: chain.samples.time(2)),
        ]
        try require(try await storage.read { try $0.requestEvents(after: 0, limit: 9) }, is: events)
        try require(try await storage.read { try $0.requestEvents(after: 1, limit: 1) }, is: [events[1]])
        let stranger = RequestID(random: chain.samples.random.source)
        try await require(.storageFailed) { try await storage.write { try $0.appendRequestEvent(.created, of: stranger, at: time) } }
        try await storage.write { try $0.deleteRequestEvents(before: chain.samples.time(2)) }
        try require(try await storage.read { try $0.requestEvents(after: 0, limit: 9) }, is: [events[2]])
        let erasure = ErasureID(random: chain.samples.random.source)
        try await storage.write { _ = try $0.eraseDocument(document.id, by: erasure) }
        try require(try await storage.read { try $0.requestEvents(after: 0, limit: 9) }, is: [])
        try require(try await storage.read { try $0.lastRequestEvent() }, is: 3)
    },
    Clause("overdue are the requests that wait beyond their time and of which no event says so") { storage in
        let chain = try await Chain.insert(into: storage)
        let document = try chain.samples.document(chain.value, owner: "fk")
        var made = try (0..<4).map { try chain.samples.request(document, by: "af/a", at: 3 - $0) }
        (made[1].state, made[2].state) = (.awaitingSecond, .denied)
        let requests = made
        try await storage.write { changes in
            try changes.insertDocument(document)
            for request in requests { try changes.insertRequest(request) }
        }
        let now = chain.samples.time(62)
        try require(
            try await storage.read { try $0.unmarkedOverdueRequests(at: now, limit: 9).map(\.id) }, is: [requests[3].id, requests[1].id])
        try require(try await storage.read { try $0.unmarkedOverdueRequests(at: now, limit: 1).map(\.id) }, is: [requests[3].id])
        try await storage.write { try $0.appendRequestEvent(.overdue, of: requests[3].id, at: now) }
        // While it waits it isn't told anew, however long ago it was.
        try await storage.write { try $0.deleteRequestEvents(before: chain.samples.time(9000)) }
        try require(try await storage.read { try $0.unmarkedOverdueRequests(at: now, limit: 9).map(\.id) }, is: [requests[1].id])
    },
    Clause("delegations come by organisation, until they have ended") { storage in
        let chain = try await Chain.insert(into: storage)
        func delegation(_ organisation: String, until minutes: Int) throws -> StoredDelegation {
            StoredDelegation(
                id: DelegationID(random: chain.samples.random.source), approver: try chain.samples.officerID("\(organisation)/a"),
                delegate: try chain.samples.officerID("\(organisation)/b"), from: chain.samples.time(0), until: chain.samples.time(minutes),
                record: chain.samples.random.bytes(40))
        }
        let made = [try delegation("af", until: 5), try delegation("fk", until: 9), try delegation("af", until: 6)]
        try await storage.write { changes in for each in made { try changes.insertDelegation(each) } }
        let af = made[0].approver.organisation
        try require(try await storage.read { try $0.delegations(of: af, endingAfter: chain.samples.time(4)) }, is: [made[0], made[2]])
        try require(try await storage.read { try $0.delegations(of: af, endingAfter: chain.samples.time(5)) }, is: [made[2]])
        try require(try await storage.read { try $0.delegation(made[1].id) }, is: made[1])
        try await require(.storageFailed) { try await storage.write { try $0.insertDelegation(made[1]) } }
        var ended = made[0]
        (ended.endedBy, ended.endedAt) = (made[0].approver, chain.samples.time(3))
        try await storage.write { [ended] in try $0.updateDelegation(ended) }
        // It stays in the list, and the others are as they were.
        try require(try await storage.read { try $0.delegations(of: af, endingAfter: chain.samples.time(4)) }, is: [ended, made[2]])
        try require(try await storage.read { try $0.delegation(made[1].id) }, is: made[1])
        let stranger = try delegation("af", until: 7)
        try await require(.storageFailed) { try await storage.write { try $0.updateDelegation(stranger) } }
    },
]

extension StoredRequest {
    /// As an approver's answer leaves it, every document let go.
    fileprivate mutating func answered(_ state: RequestState, by approver: OfficerID, _ samples: Samples) {
        self.state = state
        (answeredBy, answeredAt, answer) = (approver, samples.time(3), samples.sealed())
        for index in documents.indices {
            documents[index].answer = .approved
            documents[index].validUntil = samples.time(30)
            documents[index].header = samples.sealed()
        }
    }
}
