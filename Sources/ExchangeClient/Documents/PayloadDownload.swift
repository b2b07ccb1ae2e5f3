import AsyncHTTPClient
import Exchange
import ExchangeAPI
import NIOCore
import NIOHTTP1

/// Takes a small payload from the retrieval's answer. Fetches any other, and goes on by range where the connection breaks, up to three times.
/// What the opening has received is not asked for.
struct PayloadDownload: Sendable {
    static let resumptions = 3

    let retrieval: Retrieval
    let connection: ExchangeConnection
    let progress: ProgressSink
    /// Where each piece is kept as it came.
    var partial: PartialFile?

    /// Fetches what is left of it; each piece of plaintext goes to `take`.
    func run(into opening: inout PayloadOpening, take: ([UInt8]) throws(ClientError) -> Void) async throws(ClientError) {
        guard opening.received < opening.expected else { return }
        if opening.received == 0, let payload = retrieval.payload { return try self.take(payload, into: &opening, take) }
        for attempt in 0...Self.resumptions {
            do throws(ClientError) {
                try await fetch(into: &opening, take: take)
                guard opening.received == opening.expected else { throw .payloadTruncated }
                return
            } catch {
                // What was permitted when it began and is refused when it's gone on with has been cut off for that.
                if attempt > 0, error.exitClass == .refused { throw .endedMeanwhile(error) }
                guard attempt < Self.resumptions, error.exitClass == .unavailable || error == .payloadTruncated else { throw error }
            }
        }
    }

    /// Nothing of it is kept as a part: it's all there.
    private func take(
        _ payload: String, into opening: inout PayloadOpening, _ take: ([UInt8]) throws(ClientError) -> Void
    ) throws(ClientError) {
        guard let sealed = bytes(base64: payload) else {
            throw .integrity("payload-damaged", "the payload in the daemon's answer is no base64")
        }
        try take(try opening.update(sealed))
        guard opening.received == opening.expected else { throw .payloadTruncated }
        progress(ProgressReport(bytes: opening.received, total: opening.expected))
    }

    private func fetch(into opening: inout PayloadOpening, take: ([UInt8]) throws(ClientError) -> Void) async throws(ClientError) {
        let from = opening.received
        let response = try await answer(from: from)
        try check(response, from: opening.received, of: opening.expected)
        var body = response.body.makeAsyncIterator()
        while let piece = try await next(&body) {
            let sealed = Array(piece.readableBytesView)
            try take(try opening.update(sealed))
            try partial?.add(sealed)
            progress(ProgressReport(bytes: opening.received, total: opening.expected))
        }
    }

    /// A payload without what its manifest has from there on has been cut.
    private func answer(from offset: UInt64) async throws(ClientError) -> HTTPClientResponse {
        do throws(ClientError) {
            return try await connection.payload(of: retrieval.id, range: offset > 0 ? "\(offset)-" : nil)
        } catch {
            throw error.code == WireFault.rangeNotSatisfiable.rawValue ? .payloadTruncated : error
        }
    }

    private func next(_ body: inout HTTPClientResponse.Body.AsyncIterator) async throws(ClientError) -> ByteBuffer? {
        do { return try await body.next() } catch { throw connectionFailure(error, daemon: connection.profile.daemon) }
    }

    /// A whole payload, or exactly the range that was asked for (RFC 9110 §14.4).
    private func check(_ response: HTTPClientResponse, from offset: UInt64, of size: UInt64) throws(ClientError) {
        if offset == 0 {
            guard response.status == .ok else { throw .wrongRange }
        } else {
            let expected = "bytes \(offset)-\(size - 1)/\(size)"
            guard response.status == .partialContent, response.headers.first(name: "content-range") == expected else { throw .wrongRange }
        }
    }
}

extension ClientError {
    /// The exchange ended it: the person has withdrawn, or whatever else its refusal says.
    fileprivate static func endedMeanwhile(_ refusal: ClientError) -> ClientError {
        ClientError(
            .refused, "ended-meanwhile", "the right to read the document ended while it came: \(refusal.sentence)",
            hint: "nothing of it was kept; ask kedja policy explain for the reason", problem: refusal.problem)
    }

    static let wrongRange = ClientError.integrity(
        "wrong-range", "the daemon sent another part of the payload than was asked for")
}
