import Exchange
import Foundation
import GRDB
import StorageContract
import Testing

@testable import StorageSQLite

@Suite("Facts that change are marked by the database itself") struct FactWatchTests {
    /// Whose facts a table's rows are. Who adds a table says it here, or why there are none in it in `FactWatch.unwatched`.
    private static let persons: Set = [
        "participants", "registrations", "cases", "consents", "documents", "requests", "emergencies", "erasures", "restrictions",
        "corrections", "objections",
    ]
    /// Those whose rows are somebody's by those that they belong to.
    private static let byWay: Set = [
        "case_officers", "case_stays", "case_steps", "case_step_history", "case_indicators", "withdrawals", "request_documents",
        "request_events", "holdings", "due_documents",
    ]
    /// Those that don't say whose they are stand for everybody's, for better too much is read anew than too little.
    private static let everybodys: Set = [
        "keys", "key_rotations", "log_key_statements", "organisations", "officers", "directory_founding", "directory_records",
        "delegations", "audit_reviews", "figure_issues",
    ]

    @Test func everyTableIsWatchedOrHoldsNoFacts() async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            let (tables, triggers) = try await storage.pool.read { (try Self.names("table", $0), try Self.names("trigger", $0)) }
            let watched = Self.persons.union(Self.byWay).union(Self.everybodys)
            #expect(tables == watched.union(FactWatch.unwatched) && FactWatch.unwatched.isDisjoint(with: watched))
            #expect(triggers == Set(watched.flatMap(Self.triggers)))
            let common = try await storage.pool.read { db in
                let sql = "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%common = random()%'"
                return try String.fetchSet(db, sql: sql)
            }
            #expect(common == Self.everybodys)
            let perhaps = try await storage.pool.read { db in
                let sql = "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%common = CASE %'"
                return try String.fetchSet(db, sql: sql)
            }
            #expect(perhaps == Self.byWay)
            let nobodys = try await storage.pool.read { db in
                let marks = "UPDATE participants SET mark = random() WHERE id IN ("
                return try String.fetchSet(
                    db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql NOT LIKE ?", arguments: ["%; \(marks)%"])
            }
            #expect(nobodys == Set(Self.everybodys.flatMap(Self.triggers)))
        }
    }

    /// A row that two persons' rows lead to, one that changes hands, and one that leads to nobody, which is everybody's.
    @Test func rowsAreMarkedByTheWayThatLeadsToPersons() async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            try await storage.pool.write { db in
                try db.execute(
                    sql: """
                        CREATE TABLE books (id INTEGER PRIMARY KEY, participant TEXT);
                        CREATE TABLE pages (id INTEGER PRIMARY KEY, book INTEGER REFERENCES books (id), other INTEGER REFERENCES books (id));
                        CREATE TABLE notes (id INTEGER PRIMARY KEY, page INTEGER REFERENCES pages (id));
                        INSERT INTO books VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, NULL);
                        """)
                for name in ["a", "b", "c"] {
                    try db.execute(
                        sql: "INSERT INTO participants (id, blind_index, subject_key) VALUES (?, ?, x'02')",
                        arguments: [name, Data(name.utf8)])
                }
            }
            try storage.pool.close()
            let pool = try SQLiteStorage.open(folder: folder).pool
            func marked(_ sql: String) async throws -> String {
                let before = try await pool.read { try Self.marks($0) }
                try await pool.write { try $0.execute(sql: sql) }
                let after = try await pool.read { try Self.marks($0) }
                return before.keys.filter { before[$0] != after[$0] }.sorted().joined(separator: " ")
            }
            #expect(try await marked("INSERT INTO pages VALUES (1, 1, 2)") == "a b")
            #expect(try await marked("INSERT INTO notes VALUES (1, 1)") == "a b")
            #expect(try await marked("UPDATE pages SET other = 3") == "a b c")
            #expect(try await marked("UPDATE notes SET page = 1") == "a c")
            #expect(try await marked("INSERT INTO pages VALUES (2, 1, NULL)") == "a all")
            #expect(try await marked("INSERT INTO pages VALUES (3, 1, 4)") == "a all")
            #expect(try await marked("UPDATE notes SET page = 2") == "a all c")
            #expect(try await marked("DELETE FROM notes") == "a all")
            #expect(try await marked("UPDATE books SET participant = 'b' WHERE id = 1") == "a b")
        }
    }

    @Test func aWayThatAnEarlierVersionWatchedIsReplacedOnce() async throws {
        try await inTemporaryFolder { folder in
            let triggers = { (storage: SQLiteStorage) in
                try await storage.pool.read {
                    try String.fetchAll($0, sql: "SELECT sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
                }
            }
            let version = { (storage: SQLiteStorage) in try await storage.pool.read { try Int.fetchOne($0, sql: "PRAGMA schema_version") } }
            let storage = try SQLiteStorage.open(folder: folder)
            let (before, first) = (try await triggers(storage), try await version(storage))
            try storage.pool.close()
            let again = try SQLiteStorage.open(folder: folder)
            #expect(try await version(again) == first)
            try await again.pool.write { db in
                try db.execute(
                    sql: """
                        DROP TRIGGER watch_case_officers_insert;
                        CREATE TRIGGER watch_case_officers_insert AFTER INSERT ON case_officers
                        BEGIN UPDATE facts_marks SET whole = random(), common = random(); END
                        """)
            }
            try again.pool.close()
            #expect(try await triggers(try SQLiteStorage.open(folder: folder)) == before)
        }
    }

    /// A method that a later version adds to the ports is among those of which the contract says whether it changes facts.
    @Test func everyMethodThatWritesIsKnown() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let ports = root.appending(path: "Sources/Exchange/Ports")
        var methods: Set<String> = []
        for file in try FileManager.default.contentsOfDirectory(atPath: ports.path) {
            var isWriter = false
            for line in try String(contentsOf: ports.appending(path: file), encoding: .utf8).split(separator: "\n") {
                if line == "}" { isWriter = false }
                if line.contains(/protocol \w+Writer\b/) { isWriter = true }
                if isWriter, let method = line.firstMatch(of: /^    func (\w+)/) { methods.insert(String(method.1)) }
            }
        }
        // `expiredUploads` reads, and `undoable` is what it's given.
        #expect(methods.subtracting(["expiredUploads", "undoable"]) == FactChange.names.union(FactChange.namesOfNone))
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

    private static func triggers(of table: String) -> [String] { ["insert", "update", "delete"].map { "watch_\(table)_\($0)" } }

    private static func marks(_ db: Database) throws -> [String: Int] {
        let rows = try Row.fetchAll(db, sql: "SELECT id, mark FROM participants UNION SELECT 'all', common FROM facts_marks")
        return Dictionary(uniqueKeysWithValues: rows.map { ($0["id"], $0["mark"]) })
    }

    private static func names(_ type: String, _ db: Database) throws -> Set<String> {
        try String.fetchSet(db, sql: "SELECT name FROM sqlite_master WHERE type = ? AND name NOT LIKE 'sqlite_%'", arguments: [type])
    }
}
