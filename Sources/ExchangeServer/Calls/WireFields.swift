import ExchangeAPI
import HTTPTypes
import Hummingbird
import NIOCore

extension HTTPField.Name {
    /// ``Field/idempotencyKey``.
    static let idempotencyKey = HTTPField.Name(ours: Field.idempotencyKey)
    /// ``Field/uploadOffset``.
    static let uploadOffset = HTTPField.Name(ours: Field.uploadOffset)
    /// ``Field/contentDigest``.
    static let contentDigest = HTTPField.Name(ours: Field.contentDigest)
    /// Names the request in the answer and in the log.
    static let requestID = HTTPField.Name(ours: Field.requestID)

    /// A name of ours, which is a token.
    private init(ours name: String) { self = HTTPField.Name(name) ?? .via }
}

extension Response {
    /// A JSON answer.
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        json(bytes: try WireJSON.encode(value), status)
    }

    /// A JSON answer that writes itself.
    static func json(_ value: some WireText) -> Response { json(bytes: value.wireText, .ok) }

    private static func json(bytes: some Sequence<UInt8>, _ status: HTTPResponse.Status) -> Response {
        Response(status: status, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// Problem details (RFC 9457).
    static func problem(_ problem: Problem) throws -> Response {
        var response = try json(problem, status: HTTPResponse.Status(code: problem.status))
        response.headers[.contentType] = "application/problem+json"
        return response
    }
}
