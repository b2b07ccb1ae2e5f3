/// Something that has happened to a request.
package enum RequestEventKind: String, Hashable, Sendable, Codable, CaseIterable {
    case created
    /// Answered by one approver; a second one is to confirm it.
    case awaitingSecond
    /// Its answer is in force.
    case answered
    /// A second approver has declined the answer: it waits for a new one.
    case reopened
    case withdrawn, closed
    /// The time to answer by has run out.
    case overdue
}

/// An event as storage holds it, and as it's told: it says nothing of anybody. What it's about is read by those who may.
package struct RequestEvent: Hashable, Sendable, Codable {
    /// Grows from event to event.
    package let id: UInt64
    package let request: RequestID
    package let kind: RequestEventKind
    package let at: Timestamp

    package init(id: UInt64, request: RequestID, kind: RequestEventKind, at: Timestamp) {
        self.id = id
        self.request = request
        self.kind = kind
        self.at = at
    }
}
