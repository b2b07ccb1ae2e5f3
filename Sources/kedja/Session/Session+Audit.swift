import Exchange
import ExchangeAPI
import ExchangeClient

extension Session {
    /// More than any page that the exchange answers; a whole number that JSON can carry.
    private static var pageLimit: Int { 1_000_000 }

    /// Entries page after page, up to the limit, with the last page's receipt. `more` tells whether some were left.
    func entries(
        _ options: AuditFilterOptions, exporting: Bool, limit: Int
    ) async throws -> (answer: Answer<[AuditEntryView]>, more: Bool) {
        var entries: [AuditEntryView] = []
        var from: UInt64 = 0
        while true {
            let body = AuditSearchBody(filter: options.filter, from: from, limit: min(limit - entries.count, Self.pageLimit), exporting: exporting)
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
