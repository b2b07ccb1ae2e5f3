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
    }
]
