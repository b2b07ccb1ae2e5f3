import Exchange
import ExchangeAPI
import HTTPTypes
import Hummingbird

extension RouteTable {
    /// Reading a document: the decision, then the payload.
    ///
    /// - Parameter isRevoked: whether a certificate was revoked.
    mutating func addRetrievals(_ exchange: Exchange, isRevoked: @escaping @Sendable (ClientIdentity) -> Bool) {
        answer(.post, "/v1/documents/{document}/retrievals") { call in
            let posted = try await call.posted(PurposeBody.self)
            return try await exchange.retrieve(try call.id("document"), for: posted.body.purpose, by: call.caller)
        }
        respond(.get, "/v1/retrievals/{retrieval}/payload", as: .transfer) { call in
            let payload = try await exchange.payload(of: try call.id("retrieval"), by: call.caller)
            return try await call.response(sending: payload, isRevoked: isRevoked)
        }
    }
}

extension IncomingCall {
    /// The whole payload, or the one range that is asked for (RFC 9110 §14).
    fileprivate func response(sending payload: Payload, isRevoked: @escaping @Sendable (ClientIdentity) -> Bool) async throws -> Response {
        let identity = context.identity
        let blob = UntilRevoked(blob: payload.blob) { isRevoked(identity) }
        let tag = "\"\(Hexadecimal.text(payload.digest))\""
        var fields: HTTPFields = [.contentType: "application/octet-stream", .eTag: tag, .acceptRanges: "bytes"]
        guard let asked = try range(ifStill: tag) else { return try await sent(blob, 0..<payload.size, .ok, fields) }
        guard let range = asked.resolved(in: payload.size) else {
            var refusal = try Response.problem(Problem(.rangeNotSatisfiable))
            refusal.headers[.contentRange] = "bytes */\(payload.size)"
            return refusal
        }
        fields[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(payload.size)"
        return try await sent(blob, range, .partialContent, fields)
    }

    /// `If-Range` (RFC 9110 §13.1.5) with another tag means: the whole.
    private func range(ifStill tag: String) throws(Problem) -> ByteRange? {
        guard let field = request.headers[.range], request.headers[.ifRange].map({ $0 == tag }) ?? true else { return nil }
        guard let range = ByteRange(field) else { throw Problem(.malformedHeader) }
        return range
    }

    private func sent(
        _ blob: any Blob, _ range: Range<UInt64>, _ status: HTTPResponse.Status, _ fields: HTTPFields
    ) async throws -> Response {
        let body = try await ResponseBody.blob(blob, range, eventLoop: context.channel.eventLoop)
        return Response(status: status, headers: fields, body: body)
    }
}
