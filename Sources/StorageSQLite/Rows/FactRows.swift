import Exchange
import GRDB

extension SQLiteTransaction {
    func factsMark() throws -> FactsMark {
        if let known = commit?.factsMark { return known }
        let mark = try row("facts_marks", "SELECT whole, common FROM facts_marks") {
            FactsMark(whole: try $0["whole"], common: try $0["common"])
        }
        guard let mark else { throw ExchangeError(.damaged, "the database has lost its marks of facts; restore it from a backup") }
        commit?.factsMark = mark
        return mark
    }

    func factsMark(of participant: ParticipantID) throws -> Int? {
        try row("participants", "SELECT mark FROM participants WHERE id = ?", [participant]) { try $0["mark"] }
    }
}
