import Exchange
import ExchangeAPI
import HTTPTypes
import Hummingbird

extension RouteTable {
    /// Uploads: begun, filled part by part, completed.
    mutating func addUploads(_ exchange: Exchange, _ receiver: PartReceiver) {
        answer(.post, "/v1/uploads") { call in
            let posted = try await call.posted(BeginUploadBody.self)
            return try await exchange.beginUpload(
                to: posted.body.caseID, category: posted.body.category, release: posted.body.release, by: call.caller,
                idempotency: posted.idempotency)
        }
        tell(.get, "/v1/uploads/{upload}") { call in
            UploadProgress(size: try await exchange.uploadedSize(try call.id("upload"), by: call.caller))
        }
        respond(.patch, "/v1/uploads/{upload}", as: .transfer) { call in
            let size = try await receiver.receive(call.part(), of: try call.id("upload"), by: call.caller)
            var response = try Response.json(UploadProgress(size: size))
            response.headers[.uploadOffset] = String(size)
            return response
        }
        answer(.post, "/v1/uploads/{upload}/completion") { call in
            let posted = try await call.posted(CompleteUploadBody.self)
            return try await exchange.completeUpload(
                try call.id("upload"), manifest: posted.body.signed(), header: posted.body.headerBytes(), by: call.caller,
                idempotency: posted.idempotency)
        }
    }
}

extension IncomingCall {
    /// The part that a PATCH brings: where it goes, what it must hash to, and its bytes, still unread.
    fileprivate func part() throws(Problem) -> UploadPart {
        try require(mediaType: "application/octet-stream")
        guard let offset = request.headers[.uploadOffset].flatMap(UInt64.init(decimal:)), offset <= UInt64(Int64.max) else {
            throw Problem(.malformedHeader)
        }
        guard let digest = request.headers[.contentDigest].flatMap(ContentDigest.init) else { throw Problem(.missingDigest) }
        return UploadPart(offset: offset, digest: digest, body: request.body)
    }
}
