import Exchange
import Foundation
import GRDB
import StorageSQLite
import Testing

/// A data folder that an earlier version has written.
@Suite("Older data folders") struct UpgradeTests {
    /// Before there was a chain of changes, records lay there without a place in it.
    @Test func recordsFromBeforeTheChainStayOutOfIt() async throws {
        try await inTemporaryFolder { folder in
            _ = try SQLiteStorage.open(folder: folder)
            try setBack(folder)
            let storage = try SQLiteStorage.open(folder: folder)
            let found = try await storage.read { facts in
                (try facts.founding(), try facts.directoryRecords(from: 0, limit: 9), try facts.lastDirectoryRecord())
            }
            #expect(found.0 == nil && found.1 == [] && found.2 == nil)
            let record = StoredDirectoryRecord(
                place: 1, subject: "af/b", record: [2], entry: 0, latest: Timestamp(milliseconds: 1_780_315_200_000))
            try await storage.write { try $0.insertDirectoryRecord(record) }
            #expect(try await storage.read { try $0.directoryRecords(from: 0, limit: 9) } == [record])
            let kept = try DatabaseQueue(path: folder + "/" + SQLiteStorage.fileName)
            #expect(try await kept.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM directory_records") } == 2)
        }
    }

    /// Undoes the last migration, and puts a record where the version before put them.
    private func setBack(_ folder: String) throws {
        let database = try DatabaseQueue(path: folder + "/" + SQLiteStorage.fileName)
        try database.write { db in
            for statement in [
                "DROP TABLE holdings", "DROP TABLE directory_founding", "DROP INDEX directory_records_by_place",
                "ALTER TABLE directory_records DROP COLUMN place", "ALTER TABLE directory_records DROP COLUMN log_index",
                "ALTER TABLE directory_records DROP COLUMN latest", "DELETE FROM grdb_migrations WHERE identifier = 'v5'",
                "INSERT INTO directory_records (subject, record) VALUES ('af/a', x'01')",
            ] {
                try db.execute(sql: statement)
            }
        }
        try database.close()
    }
}
