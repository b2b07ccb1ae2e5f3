import Exchange
import ExchangeAPI

extension RouteTable {
    /// Organisations and officers.
    mutating func addDirectory(_ exchange: Exchange) {
        answer(.get, "/v1/directory") { call in try await exchange.directory(by: call.caller) }
        answer(.get, "/v1/directory/records") { call in
            try await exchange.directoryRecords(from: try call.number("from"), by: call.caller)
        }
        answer(.post, "/v1/directory/changes") { call in
            let posted = try await call.posted(DirectoryChangeBody.self)
            return try await exchange.changeDirectory(
                posted.body.signed(), evenIfLast: posted.body.last == true, by: call.caller, idempotency: posted.idempotency)
        }
    }
}
