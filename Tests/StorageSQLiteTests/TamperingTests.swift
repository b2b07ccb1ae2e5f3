import Exchange
import GRDB
import Testing
import TransparencyLog

@testable import StorageSQLite

@Suite("What somebody changed in the file is damage, not a crash") struct TamperingTests {
    @Test(arguments: [
        "UPDATE entries SET action = 'openSesame'", "UPDATE entries SET outcome = ''", "UPDATE entries SET officer = 'nobody'",
        "UPDATE entries SET participant = 'par_short'", "UPDATE entries SET owner = 'Not A Name'",
        "UPDATE organisations SET kind = 'firm'", "UPDATE organisations SET binding = 'perhaps'",
        "UPDATE organisations SET binding = 'agreement'", "UPDATE organisations SET host = 7",
        "UPDATE officers SET roles = 'caseOfficer king'", "UPDATE officers SET disabled = 2",
        "UPDATE tiles SET hashes = x'0011'", "UPDATE tiles SET hashes = x''", "UPDATE entries SET leaf_hash = x'00'",
        "UPDATE entries SET log_index = 7",
        "INSERT INTO entries VALUES (-5, x'', x'', 0, 'readCase', 'permitted', 'af/a', 'af', NULL, NULL, NULL, x'')",
    ])
    func isDamaged(_ sql: String) async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            try await fill(storage)
            try await readAll(storage)
            try await storage.pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA foreign_keys = OFF")
                try db.execute(sql: sql.hasPrefix("INSERT") ? "DELETE FROM entries; \(sql)" : sql)
            }
            await #expect(throws: ExchangeError(.damaged, "")) { try await readAll(storage) }
        }
    }

    private func fill(_ storage: SQLiteStorage) async throws {
        let (af, officer) = (try #require(OrganisationID("af")), try #require(OfficerID("af/a")))
        try await append(1, to: storage)
        try await storage.write { changes in
            try changes.putTile(level: 1, index: 0, hashes: LogHash.emptyTree.bytes)
            try changes.insertOrganisation(Organisation(id: af, name: "AF", kind: .arbetsformedlingen, binding: .statute))
            try changes.insertOfficer(
                Officer(id: officer, roles: [.caseOfficer], clearedForProtectedIdentity: false, recipient: "age1x"))
        }
    }

    private func readAll(_ storage: SQLiteStorage) async throws {
        try await storage.read { facts in
            _ = try facts.organisations()
            _ = try facts.officers(of: nil)
            _ = try facts.logSize()
            _ = try facts.entries(from: 0, limit: 10, matching: EntryFilter())
            _ = try facts.leafHashes(from: 0)
            _ = try facts.tile(level: 1, index: 0)
        }
    }
}
