import Exchange
import ExchangeAPI

extension RouteTable {
    /// Documents, without their payloads.
    mutating func addDocuments(_ exchange: Exchange) {
        answer(.get, "/v1/documents") { call in
            try await exchange.documents(for: try call.purpose(), after: try call.last(), by: call.caller)
        }
        answer(.get, "/v1/documents/{document}") { call in try await exchange.document(try call.id("document"), by: call.caller) }
        answer(.post, "/v1/documents/{document}/explanations") { call in
            let posted = try await call.posted(PurposeBody.self)
            return try await exchange.explain(try call.id("document"), for: posted.body.purpose, by: call.caller)
        }
        answer(.post, "/v1/documents/{document}/readers") { call in
            let posted = try await call.posted(PurposeBody.self)
            return try await exchange.readers(of: try call.id("document"), for: posted.body.purpose, by: call.caller)
        }
    }
}

extension IncomingCall {
    /// The purpose in the query, where there is one.
    fileprivate func purpose() throws(ExchangeError) -> Purpose? {
        guard let text = try parameter("purpose") else { return nil }
        guard let purpose = Purpose(rawValue: text) else {
            throw .invalid("the query's purpose must be one of \(Purpose.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return purpose
    }

    /// The document, or whatever is listed, in the query behind which the page begins. A malformed id is answered as an unknown one is.
    func last<Kind: IdentifierKind>() throws -> Identifier<Kind>? {
        guard let text = try parameter("after") else { return nil }
        guard let id = Identifier<Kind>(text) else { throw Problem.notFound }
        return id
    }
}
