import Exchange
import GRDB
import GRDBSQLite
import TransparencyLog

/// Appends entries by SQLite's own calls: every action's way to the log, on which GRDB's boxed arguments would cost more than the insert.
enum EntryStatement {
    /// Appends nothing where the log has another size.
    private static let sql = """
        INSERT INTO entries (log_index, leaf, text, at, action, outcome, officer, organisation, participant, owner, leaf_hash)
        SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11
        WHERE ?1 = (SELECT coalesce(max(log_index) + 1, 0) FROM entries)
        """

    /// Whether the entry was appended.
    static func append(_ entry: StoredEntry, in db: Database) throws -> Bool {
        let statement = try db.cachedStatement(sql: sql).sqliteStatement
        defer { sqlite3_reset(statement) }
        var values = BoundValues()
        values.blob(entry.leaf, at: 2)
        values.blob(entry.text.bytes, at: 3)
        values.text(entry.action.rawValue, at: 5)
        values.text(entry.outcome.rawValue, at: 6)
        values.text(entry.officer.description, at: 7)
        values.text(entry.officer.organisation.text, at: 8)
        if let participant = entry.participant { values.text(participant.text, at: 9) }
        if let owner = entry.owner { values.text(owner.text, at: 10) }
        values.blob(entry.leafHash.bytes, at: 11)
        let code = values.whileBound(to: statement) {
            sqlite3_bind_int64(statement, 1, Int64(clamping: entry.index))
            sqlite3_bind_int64(statement, 4, entry.at.milliseconds)
            return sqlite3_step(statement)
        }
        guard code == SQLITE_DONE else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
        return db.changesCount == 1
    }
}

/// A statement's texts and blobs, one behind the other in one piece of memory that SQLite reads while the statement runs.
private struct BoundValues {
    private struct Part {
        let place: Int32
        let range: Range<Int>
        let isText: Bool
    }

    private var bytes: [UInt8] = []
    private var parts: [Part] = []

    init() {
        bytes.reserveCapacity(1024)
        parts.reserveCapacity(9)
    }

    mutating func text(_ text: String, at place: Int32) { add(text.utf8, true, place) }
    mutating func blob(_ blob: [UInt8], at place: Int32) { add(blob, false, place) }

    private mutating func add(_ added: some Collection<UInt8>, _ isText: Bool, _ place: Int32) {
        let start = bytes.count
        bytes.append(contentsOf: added)
        parts.append(Part(place: place, range: start..<bytes.count, isText: isText))
    }

    /// Runs `body` while the values are bound. What isn't bound is null.
    func whileBound(to statement: OpaquePointer?, _ body: () -> Int32) -> Int32 {
        bytes.withUnsafeBytes { memory in
            for part in parts {
                let start = memory.baseAddress.map { $0 + part.range.lowerBound }
                let count = Int32(part.range.count)
                let code =
                    part.isText
                    ? sqlite3_bind_text(statement, part.place, start?.assumingMemoryBound(to: CChar.self), count, nil)
                    : sqlite3_bind_blob(statement, part.place, start, count, nil)
                guard code == SQLITE_OK else { return code }
            }
            defer { sqlite3_clear_bindings(statement) }
            return body()
        }
    }
}
