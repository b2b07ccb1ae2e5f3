internal import ExchangeAPI
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore

/// Stands before every request: no valid identity, no answer but 401 and the connection's end.
///
/// The check lives in the listener, not in a middleware, so that no route can be mounted in front of it.
struct RequestGate: Sendable {
    /// The connection's channel, given the request's.
    typealias Connection = @Sendable (any Channel) -> (any Channel)?

    let standing: ClientStanding
    let limits: TLSListenerConfiguration
    let tally: ConnectionTally

    /// `responder` behind the gate.
    ///
    /// - Parameters:
    ///   - responder: who answers requests that are let in.
    ///   - logger: gets the refusals' codes.
    ///   - goodbye: header fields that tell the client that the connection ends.
    ///   - connection: the connection's channel, given the request's; for HTTP/2 that is the stream's parent.
    func guarding(
        _ responder: @escaping HTTPChannelHandler.Responder,
        logger: Logger,
        goodbye: HTTPFields,
        connection: @escaping Connection
    ) -> HTTPChannelHandler.Responder {
        { request, writer, channel in
            if let refusal = standing.refusal(of: ClientIdentity.current) {
                let requestID = RequestID()
                tally.noteRequestRefused(refusal)
                logger.info(
                    "request refused", metadata: ["reason": .string(refusal.rawValue), CallLogging.key: .stringConvertible(requestID)])
                connection(channel)?.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
                var fields = goodbye
                fields[.requestID] = requestID.description
                return try await Self.refuse(.unauthorized, refusal.rawValue, "\(refusal)", fields, writer)
            }
            guard (request.head.path ?? "").utf8.count <= limits.maximumTargetBytes else {
                let detail = "The path with its query is too long; check it against openapi.yaml."
                return try await Self.refuse(.uriTooLong, "target-too-long", detail, [:], writer)
            }
            let fields = request.head.headerFields
            guard fields.count <= limits.maximumHeaderCount, fields.listBytes <= limits.maximumHeaderBytes else {
                let detail = "The header fields are too large; send fewer or shorter ones."
                return try await Self.refuse(.requestHeaderFieldsTooLarge, "header-too-large", detail, [:], writer)
            }
            guard request.head.isPlain else {
                let fault = Problem(.malformedHeader)
                return try await Self.refuse(.badRequest, fault.code, fault.detail, [:], writer)
            }
            try await responder(request, writer, channel)
        }
    }

    /// Answers every request that there is no room for the connection, and ends it.
    static func refusing(goodbye: HTTPFields, connection: @escaping Connection) -> HTTPChannelHandler.Responder {
        { _, writer, channel in
            connection(channel)?.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
            let problem = Problem(.overloaded)
            var extra = goodbye
            extra[.retryAfter] = String(WireLimits.retryAfterSeconds)
            try await refuse(.serviceUnavailable, problem.code, problem.detail, extra, writer)
        }
    }

    /// Problem details (RFC 9457) with a stable code.
    private static func refuse(
        _ status: HTTPResponse.Status, _ code: String, _ detail: String, _ extra: HTTPFields, _ writer: consuming ResponseWriter
    ) async throws {
        var response = try Response.problem(Problem(code: code, title: status.reasonPhrase, status: status.code, detail: detail))
        response.headers.append(contentsOf: extra)
        response.headers[.cacheControl] = "no-store"
        if response.headers[.requestID] == nil { response.headers[.requestID] = RequestID().description }
        response.headers[.contentLength] = response.body.contentLength.map(String.init)
        try await writer.write(response: response.head, body: response.body)
    }
}

extension HTTPFields {
    /// The size of a header list, RFC 9113 §10.5.1.
    fileprivate var listBytes: Int {
        reduce(0) { $0 + $1.name.rawName.utf8.count + $1.value.utf8.count + 32 }
    }
}
