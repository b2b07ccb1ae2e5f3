import Exchange
import GRDB
import StorageContract
import Testing

@testable import StorageSQLite

@Suite("Figures in SQLite") struct FigureTests {
    /// Without the tables of people, documents, consents and requests, courses are read all the same.
    @Test func coursesComeFromCasesAlone() async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            let clause = try #require(StorageContract.clauses.first { $0.description.hasPrefix("nobody counts for two") })
            try await clause.check(storage)
            let before = try await storage.read { try $0.courses() }
            try await storage.pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA foreign_keys = OFF")
                for table in [
                    "registrations", "participants", "withdrawals", "request_documents", "restrictions", "corrections", "objections",
                    "retrievals", "holdings", "due_documents", "requests", "documents", "uploads",
                    "consents",
                    "emergencies", "erasures", "case_officers", "entries",
                ] {
                    try db.execute(sql: "DROP TABLE \(table)")
                }
            }
            #expect(try await storage.read { try $0.courses() } == before && !before.isEmpty)
        }
    }

    @Test(arguments: ["2026", "par_x", "2026Q5"]) func anotherQuarterIsDamage(quarter: String) async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            try await storage.pool.writeWithoutTransaction { db in
                try db.execute(sql: "INSERT INTO figure_issues VALUES (?, x'00')", arguments: [quarter])
            }
            await #expect(throws: ExchangeError(.damaged, "")) { try await storage.read { try $0.figureIssues() } }
        }
    }
}
