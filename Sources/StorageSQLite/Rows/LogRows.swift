import Exchange
import GRDB
import TransparencyLog

extension SQLiteTransaction {
    func logSize() throws -> UInt64 {
        if let known = commit?.logSize { return known }
        let last: UInt64?? = try row("entries", "SELECT max(log_index) AS last FROM entries") { try $0.optional("last") }
        let size = last.flatMap { $0 }.map { $0 + 1 } ?? 0
        commit?.logSize = size
        return size
    }

    func entry(_ index: UInt64) throws -> StoredEntry? {
        try row("entries", "SELECT * FROM entries WHERE log_index = ?", [index], as: StoredEntry.init)
    }

    func entries(from index: UInt64, limit: Int, matching filter: EntryFilter) throws -> [StoredEntry] {
        let (sql, arguments) = filter.question(from: index, limit: limit)
        return try rows("entries", sql, arguments, as: StoredEntry.init)
    }

    func leaves(from index: UInt64, limit: Int) throws -> [[UInt8]] {
        let sql = "SELECT leaf FROM entries WHERE log_index >= ? ORDER BY log_index LIMIT ?"
        return try rows("entries", sql, [index, limit]) { try $0["leaf"] }
    }

    func leafHashes(from index: UInt64) throws -> [LogHash] {
        if let appended = commit?.appended, appended.first == index { return appended.hashes }
        return try leafHashes(from: index, before: UInt64(Int64.max))
    }

    /// A gap, which would shift what is behind it, is damage.
    private func leafHashes(from index: UInt64, before end: UInt64) throws -> [LogHash] {
        var next = index
        let sql = "SELECT log_index, leaf_hash FROM entries WHERE log_index >= ? AND log_index < ? ORDER BY log_index"
        return try rows("entries", sql, [index, end]) { columns in
            guard try columns["log_index"] == next else { throw columns.damaged("log_index") }
            next += 1
            return try columns["leaf_hash"]
        }
    }

    func tile(level: Int, index: UInt64) throws -> [UInt8] {
        let width = UInt64(Tile.fullWidth)
        let stored: [UInt8]? = try row("tiles", "SELECT hashes FROM tiles WHERE level = ? AND tile_index = ?", [level, index]) { columns in
            let hashes: [UInt8] = try columns["hashes"]
            guard !hashes.isEmpty, hashes.count.isMultiple(of: LogHash.byteCount), hashes.count <= Tile.fullWidth * LogHash.byteCount else {
                throw columns.damaged("hashes")
            }
            return hashes
        }
        if let stored { return stored }
        return level == 0 ? try leafHashes(from: index * width, before: (index + 1) * width).flatMap(\.bytes) : []
    }

    func checkpoint() throws -> [UInt8]? {
        if let known = commit?.checkpoint { return known }
        return try row("checkpoints", "SELECT note FROM checkpoints") { try $0["note"] }
    }

    func appendEntry(_ entry: StoredEntry) throws {
        guard try EntryStatement.append(entry, in: db) else {
            commit?.forget()
            throw ExchangeError(.storageFailed, "the log has another size than the entry says; nothing was appended")
        }
        commit?.note(entry)
    }

    func putTile(level: Int, index: UInt64, hashes: [UInt8]) throws {
        try run(
            "INSERT INTO tiles (level, tile_index, hashes) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET hashes = excluded.hashes",
            [level, index, hashes])
    }

    func putCheckpoint(_ note: [UInt8]) throws {
        try run("INSERT INTO checkpoints (only, note) VALUES (1, ?) ON CONFLICT DO UPDATE SET note = excluded.note", [note])
        commit?.checkpoint = .some(note)
    }
}

extension LogHash: Storable {
    var stored: DatabaseValue { bytes.stored }
    init?(stored: DatabaseValue) {
        guard let bytes = [UInt8](stored: stored), let hash = try? LogHash(bytes: bytes) else { return nil }
        self = hash
    }
}

extension EntryFilter {
    /// The SQL that finds entries from `index` on, and what stands for its question marks.
    func question(from index: UInt64, limit: Int) -> (sql: String, arguments: [(any Storable)?]) {
        var texts = ["log_index >= ?"]
        var arguments: [(any Storable)?] = [index]
        for (condition, values) in conditions {
            texts.append(condition)
            arguments += values
        }
        return ("SELECT * FROM entries WHERE \(texts.joined(separator: " AND ")) ORDER BY log_index LIMIT ?", arguments + [limit])
    }

    /// SQL for what is asked, and what stands for its question marks.
    fileprivate var conditions: [(String, [any Storable])] {
        var conditions: [(String, [any Storable])] = []
        if let participant { conditions.append(("participant = ?", [participant])) }
        if let officer { conditions.append(("officer = ?", [officer])) }
        if let organisation { conditions.append(("(organisation = ? OR owner = ?)", [organisation, organisation])) }
        if let action { conditions.append(("action = ?" + EverydayEntries.hint(action), [action])) }
        if let outcome { conditions.append(("outcome = ?" + EverydayEntries.hint(outcome), [outcome])) }
        if let from { conditions.append(("at >= ?", [from])) }
        if let until { conditions.append(("at < ?", [until])) }
        return conditions
    }
}

extension StoredEntry {
    fileprivate init(_ columns: Columns) throws {
        self.init(
            index: try columns["log_index"], leaf: try columns["leaf"], leafHash: try columns["leaf_hash"] as LogHash,
            text: try columns["text"], at: try columns["at"], action: try columns["action"], outcome: try columns["outcome"],
            officer: try columns["officer"],
            participant: try columns.optional("participant"), owner: try columns.optional("owner"),
            erasedBy: try columns.optional("erased_by"))
    }
}

// MARK: Calls that are made again

extension SQLiteTransaction {
    func replay(of key: String, by officer: OfficerID) throws -> StoredReplay? {
        try row("replays", "SELECT * FROM replays WHERE officer = ? AND key = ?", [officer, key], as: StoredReplay.init)
    }

    func insertReplay(_ replay: StoredReplay) throws {
        try insert(
            "replays",
            [
                "officer": replay.officer, "key": replay.key, "request_digest": replay.requestDigest, "answer": replay.answer,
                "participant": replay.participant, "at": replay.at,
            ])
    }

    func deleteReplays(before time: Timestamp) throws {
        try run("DELETE FROM replays WHERE at < ?", [time])
    }
}

extension StoredReplay {
    init(_ columns: Columns) throws {
        self.init(
            key: try columns["key"], officer: try columns["officer"], requestDigest: try columns["request_digest"],
            answer: try columns["answer"], participant: try columns.optional("participant"), at: try columns["at"])
    }
}
