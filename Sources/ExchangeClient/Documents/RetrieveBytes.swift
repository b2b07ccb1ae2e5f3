import Age
import AsyncHTTPClient
package import Exchange
import ExchangeAPI
import NIOHTTP1

/// Which bytes of a document's plaintext are wanted: from `first` to `last`, which counts, or to the end.
package struct ByteSpan: Sendable, Hashable {
    package let first: UInt64
    package let last: UInt64?

    /// Reads `0-4095` or `4096-`. `nil` for anything else.
    package init?(_ text: String) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, ends.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }), let first = UInt64(ends[0]) else {
            return nil
        }
        let last = UInt64(ends[1])
        guard ends[1].isEmpty || last.map({ first <= $0 }) ?? false else { return nil }
        self.first = first
        self.last = last
    }
}

/// Fetches a stretch of a document's plaintext without what comes before it: only the chunks that hold it, and the last one, travel.
///
/// All is checked as by ``getDocument(_:purpose:to:form:force:continuing:over:identities:progress:)`` but the digest of the whole, which can't be
/// known of a part. Each chunk's tag is checked, so that every byte is the uploader's, at its place, and the length is (C2SP age.md, "Payload");
/// that nothing else of the document was changed isn't. Where the stretch ends behind the document's end, it's cut there.
///
/// Throws `range-outside` where the document ends before the stretch.
package func getBytes(
    _ span: ByteSpan, of id: DocumentID, purpose: Purpose, to destination: Destination, force: Bool = false,
    over connection: ExchangeConnection, identities: OfficerKeys, progress: @escaping ProgressSink
) async throws(ClientError) -> Retrieved {
    let spool = try destination.prepare(force: force, random: connection.random)
    let permitted = try await connection.permittedRetrieval(of: id, for: purpose)
    let (retrieval, sealedSize) = (permitted.retrieval, permitted.manifest.payloadSize)
    let key = try await fileKey(in: retrieval.header, identities)
    var size: UInt64 = 0
    do {
        let reader = try await PayloadReader(fileKey: key, sealedSize: sealedSize) { offset, count in
            try await connection.bytes(of: retrieval.id, from: offset, count: count, of: sealedSize)
        }
        guard span.first < reader.size else { throw ClientError.rangeOutside(reader.size) }
        let end = min(reader.size, span.last.map { $0 == .max ? $0 : $0 + 1 } ?? reader.size)
        while span.first + size < end {
            let piece = try await reader.read(at: span.first + size, count: Int(min(1 << 20, end - span.first - size)))
            guard !piece.isEmpty else { throw ClientError.payloadTruncated }
            try spool.write(piece)
            size += UInt64(piece.count)
            progress(ProgressReport(bytes: size, total: end - span.first))
        }
    } catch let error as AgeError {
        throw error == .payloadTruncated ? .payloadTruncated : .payloadDamaged(error)
    } catch {
        throw connectionFailure(error, daemon: connection.profile.daemon)
    }
    try destination.deliver(spool, force: force)
    return permitted.retrieved(size)
}

extension ExchangeConnection {
    /// How often a stretch is asked for again.
    private static let stretchRetries = 3

    /// Exactly these bytes of a payload.
    fileprivate func bytes(
        of retrieval: RetrievalID, from offset: UInt64, count: Int, of size: UInt64
    ) async throws(ClientError) -> [UInt8] {
        for _ in 0..<Self.stretchRetries {
            do throws(ClientError) { return try await stretch(of: retrieval, from: offset, count: count, of: size) } catch {
                guard error.exitClass == .unavailable else { throw error }
            }
        }
        return try await stretch(of: retrieval, from: offset, count: count, of: size)
    }

    private func stretch(of retrieval: RetrievalID, from offset: UInt64, count: Int, of size: UInt64) async throws(ClientError) -> [UInt8] {
        let last = offset + UInt64(count) - 1
        let response = try await payload(of: retrieval, range: "\(offset)-\(last)")
        guard response.status == .partialContent, response.headers.first(name: "content-range") == "bytes \(offset)-\(last)/\(size)" else {
            throw .wrongRange
        }
        return try await response.collect(upTo: count)
    }
}

extension ClientError {
    fileprivate static func rangeOutside(_ size: UInt64) -> ClientError {
        ClientError(.usage, "range-outside", "the document has \(size) bytes, and ends before that", hint: "ask for bytes that it has")
    }
}
