import Exchange
import ExchangeAPI
import ExchangeClient

extension Session {
    /// Rows asked for at a time.
    private static let pageSize = 500

    /// Entries page after page, up to the limit, with the last page's receipt. `more` tells whether some were left.
    func entries(
        _ options: AuditFilterOptions, exporting: Bool, limit: Int
    ) async throws -> (answer: Answer<[AuditEntryView]>, more: Bool) {
        var entries: [AuditEntryView] = []
        var from: UInt64 = 0
        while true {
            let size = min(limit - entries.count, Session.pageSize)
            let body = AuditSearchBody(filter: options.filter, from: from, limit: size, exporting: exporting)
            let page = try await connection.send(.audit(body))
            entries += page.result.entries
            let next = page.result.next.flatMap { $0 > from ? $0 : nil }
            guard let next, entries.count < limit else {
                return (Answer(result: entries, receipt: page.receipt), next != nil)
            }
            from = next
        }
    }
}
