import Exchange

extension DocumentQuery {
    /// SQL for what is asked, and what stands for its question marks.
    var condition: (sql: String, arguments: [(any Storable)?]) {
        switch self {
        case .all: ("TRUE", [])
        case .none: ("FALSE", [])
        case .owner(let organisation): ("owner = ?", [organisation])
        case .category(let category): ("category = ?", [category])
        case .release(let mode): ("release = ?", [mode])
        case .superseded: ("superseded_by IS NOT NULL", [])
        case .caseOfficer(let officer): ("case_id IN (SELECT case_id FROM case_officers WHERE officer = ?)", [officer])
        case .caseOrganisation(let organisation): ("case_id IN (SELECT case_id FROM case_officers WHERE organisation = ?)", [organisation])
        // One case after the other, by its key: all open cases there are is too large a set to be made for every page. An officer's or an organisation's
        // is small, and leads to its documents by an index.
        case .openCase: ("EXISTS (SELECT 1 FROM cases WHERE id = documents.case_id AND closed_at IS NULL)", [])
        case .not(let query): ("NOT (\(query.condition.sql))", query.condition.arguments)
        case .and(let parts): DocumentQuery.joined(parts, "AND", empty: "TRUE")
        case .or(let parts): DocumentQuery.joined(parts, "OR", empty: "FALSE")
        }
    }

    /// A part that all which match must meet, and that an index of documents answers by itself.
    var indexed: DocumentQuery? {
        switch self {
        case .caseOfficer, .caseOrganisation: self
        case .and(let parts): parts.lazy.compactMap(\.indexed).first
        default: nil
        }
    }

    private static func joined(
        _ parts: [DocumentQuery], _ word: String, empty: String
    ) -> (sql: String, arguments: [(any Storable)?]) {
        let conditions = parts.map(\.condition)
        let sql = conditions.map(\.sql).joined(separator: " \(word) ")
        return (conditions.isEmpty ? empty : "(\(sql))", conditions.flatMap(\.arguments))
    }
}
