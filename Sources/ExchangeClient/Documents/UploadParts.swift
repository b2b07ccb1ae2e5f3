import Crypto
import Exchange
import ExchangeAPI

/// Cuts the sealed payload into parts of the ticket's size and sends each as soon as it is full. For one task.
struct UploadParts {
    /// How often a part is sent again before the upload is given up.
    static let retries = 3
    /// What a ticket may ask for, in bytes.
    static let partSizes = 1...(64 << 20)

    private let connection: ExchangeConnection
    private let upload: UploadID
    private let partSize: Int
    private var pending: [UInt8] = []
    private var hash = SHA256()
    /// Bytes of the payload that the exchange has.
    private(set) var sent: UInt64 = 0

    init(_ ticket: UploadTicket, _ connection: ExchangeConnection) throws(ClientError) {
        guard Self.partSizes.contains(ticket.partSize) else {
            throw .integrity("malformed-ticket", "the exchange asks for parts of \(ticket.partSize) bytes")
        }
        self.connection = connection
        upload = ticket.upload
        partSize = ticket.partSize
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
        guard !pending.isEmpty else { return }
        try await sendPart(of: pending.count)
    }

    private mutating func sendPart(of size: Int) async throws(ClientError) {
        try await deliver(Array(pending.prefix(size)))
        pending.removeFirst(size)
        sent += UInt64(size)
    }

    private func deliver(_ part: [UInt8]) async throws(ClientError) {
        let end = sent + UInt64(part.count)
        var offset = sent
        for attempt in 0...Self.retries {
            do throws(ClientError) {
                offset = try await connection.sendPart(Array(part.dropFirst(Int(offset - sent))), of: upload, at: offset)
            } catch {
                guard attempt < Self.retries, error.isWorthRepeating else { throw error }
                offset = try await arrived() ?? offset
            }
            guard (sent...end).contains(offset) else {
                throw .integrity("upload-lost", "the exchange has \(offset) bytes of this upload, where \(sent) to \(end) were sent")
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
