import GRDB

/// Triggers that give facts another mark when any of them changes, so that who remembers facts can see that they're past.
///
/// It's the database that marks, whatever statement of whatever process changed a row. A table is watched unless it's named here, each
/// opening sees to that: a table that a later version adds is watched without a word. Whose facts a row is, its column `participant` says, or the
/// rows that it names by foreign keys, a case's officers by their case; of several, each has their say. What leads to nobody is everybody's.
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

    /// Watches the tables that aren't watched yet, or that an earlier version watched in another way.
    static func watch(_ pool: DatabasePool) throws {
        guard try pool.read({ try !missing(in: $0).isEmpty }) else { return }
        try pool.write { db in
            for trigger in try missing(in: db) {
                try db.execute(sql: "DROP TRIGGER IF EXISTS \(trigger.name)")
                try db.execute(sql: trigger.sql)
            }
        }
    }

    private struct Trigger {
        let table: String
        let event: String
        let persons: Persons

        var name: String { "watch_\(table)_\(event.lowercased())" }

        /// A row that changes hands is a change for both. Where it can't be told whose a row is, it's everybody's.
        var sql: String {
            let rows = event == "UPDATE" ? ["OLD", "NEW"] : [event == "DELETE" ? "OLD" : "NEW"]
            let people = rows.flatMap(persons.of)
            let unknown = people.map { "\($0) IS NULL" }.joined(separator: " OR ")
            let common =
                switch persons {
                case .own: "common"
                case .byWay: "CASE WHEN \(unknown) THEN random() ELSE common END"
                case .everybody: "random()"
                }
            // The mark itself is no fact: without this its own change would be marked, too.
            let condition = table == "participants" && event == "UPDATE" ? "WHEN OLD.mark IS NEW.mark " : ""
            let own = people.isEmpty ? "" : "UPDATE participants SET mark = random() WHERE id IN (\(people.joined(separator: ", "))); "
            return "CREATE TRIGGER \(name) AFTER \(event) ON \(table) \(condition)BEGIN "
                + "UPDATE facts_marks SET whole = random(), common = \(common); \(own)END"
        }
    }

    private static func missing(in db: Database) throws -> [Trigger] {
        let there = Set(try String.fetchAll(db, sql: "SELECT sql FROM sqlite_master WHERE type = 'trigger'"))
        let tables = try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        return try tables.filter { !unwatched.contains($0) }.flatMap { table in
            let persons = try Persons(ofRowsIn: table, db)
            return ["INSERT", "UPDATE", "DELETE"].map { Trigger(table: table, event: $0, persons: persons) }
        }.filter { !there.contains($0.sql) }
    }
}

/// Whose facts a table's rows are.
private enum Persons {
    /// This column has their id.
    case own(column: String)
    /// Each of these rows, which the row names, is somebody's.
    case byWay([Step])
    case everybody

    struct Step {
        let column: String
        let table: String
        let key: String
        let persons: Persons
    }

    /// - Parameter way: the tables that have led here, for some may lead back.
    init(ofRowsIn table: String, by way: [String] = [], _ db: Database) throws {
        if table == "participants" {
            self = .own(column: "id")
        } else if try db.columns(in: table).contains(where: { $0.name == "participant" }) {
            self = .own(column: "participant")
        } else {
            let steps = try db.foreignKeys(on: table).compactMap { try Step($0, by: way + [table], db) }
            self = steps.isEmpty ? .everybody : .byWay(steps)
        }
    }

    /// Their ids, in SQL.
    func of(_ row: String) -> [String] {
        switch self {
        case .own(let column): ["\(row).\(column)"]
        case .byWay(let steps): steps.flatMap { $0.persons(of: row) }
        case .everybody: []
        }
    }
}

extension Persons.Step {
    /// `nil` where it leads to nobody.
    fileprivate init?(_ key: ForeignKeyInfo, by way: [String], _ db: Database) throws {
        guard key.mapping.count == 1, let columns = key.mapping.first, !way.contains(key.destinationTable) else { return nil }
        let persons = try Persons(ofRowsIn: key.destinationTable, by: way, db)
        if case .everybody = persons { return nil }
        self.init(column: columns.origin, table: key.destinationTable, key: columns.destination, persons: persons)
    }

    fileprivate func persons(of row: String) -> [String] {
        persons.of(table).map { "(SELECT \($0) FROM \(table) WHERE \(table).\(key) = \(row).\(column))" }
    }
}
