import Exchange

let countingClauses: [Clause<any Storage>] = [
    Clause("a case's indicators are stored over those before, and figures get rows without anybody in them") { storage in
        let chain = try await Chain.insert(into: storage)
        let (id, samples) = (chain.value.id, chain.samples)
        let step = try chain.step(from: 2, of: "fk", until: 5)
        var stated = StoredIndicators(
            caseID: id, municipality: try unwrap(Municipality("1480")), sex: .woman, outcome: .studies, anonymous: false,
            details: samples.sealed())
        try require(try await storage.read { try $0.indicators(of: id) }, is: nil)
        try await storage.write { [stated] changes in
            try changes.insertStep(step)
            try changes.setIndicators(StoredIndicators(caseID: id, sex: .man))
            try changes.setIndicators(stated)
            try changes.closeCase(id, at: samples.time(9))
        }
        try require(try await storage.read { try $0.indicators(of: id) }, is: stated)
        let counted = Course.Step(kind: .praktik, from: samples.time(2), until: samples.time(5))
        let whole = Course(
            person: 0, opened: samples.time(0), closed: samples.time(9), municipality: Municipality("1480"), outcome: .studies,
            steps: [counted])
        try require(try await storage.read { try $0.courses() }, is: [whole])
        stated.anonymous = true
        try await storage.write { [stated] in try $0.setIndicators(stated) }
        try require(try await storage.read { try $0.courses() }, is: [Course(person: 0, anonymousOpened: samples.time(0), sex: .woman)])
    },
    Clause("a case of which nothing is stated is counted anonymously, in its year") { storage in
        _ = try await Chain.insert(into: storage)
        let found = try await storage.read { try $0.courses() }
        try require(found, is: [Course(person: 0, anonymousOpened: Samples.start, sex: nil)])
        try require(found[0].opened.description, is: "2026-01-01T00:00:00.000Z")
        try require(found[0].anonymous && found[0].steps.isEmpty && found[0].closed == nil, "more is told than the year")
    },
    Clause("nobody counts for two: the courses of one person have one number") { storage in
        let chain = try await Chain.insert(into: storage)
        let other = try Chain(beside: chain)
        let again = try chain.samples.caseOf(chain.participant.id, ["fk/a"], at: 60 * 24 * 365)
        try await storage.write { changes in
            try changes.insertParticipant(other.participant)
            try changes.insertCase(other.value)
            try changes.insertCase(again)
        }
        let found = try await storage.read { try $0.courses() }
        try require(found.count, is: 3)
        try require(Set(found.map(\.person)), is: [0, 1])
        let twice = Dictionary(grouping: found, by: \.person).values.filter { $0.count == 2 }
        try require(twice.map { Set($0.map(\.opened)).count }, is: [2])
    },
    Clause("forgetting a person leaves nothing of their chain") { storage in
        let chain = try await Chain.insert(into: storage)
        let other = try Chain(beside: chain)
        let (fk, leaving) = (try chain.samples.officerID("fk/a"), chain.samples.time(1))
        let steps = [try chain.step(from: 1, of: "fk", until: 5), try other.step(from: 1, of: "fk", until: 5)]
        let version = try chain.version(from: 2, of: "af", until: nil)
        try await storage.write { changes in
            try changes.insertParticipant(other.participant)
            try changes.insertCase(other.value)
            for (each, step) in zip([chain, other], steps) {
                try changes.addOfficer(fk, to: each.value.id, at: leaving)
                try changes.removeOfficer(fk, from: each.value.id, at: leaving, by: fk)
                try changes.insertStep(step)
                try changes.changeStep(step.id, to: version)
                try changes.setIndicators(StoredIndicators(caseID: each.value.id, sex: .man))
            }
            _ = try changes.eraseParticipant(
                chain.participant.id, by: ErasureID(random: chain.samples.random.source), entry: try changes.logSize())
        }
        let left = try await storage.read { facts in
            try [chain, other].map { each in
                let id = each.value.id
                return (try facts.steps(of: id).count, try facts.stays(in: id).count, try facts.indicators(of: id) == nil)
            }
        }
        try require(left[0] == (0, 0, true), "something of the erased person's chain is left")
        try require(left[1] == (1, 2, false), "something of the other person's chain is gone")
        try require(try await storage.read { try $0.courses().count }, is: 1)
    },
]
