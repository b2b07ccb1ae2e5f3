import Exchange
import GRDB

extension SQLiteTransaction {
    /// Rows are wide, and an officer's may be many. So their places are found first; of a part of the query that an index alone answers, a few
    /// at a time.
    func documents(matching query: DocumentQuery, after last: DocumentID?, limit: Int) throws -> [StoredDocument] {
        guard var start = try last.map({ try place(of: $0) }) ?? 0 else { return [] }
        let condition = query.condition
        guard let scope = query.indexed?.condition else {
            return try documents(at: Places(behind: start, condition, limit: limit), meeting: DocumentQuery.all.condition, limit: limit)
        }
        var found: [StoredDocument] = []
        while true {
            let places = Places(behind: start, scope, limit: max(2 &* limit, limit))
            found += try documents(at: places, meeting: condition, limit: limit - found.count)
            guard found.count < limit, let end = try places.end(in: self) else { return found }
            start = end
        }
    }

    private func documents(
        at places: Places, meeting condition: (sql: String, arguments: [(any Storable)?]), limit: Int
    ) throws -> [StoredDocument] {
        let sql = "SELECT * FROM documents WHERE seq IN (\(places.sql)) AND \(condition.sql) ORDER BY seq LIMIT ?"
        return try rows("documents", sql, places.arguments + condition.arguments + [limit], as: StoredDocument.init)
    }

    private func place(of document: DocumentID) throws -> Int? {
        try row("documents", "SELECT seq FROM documents WHERE id = ?", [document]) { try $0["seq"] }
    }

    /// The first places of documents that meet a condition.
    private struct Places {
        let sql: String
        let arguments: [(any Storable)?]
        private let limit: Int

        init(behind start: Int, _ condition: (sql: String, arguments: [(any Storable)?]), limit: Int) {
            self.limit = limit
            sql = "SELECT seq FROM documents WHERE seq > ? AND \(condition.sql) ORDER BY seq LIMIT ?"
            arguments = [start] + condition.arguments + [limit]
        }

        /// The last of them, if there may be more behind it.
        func end(in facts: SQLiteTransaction) throws -> Int? {
            let sql = "SELECT max(seq) AS last, count(*) AS number FROM (\(sql))"
            let found = try facts.row("documents", sql, arguments) {
                (last: try $0.optional("last") as Int?, number: try $0["number"] as Int)
            }
            return found?.number == limit ? found?.last : nil
        }
    }
}
