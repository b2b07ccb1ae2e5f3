import Exchange
import TransparencyLog

/// What the writes that share a commit needn't ask SQLite for again: none but they can change it until it's done.
///
/// Lives on the writer's thread, from BEGIN to COMMIT.
final class CommitUnderWay {
    /// The log's size, once it was asked for.
    var logSize: UInt64?
    /// What has been appended, without a gap.
    private(set) var appended: (first: UInt64, hashes: [LogHash])?
    /// As long as nothing that may be a fact has been written since it was read.
    var factsMark: FactsMark?
    /// The newest checkpoint, once it was asked for.
    var checkpoint: [UInt8]??

    func note(_ entry: StoredEntry) {
        logSize = entry.index + 1
        guard let before = appended, before.first + UInt64(before.hashes.count) == entry.index else {
            appended = (entry.index, [entry.leafHash])
            return
        }
        appended?.hashes.append(entry.leafHash)
    }

    /// For when something has been undone.
    func forget() { (logSize, appended, factsMark, checkpoint) = (nil, nil, nil, nil) }
}

extension SQLiteTransaction {
    /// Asks at once for what most writes want to know.
    func lookAround() throws {
        let sql = """
            SELECT whole, common, (SELECT coalesce(max(log_index) + 1, 0) FROM entries) AS size, (SELECT note FROM checkpoints) AS note
            FROM facts_marks
            """
        _ = try row("facts_marks", sql) { columns in
            commit?.factsMark = FactsMark(whole: try columns["whole"], common: try columns["common"])
            commit?.logSize = try columns["size"]
            commit?.checkpoint = .some(try columns.optional("note"))
        }
    }
}
