import GRDB

/// Triggers that give facts another mark when any of them changes, so that who remembers facts can see that they're past.
///
/// It's the database that marks, whatever statement of whatever process changed a row. A table is watched unless it's named here, each
/// opening sees to that: a table that a later version adds is watched without a word.
enum FactWatch {
    /// Tables that hold no facts: the log, what comes of calls, and what's under way.
    static let unwatched: Set<String> = [
        "entries", "tiles", "checkpoints", "replays", "retrievals", "uploads", "removals", "cosigned_checkpoints", "checkpoint_stamps",
        "facts_marks", "grdb_migrations",
    ]

    /// Version 22: where the marks lie. A person's own lies with the person, and goes with them.
    static let marks = [
        "CREATE TABLE facts_marks (only INTEGER PRIMARY KEY CHECK (only = 1), whole INTEGER NOT NULL, common INTEGER NOT NULL) STRICT",
        "INSERT INTO facts_marks (only, whole, common) VALUES (1, random(), random())",
        "ALTER TABLE participants ADD COLUMN mark INTEGER NOT NULL DEFAULT 0",
        "UPDATE participants SET mark = random()",
    ]

    /// Watches the tables that aren't watched yet.
    static func watch(_ pool: DatabasePool) throws {
        guard try pool.read({ try !missing(in: $0).isEmpty }) else { return }
        try pool.write { db in for trigger in try missing(in: db) { try db.execute(sql: trigger.sql) } }
    }

    private struct Trigger {
        let table: String
        let event: String
        /// Whose facts a row is, in SQL; `nil` for everybody's.
        let person: (String) -> String?

        var name: String { "watch_\(table)_\(event.lowercased())" }

        /// A row that changes hands is a change for both.
        var sql: String {
            let rows = event == "UPDATE" ? ["OLD", "NEW"] : [event == "DELETE" ? "OLD" : "NEW"]
            let people = rows.compactMap(person)
            let marks = people.isEmpty ? "whole = random(), common = random()" : "whole = random()"
            // The mark itself is no fact: without this its own change would be marked, too.
            let condition = table == "participants" && event == "UPDATE" ? "WHEN OLD.mark IS NEW.mark " : ""
            let own = people.isEmpty ? "" : "UPDATE participants SET mark = random() WHERE id IN (\(people.joined(separator: ", "))); "
            return "CREATE TRIGGER \(name) AFTER \(event) ON \(table) \(condition)BEGIN UPDATE facts_marks SET \(marks); \(own)END"
        }
    }

    private static func missing(in db: Database) throws -> [Trigger] {
        let there = try String.fetchSet(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'")
        let tables = try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        return try tables.filter { !unwatched.contains($0) }.flatMap { table in
            let columns = try db.columns(in: table).map(\.name)
            let column = table == "participants" ? "id" : columns.contains("participant") ? "participant" : nil
            return ["INSERT", "UPDATE", "DELETE"].map { event in
                Trigger(table: table, event: event) { row in column.map { "\(row).\($0)" } }
            }
        }.filter { !there.contains($0.name) }
    }
}
