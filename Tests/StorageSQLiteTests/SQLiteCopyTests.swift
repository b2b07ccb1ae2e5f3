import Exchange
import Foundation
import GRDB
import Testing
import TransparencyLog

@testable import StorageSQLite

@Suite("A copy of a data folder is read and nothing else") struct SQLiteCopyTests {
    /// A folder with three entries in it, closed.
    private func fill(_ folder: String) async throws -> String {
        let storage = try SQLiteStorage.open(folder: folder)
        try await append(3, to: storage)
        try await storage.write { try $0.putCheckpoint(Array("note".utf8)) }
        try storage.pool.close()
        return folder + "/" + SQLiteStorage.fileName
    }

    @Test func isReadAsItIs() async throws {
        try await inTemporaryFolder { folder in
            let file = try await fill(folder)
            let before = try Data(contentsOf: URL(filePath: file))
            let log = try await StoredLog(in: try SQLiteCopy(folder: folder), masters: nil)
            #expect(try await log.checkpoint() == Array("note".utf8))
            let entries = try await log.entries(0..<10)
            #expect(entries.map(\.index) == [0, 1, 2])
            #expect(entries.allSatisfy { $0.closed == .notPermitted && $0.opening == nil && $0.leaf != nil })
            #expect(try await log.entries(1..<2).map(\.index) == [1])
            #expect(try await log.bytes(of: try Tile(.entries, index: 0, width: 3)).isEmpty == false)
            await #expect(throws: ExchangeError(.damaged, "")) { try await log.bytes(of: try Tile(.entries, index: 0, width: 4)) }
            await #expect(throws: ExchangeError(.damaged, "")) { try await log.bytes(of: try Tile(.hashes(level: 1), index: 0, width: 1)) }
            #expect(try Data(contentsOf: URL(filePath: file)) == before)
        }
    }

    /// One damaged row doesn't hide its neighbours.
    @Test func damagedRowsAreTold() async throws {
        try await inTemporaryFolder { folder in
            let file = try await fill(folder)
            try await DatabaseQueue(path: file).write {
                try $0.execute(sql: "UPDATE entries SET action = 'openSesame' WHERE log_index = 1")
            }
            let entries = try await StoredLog(in: try SQLiteCopy(folder: folder), masters: nil).entries(0..<3)
            #expect(entries.map(\.closed) == [.notPermitted, .damaged, .notPermitted])
            #expect(entries[1].leaf == nil)
        }
    }

    @Test(arguments: ["DELETE FROM grdb_migrations WHERE identifier = 'v8'", "INSERT INTO grdb_migrations VALUES ('v999')"])
    func anotherVersionIsRefusedAndStays(_ sql: String) async throws {
        try await inTemporaryFolder { folder in
            let file = try await fill(folder)
            try await DatabaseQueue(path: file).write { try $0.execute(sql: sql) }
            #expect(throws: ExchangeError(.storageFailed, "")) { try SQLiteCopy(folder: folder) }
            #expect(throws: (any Error).self) { try SQLiteCopy(folder: folder + "/nothing") }
        }
    }

    @Test func withoutKeysNothingOpens() async throws {
        try await inTemporaryFolder { folder in
            _ = try await fill(folder)
            let master = MasterKey(random: RandomSource { Array(repeating: 7, count: $0) })
            await #expect(throws: ExchangeError(.damaged, "")) {
                try await StoredLog(in: try SQLiteCopy(folder: folder), masters: MasterKeyring(master))
            }
        }
    }
}
