import Exchange

let chainClauses: [Clause<any Storage>] = [
    Clause("whoever joins is told with the time, and whoever leaves is gone from the case and kept as one who was there") { storage in
        let chain = try await Chain.insert(into: storage)
        let (id, b, fk) = (chain.value.id, try chain.samples.officerID("af/b"), try chain.samples.officerID("fk/a"))
        try await storage.write { changes in
            try changes.addOfficer(b, to: id, at: chain.samples.time(1))
            try changes.addOfficer(fk, to: id, at: chain.samples.time(2))
            try changes.removeOfficer(b, from: id, at: chain.samples.time(3), by: fk)
        }
        try require(try await storage.read { try $0.caseOf(id)?.officers } ?? [], is: [chain.value.openedBy, fk])
        let opener = Stay(officer: chain.value.openedBy, from: chain.value.openedAt)
        let left = Stay(officer: b, from: chain.samples.time(1), until: chain.samples.time(3), endedBy: fk)
        let stays = try await storage.read { try $0.stays(in: id) }
        try require(stays, is: [opener, Stay(officer: fk, from: chain.samples.time(2)), left])
        try await require(.storageFailed) {
            try await storage.write { try $0.removeOfficer(b, from: id, at: chain.samples.time(4), by: fk) }
        }
        try await storage.write { try $0.addOfficer(b, to: id, at: chain.samples.time(5)) }
        let again = try await storage.read { try $0.stays(in: id) }
        try require(again, is: [stays[0], stays[1], Stay(officer: b, from: chain.samples.time(5)), left])
        try require(try await storage.read { try $0.stays(in: CaseID(random: chain.samples.random.source)) }, is: [])
    },
    Clause("an organisation is known to take part only while one of its officers does") { storage in
        let chain = try await Chain.insert(into: storage)
        let (fk, officer) = (try chain.samples.organisationID("fk"), try chain.samples.officerID("fk/a"))
        let document = try chain.samples.document(chain.value)
        try await storage.write { changes in
            try changes.insertDocument(document)
            try changes.addOfficer(officer, to: chain.value.id, at: chain.samples.time(1))
        }
        let query = DocumentQuery.caseOrganisation(fk)
        let ask: @Sendable (any StorageReader) throws -> (Int, Int) = { facts in
            (try facts.participants(knownTo: fk).count, try facts.documents(matching: query, after: nil, limit: 9).count)
        }
        let inside = try await storage.read(ask)
        try require(inside == (1, 1), "FK takes part, and nothing was found")
        try await storage.write { try $0.removeOfficer(officer, from: chain.value.id, at: chain.samples.time(2), by: officer) }
        let outside = try await storage.read(ask)
        try require(outside == (0, 0), "FK has left, and something was found")
    },
    Clause("steps come back by their beginning, and what was stated of one before is kept in order") { storage in
        let chain = try await Chain.insert(into: storage)
        let dates: [(Int, String, Int?)] = [(5, "af", 9), (1, "fk", nil), (5, "vagen", 6)]
        let steps = try dates.map { try chain.step(from: $0, of: $1, until: $2) }
        try await storage.write { changes in for step in steps { try changes.insertStep(step) } }
        try require(try await storage.read { try $0.steps(of: chain.value.id) }, is: [steps[1], steps[0], steps[2]])
        let versions = [try chain.version(from: 6, of: "vagen", until: 9), try chain.version(from: 7, of: "fk", until: nil)]
        for version in versions { try await storage.write { try $0.changeStep(steps[0].id, to: version) } }
        var changed = steps[0]
        (changed.current, changed.earlier) = (versions[1], [steps[0].current, versions[0]])
        try require(try await storage.read { try $0.step(steps[0].id) }, is: changed)
        try require(try await storage.read { try $0.steps(of: chain.value.id) }, is: [steps[1], steps[2], changed])
        try await require(.storageFailed) { try await storage.write { try $0.insertStep(steps[1]) } }
        let stranger = StepID(random: chain.samples.random.source)
        try await require(.storageFailed) { try await storage.write { try $0.changeStep(stranger, to: versions[0]) } }
        try require(try await storage.read { try $0.step(stranger) }, is: nil)
    },
    Clause("an organisation is done when the last of its steps has ended, and not as long as one of them has no end") { storage in
        let chain = try await Chain.insert(into: storage)
        let dates: [(Int, String, Int?)] = [(0, "fk", 5), (1, "fk", 8), (3, "fk", 6), (1, "af", 4), (1, "vagen", nil), (1, "vagen", 2)]
        let steps = try dates.map { try chain.step(from: $0, of: $1, until: $2) }
        try await storage.write { changes in for step in steps { try changes.insertStep(step) } }
        let found = try await storage.read { try $0.endings(in: chain.value.id) }
        try require(found.map(\.organisation.text), is: ["af", "fk"])
        try require(found.map(\.at), is: [chain.samples.time(4), chain.samples.time(8)])
        try await storage.write { try $0.changeStep(steps[1].id, to: try chain.version(from: 1, of: "fk", until: nil)) }
        try require(try await storage.read { try $0.endings(in: chain.value.id) }.map(\.organisation.text), is: ["af"])
    },
    Clause("cases are found by who takes part in them and by whether they're open, page by page in the order in which they came") {
        storage in
        let chain = try await Chain.insert(into: storage)
        let made = try [["fk/a", "af/b"], ["fk/a"], ["af/b"]].map { try chain.samples.caseOf(chain.participant.id, $0) }
        let bo = try chain.samples.officerID("af/b")
        try await storage.write { changes in
            for value in made { try changes.insertCase(value) }
            try changes.closeCase(made[2].id, at: chain.samples.time(1))
        }
        let ask: @Sendable (CaseQuery, CaseID?, Int) async throws -> [CaseID] = { query, last, limit in
            try await storage.read { try $0.cases(matching: query, after: last, limit: limit).map(\.id) }
        }
        let (all, his) = (CaseQuery(scope: .all), CaseQuery(scope: .officer(bo)))
        try require(try await ask(all, nil, 9), is: [chain.value.id] + made.map(\.id))
        try require(try await ask(all, nil, 2), is: [chain.value.id, made[0].id])
        try require(try await ask(all, made[0].id, 2), is: [made[1].id, made[2].id])
        try require(try await ask(his, nil, 9), is: [made[0].id, made[2].id])
        try require(try await ask(CaseQuery(scope: .officer(bo), onlyOpen: true), nil, 9), is: [made[0].id])
        try require(try await ask(all, CaseID(random: chain.samples.random.source), 9), is: [])
    },
    Clause("requests for a case's documents that wait come the oldest first") { storage in
        let chain = try await Chain.insert(into: storage)
        let other = try chain.samples.caseOf(chain.participant.id, ["af/b"])
        let documents = [try chain.samples.document(chain.value), try chain.samples.document(other)]
        let requests = try [(0, 4), (0, 2), (1, 1), (0, 3)].map { try chain.samples.request(documents[$0], by: "fk/b", at: $1) }
        try await storage.write { changes in
            try changes.insertCase(other)
            for document in documents { try changes.insertDocument(document) }
            for request in requests { try changes.insertRequest(request) }
            var answered = requests[3]
            answered.state = .withdrawn
            try changes.updateRequest(answered)
        }
        try require(try await storage.read { try $0.openRequests(in: chain.value.id) }, is: [requests[1].id, requests[0].id])
    },
]

extension Chain {
    func version(from: Int, of organisation: String, until: Int?) throws -> CaseStep.Version {
        CaseStep.Version(
            organisation: try samples.organisationID(organisation), from: samples.time(from), until: until.map(samples.time),
            by: try samples.officerID("af/b"), at: samples.time(from + 100))
    }

    func step(from: Int, of organisation: String, until: Int?) throws -> CaseStep {
        CaseStep(
            id: StepID(random: samples.random.source), caseID: value.id, kind: .praktik,
            current: try version(from: from, of: organisation, until: until))
    }
}
