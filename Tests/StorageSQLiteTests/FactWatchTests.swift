import Exchange
import GRDB
import Testing

@testable import StorageSQLite

@Suite("Facts that change are marked by the database itself") struct FactWatchTests {
    /// A table that a later version adds is watched, or is named among those that hold no facts.
    @Test func everyTableIsWatchedOrHoldsNoFacts() async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            let (tables, triggers) = try await storage.pool.read { (try Self.names("table", $0), try Self.names("trigger", $0)) }
            let watched = tables.subtracting(FactWatch.unwatched)
            #expect(watched.count > 12 && FactWatch.unwatched.isSubset(of: tables))
            #expect(triggers == Set(watched.flatMap { table in ["insert", "update", "delete"].map { "watch_\(table)_\($0)" } }))
        }
    }

    @Test func aTableThatComesLaterIsWatchedAtTheNextOpening() async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            try await storage.pool.write { try $0.execute(sql: "CREATE TABLE later (id INTEGER PRIMARY KEY, participant TEXT)") }
            try storage.pool.close()
            let again = try SQLiteStorage.open(folder: folder)
            let before = try await again.read { try $0.factsMark() }
            try await again.pool.write { try $0.execute(sql: "INSERT INTO later VALUES (1, 'par_x')") }
            let after = try await again.read { try $0.factsMark() }
            #expect(before.whole != after.whole && before.common == after.common)
        }
    }

    @Test func anotherConnectionsChangeIsSeenByTheNextWrite() async throws {
        try await inTemporaryFolder { folder in
            let (one, other) = (try SQLiteStorage.open(folder: folder), try SQLiteStorage.open(folder: folder))
            let id = try #require(OrganisationID("af"))
            let before = try await one.write { try $0.factsMark() }
            try await other.write { try $0.insertOrganisation(Organisation(id: id, name: "A", kind: .kommun, binding: .statute)) }
            let after = try await one.write { try $0.factsMark() }
            #expect(before.whole != after.whole && before.common != after.common)
        }
    }

    @Test func withoutMarksNothingIsDone() async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            try await storage.pool.write { try $0.execute(sql: "DELETE FROM facts_marks") }
            await #expect(throws: ExchangeError(.damaged, "")) { try await storage.write { try $0.factsMark() } }
        }
    }

    private static func names(_ type: String, _ db: Database) throws -> Set<String> {
        try String.fetchSet(db, sql: "SELECT name FROM sqlite_master WHERE type = ? AND name NOT LIKE 'sqlite_%'", arguments: [type])
    }
}
