import Exchange

let figureClauses: [Clause<any Storage>] = [
    Clause("a quarter's figures are kept once, and come back by quarters") { storage in
        let issues = try ["2026Q4", "2027Q1", "2026Q2"].enumerated().map { index, name in
            StoredFigureIssue(quarter: try unwrap(Quarter(name)), text: [UInt8(index)])
        }
        try await storage.write { changes in for issue in issues { try changes.insertFigureIssue(issue) } }
        try require(try await storage.read { try $0.figureIssues() }, is: [issues[2], issues[0], issues[1]])
        let again = StoredFigureIssue(quarter: issues[0].quarter, text: [9])
        try await require(.storageFailed) { try await storage.write { try $0.insertFigureIssue(again) } }
        try require(try await storage.read { try $0.figureIssues() }.count, is: 3)
    },
    Clause("courses tell when, and which are one person's, and nothing of whom") { storage in
        let chain = try await Chain.insert(into: storage)
        let samples = chain.samples
        let second = try samples.caseOf(chain.participant.id, ["af/a"], at: 5)
        let other = try samples.participant(["af"])
        let others = try samples.caseOf(other.id, ["af/a"], at: 6)
        let before = try await storage.read { try $0.courses() }
        try await storage.write { changes in
            try changes.insertParticipant(other)
            for value in [second, others] { try changes.insertCase(value) }
            try changes.closeCase(second.id, at: samples.time(9))
        }
        let courses = try await storage.read { try $0.courses() }
        try require(courses.count, is: before.count + 2)
        try require(courses.filter { $0.closed == samples.time(9) }.map(\.opened), is: [second.openedAt])
        let persons = Dictionary(grouping: courses, by: \.person)
        try require(persons.values.map(\.count).sorted(), is: [1, before.count + 1])
        try require(persons.values.first { $0.count == 1 }?.map(\.opened), is: [others.openedAt])
    },
]
