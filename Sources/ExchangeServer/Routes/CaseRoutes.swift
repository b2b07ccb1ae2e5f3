import Exchange
import ExchangeAPI

extension RouteTable {
    /// Cases, their officers and documents.
    mutating func addCases(_ exchange: Exchange) {
        answer(.get, "/v1/cases/{case}") { call in try await exchange.caseOf(try call.id("case"), by: call.caller) }
        answer(.get, "/v1/cases/{case}/documents") { call in try await exchange.documents(of: try call.id("case"), by: call.caller) }
        answer(.post, "/v1/cases/{case}/officers") { call in
            let posted = try await call.posted(AddCaseOfficerBody.self)
            return try await exchange.addOfficer(
                posted.body.officer, to: try call.id("case"), by: call.caller, idempotency: posted.idempotency)
        }
        answer(.post, "/v1/cases/{case}/closure") { call in
            let posted = try await call.posted(EmptyBody.self)
            return try await exchange.closeCase(try call.id("case"), by: call.caller, idempotency: posted.idempotency)
        }
    }
}
