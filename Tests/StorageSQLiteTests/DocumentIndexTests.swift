import Exchange
import GRDB
import Synchronization
import Testing

@testable import StorageSQLite

/// How SQLite finds the documents of a page. Only with a million would it be seen on a clock that a page goes through a whole table.
@Suite("The documents' indexes") struct DocumentIndexTests {
    private static let anna = OfficerID("af/anna")
    private static let af = anna?.organisation

    /// The shapes that the policies leave to storage: an officer's own, their cases', their organisation's.
    static let pages: [(DocumentQuery, [String])] = {
        guard let anna, let af else { return [] }
        return [
            (.all, ["SEARCH documents USING INTEGER PRIMARY KEY (rowid>?)"]),
            (.caseOfficer(anna), ["documents_by_case"]),
            (.caseOrganisation(af), ["documents_by_case"]),
            (.owner(af), ["documents_by_owner"]),
            (.or([.owner(af), .caseOfficer(anna)]), ["MULTI-INDEX OR", "documents_by_owner", "documents_by_case"]),
            (.and([.or([.owner(af), .caseOfficer(anna)]), .openCase]), ["MULTI-INDEX OR", "documents_by_owner", "documents_by_case"]),
            (.and([.caseOfficer(anna), .openCase, .not(.superseded)]), ["documents_by_case", "CORRELATED SCALAR SUBQUERY"]),
            (.openCase, ["CORRELATED SCALAR SUBQUERY"]),
            (.not(.openCase), ["CORRELATED SCALAR SUBQUERY"]),
        ]
    }()

    @Test func thereArePages() { #expect(Self.pages.count == 9) }

    @Test(arguments: pages) func aPageGoesThroughNoWholeTable(_ query: DocumentQuery, _ parts: [String]) async throws {
        let plan = try await plan(of: query)
        for table in ["documents", "cases", "case_officers"] { #expect(!plan.contains("SCAN \(table)"), "\(plan)") }
        for part in parts { #expect(plan.contains(part), "\(part): \(plan)") }
    }

    /// Of the statements that a page is asked by, as they are asked.
    private func plan(of query: DocumentQuery) async throws -> String {
        var plan = ""
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            plan = try await storage.pool.read { db in
                let asked = Mutex<[String]>([])
                db.trace { event in
                    if case .statement(let statement) = event { asked.withLock { $0.append(statement.expandedSQL) } }
                }
                _ = try SQLiteTransaction(db: db).documents(matching: query, after: nil, limit: 10)
                db.trace(options: [])
                return try asked.withLock { $0 }.flatMap { try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + $0) }
                    .map { $0["detail"] as String }.joined(separator: "; ")
            }
        }
        return plan
    }
}
