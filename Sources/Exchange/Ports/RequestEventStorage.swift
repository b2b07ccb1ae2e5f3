package protocol RequestEventReader {
    /// The newest event's id; 0 before the first. It never sinks, even when events are forgotten.
    func lastRequestEvent() throws -> UInt64
    /// Events behind `id`, in order, at most `limit`.
    func requestEvents(after id: UInt64, limit: Int) throws -> [RequestEvent]
    /// Requests that nobody has answered though their time ended at or before `now`, and of which no event says so yet; at most `limit`.
    func unmarkedOverdueRequests(at now: Timestamp, limit: Int) throws -> [StoredRequest]
}

package protocol RequestEventWriter {
    /// Appends; the event goes when its request does.
    func appendRequestEvent(_ kind: RequestEventKind, of request: RequestID, at time: Timestamp) throws
    /// Forgets events from before `time`, but never that a request is overdue while it waits.
    func deleteRequestEvents(before time: Timestamp) throws
}
