import Exchange
import ExchangeAPI

/// Entries as the daemon's search shows them to an auditor.
struct SearchedEntries: EntrySource {
    private let connection: ExchangeConnection
    private let filter: EntryFilter
    let isComplete: Bool

    /// `nil` where none are wanted.
    init?(_ connection: ExchangeConnection, _ entries: LogEntries) {
        self.connection = connection
        switch entries {
        case .none: return nil
        case .all: (filter, isComplete) = (EntryFilter(), true)
        case .matching(let asked): (filter, isComplete) = (asked, false)
        }
    }

    func entries(
        below size: UInt64, take: ([EntryLook], UInt64) throws(ClientError) -> Void
    ) async throws(ClientError) {
        var index: UInt64? = 0
        while let from = index, from < size {
            let (filter, connection) = (filter, connection)
            let page = try await connection.send(try made { try .audit(AuditSearchBody(filter: filter, from: from)) }).result
            // A page's successor must lie behind it, else reading wouldn't end.
            if let next = page.next, next <= from {
                throw .integrity("malformed-answer", "the exchange's pages lead back to where they came from")
            }
            index = page.next
            try take(page.entries.map(EntryLook.init), page.next ?? size)
        }
    }
}
