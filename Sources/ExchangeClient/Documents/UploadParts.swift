import Crypto
import Exchange
import ExchangeAPI

/// Cuts the sealed payload into parts of the ticket's size and sends each as soon as it is full. For one task.
///
/// When an upload is gone on with, the payload is made anew from its start under the same key, and what the exchange has is passed over.
/// Sealing two texts under one key and nonce would give both away (RFC 8439 §4), and a file may change in between; so the digest of a
/// part is in the journal, durably, before a byte of it leaves, and a part that was noted is sent again only if it is the same
/// to the last byte. What no noted part covers has never left this computer, under whatever text. A part that ends inside a chunk
/// covers the chunk's beginning only: of the rest neither bytes nor tag have left. That holds whatever the exchange says
/// that it has, which might lie, and whatever a file's times say.
struct UploadParts {
    /// How often a part is sent again before the upload is given up.
    static let retries = 3
    /// What a ticket may ask for, in bytes.
    static let partSizes = 1...(64 << 20)

    private let connection: ExchangeConnection
    private let upload: UploadID
    private let partSize: Int
    private let journal: UploadJournal?
    /// SHA-256 of the parts that were noted by an earlier process.
    private let noted: [String]
    /// Bytes that the exchange had when this process began.
    private let had: UInt64
    private var pending: [UInt8] = []
    private var hash = SHA256()
    private var partCount = 0
    /// Bytes of the payload that the exchange has.
    private(set) var sent: UInt64 = 0

    init(
        _ ticket: UploadTicket, _ connection: ExchangeConnection, journal: UploadJournal? = nil, noted: [String] = [], had: UInt64 = 0
    ) throws(ClientError) {
        guard Self.partSizes.contains(ticket.partSize) else {
            throw .integrity("malformed-ticket", "the exchange asks for parts of \(ticket.partSize) bytes")
        }
        self.connection = connection
        guard had <= UInt64(noted.count) * UInt64(ticket.partSize) else { throw .uploadLost(has: had, of: 0...0) }
        upload = ticket.upload
        partSize = ticket.partSize
        self.journal = journal
        self.noted = noted
        self.had = had
    }

    /// SHA-256 of what was added, hexadecimal.
    var digest: String { Hexadecimal.text(hash.finalize()) }

    mutating func add(_ sealed: [UInt8]) async throws(ClientError) {
        hash.update(data: sealed)
        pending += sealed
        while pending.count >= partSize { try await sendPart(of: partSize) }
    }

    /// Sends what is left.
    mutating func finish() async throws(ClientError) {
        if !pending.isEmpty { try await sendPart(of: pending.count) }
        guard partCount >= noted.count else { throw .sourceChanged }
        guard sent >= had else { throw .uploadLost(has: had, of: sent...sent) }
    }

    private mutating func sendPart(of size: Int) async throws(ClientError) {
        let part = Array(pending.prefix(size))
        let digest = ContentDigest(of: part)
        try vouch(for: Hexadecimal.text(digest.bytes))
        let end = sent + UInt64(size)
        if end > had { try await deliver(part, digest, upTo: end) }
        pending.removeFirst(size)
        sent = end
        partCount += 1
    }

    /// Nothing of a part leaves before this returns.
    private func vouch(for digest: String) throws(ClientError) {
        guard partCount < noted.count else { return try journal?.add(part: digest) ?? () }
        guard noted[partCount] == digest else { throw .sourceChanged }
    }

    private func deliver(_ part: [UInt8], _ digest: ContentDigest, upTo end: UInt64) async throws(ClientError) {
        var offset = max(sent, had)
        for attempt in 0...Self.retries {
            do throws(ClientError) {
                let rest = offset == sent ? part : Array(part.dropFirst(Int(offset - sent)))
                let restDigest = offset == sent ? digest : ContentDigest(of: rest)
                offset = try await connection.sendPart(rest, digest: restDigest, of: upload, at: offset)
            } catch {
                guard attempt < Self.retries, error.isWorthRepeating else { throw error }
                offset = try await arrived() ?? offset
            }
            guard (sent...end).contains(offset) else {
                throw .uploadLost(has: offset, of: sent...end)
            }
            if offset == end { return }
        }
        throw ClientError(.unavailable, "upload-stalled", "the upload doesn't get on", hint: "try again later")
    }

    /// What the exchange has; `nil` when it can't be asked now.
    private func arrived() async throws(ClientError) -> UInt64? {
        do throws(ClientError) { return try await connection.plain(.uploadProgress(upload)).size } catch {
            guard error.exitClass == .unavailable else { throw error }
            return nil
        }
    }
}

extension ClientError {
    static let sourceChanged = ClientError.local(
        "source-changed", "the file isn't the one that the upload was begun with: it has changed since",
        hint: "upload it anew; what was begun is thrown away by itself")

    fileprivate static func uploadLost(has size: UInt64, of sent: ClosedRange<UInt64>) -> ClientError {
        .integrity(
            "upload-lost", "the exchange has \(size) bytes of this upload, where \(sent.lowerBound) to \(sent.upperBound) were sent")
    }

    /// Whether the same part may get through when it is sent again.
    fileprivate var isWorthRepeating: Bool {
        exitClass == .unavailable
            || [ExchangeError.Code.digestMismatch.rawValue, ExchangeError.Code.uploadOffset.rawValue].contains(code)
    }
}

/// A call whose body is made of our own types: if it can't be written, nothing was sent.
func made<R>(_ make: () throws -> Call<R>) throws(ClientError) -> Call<R> {
    do { return try make() } catch { throw .local("unwritable-call", "the call's body can't be written as JSON") }
}
