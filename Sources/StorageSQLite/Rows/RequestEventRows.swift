import Exchange
import GRDB

extension RequestEventKind: Storable {}

extension SQLiteTransaction {
    func lastRequestEvent() throws -> UInt64 {
        try row("request_events", "SELECT seq AS last FROM sqlite_sequence WHERE name = 'request_events'") { try $0["last"] } ?? 0
    }

    func requestEvents(after id: UInt64, limit: Int) throws -> [RequestEvent] {
        try rows("request_events", "SELECT * FROM request_events WHERE seq > ? ORDER BY seq LIMIT ?", [id, limit]) { columns in
            RequestEvent(
                id: try columns["seq"], request: try columns["request"], kind: try columns["kind"], at: try columns["at"])
        }
    }

    func unmarkedOverdueRequests(at now: Timestamp, limit: Int) throws -> [StoredRequest] {
        let sql = """
            SELECT * FROM requests WHERE answer_by <= ? AND state IN (\(waitingMarks))
            AND NOT EXISTS (SELECT 1 FROM request_events AS event WHERE event.request = requests.id AND event.kind = 'overdue')
            ORDER BY answer_by, seq LIMIT ?
            """
        return try requests(sql, [now] + RequestState.waiting + [limit])
    }

    func appendRequestEvent(_ kind: RequestEventKind, of request: RequestID, at time: Timestamp) throws {
        try insert("request_events", ["request": request, "kind": kind, "at": time])
    }

    func deleteRequestEvents(before time: Timestamp) throws {
        try run(
            """
            DELETE FROM request_events WHERE at < ? AND NOT (kind = 'overdue'
            AND request IN (SELECT id FROM requests WHERE answer_by IS NOT NULL AND state IN (\(waitingMarks))))
            """, [time] + RequestState.waiting)
    }
}
