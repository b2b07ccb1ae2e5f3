import Exchange
import GRDB
import TransparencyLog

extension SQLiteTransaction {
    func logSize() throws -> UInt64 {
        let last: UInt64?? = try row("entries", "SELECT max(log_index) AS last FROM entries") { try $0.optional("last") }
        return last.flatMap { $0 }.map { $0 + 1 } ?? 0
    }

    func entry(_ index: UInt64) throws -> StoredEntry? {
        try row("entries", "SELECT * FROM entries WHERE log_index = ?", [index], as: StoredEntry.init)
    }

    func entries(from index: UInt64, limit: Int, matching filter: EntryFilter) throws -> [StoredEntry] {
        var conditions = ["log_index >= ?"]
        var arguments: [(any Storable)?] = [index]
        for (condition, values) in filter.conditions {
            conditions.append(condition)
            arguments += values
        }
        let sql = "SELECT * FROM entries WHERE \(conditions.joined(separator: " AND ")) ORDER BY log_index LIMIT ?"
        return try rows("entries", sql, arguments + [limit], as: StoredEntry.init)
    }

    func treeNode(_ id: NodeID) throws -> LogHash? {
        let sql = "SELECT hash FROM tree_nodes WHERE level = ? AND node_index = ?"
        return try row("tree_nodes", sql, [id.level, id.index]) { columns in
            guard let hash = try? LogHash(bytes: try columns["hash"] as [UInt8]) else { throw columns.damaged("hash") }
            return hash
        }
    }

    func checkpoint() throws -> [UInt8]? {
        try row("checkpoints", "SELECT note FROM checkpoints") { try $0["note"] }
    }

    func appendEntry(_ entry: StoredEntry, nodes: [(NodeID, LogHash)], checkpoint: [UInt8]) throws {
        guard try entry.index == logSize() else {
            throw ExchangeError(.storageFailed, "the log has another size than the entry says; nothing was appended")
        }
        try insert(
            "entries",
            [
                "log_index": entry.index, "leaf": entry.leaf, "text": entry.text, "at": entry.at, "action": entry.action,
                "outcome": entry.outcome, "officer": entry.officer, "organisation": entry.officer.organisation,
                "participant": entry.participant, "owner": entry.owner,
            ])
        for (id, hash) in nodes { try insert("tree_nodes", ["level": id.level, "node_index": id.index, "hash": hash.bytes]) }
        try run("INSERT INTO checkpoints (only, note) VALUES (1, ?) ON CONFLICT DO UPDATE SET note = excluded.note", [checkpoint])
    }
}

extension EntryFilter {
    /// SQL for what is asked, and what stands for its question marks.
    fileprivate var conditions: [(String, [any Storable])] {
        var conditions: [(String, [any Storable])] = []
        if let participant { conditions.append(("participant = ?", [participant])) }
        if let officer { conditions.append(("officer = ?", [officer])) }
        if let organisation { conditions.append(("(organisation = ? OR owner = ?)", [organisation, organisation])) }
        if let action { conditions.append(("action = ?", [action])) }
        if let outcome { conditions.append(("outcome = ?", [outcome])) }
        if let from { conditions.append(("at >= ?", [from])) }
        if let until { conditions.append(("at < ?", [until])) }
        return conditions
    }
}

extension StoredEntry {
    fileprivate init(_ columns: Columns) throws {
        self.init(
            index: try columns["log_index"], leaf: try columns["leaf"], text: try columns["text"], at: try columns["at"],
            action: try columns["action"], outcome: try columns["outcome"], officer: try columns["officer"],
            participant: try columns.optional("participant"), owner: try columns.optional("owner"),
            erasedBy: try columns.optional("erased_by"))
    }
}

// MARK: Calls that are made again

extension SQLiteTransaction {
    func replay(of key: String, by officer: OfficerID) throws -> StoredReplay? {
        try row("replays", "SELECT * FROM replays WHERE officer = ? AND key = ?", [officer, key]) { columns in
            StoredReplay(
                key: try columns["key"], officer: try columns["officer"], requestDigest: try columns["request_digest"],
                answer: try columns["answer"], participant: try columns.optional("participant"), at: try columns["at"])
        }
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
