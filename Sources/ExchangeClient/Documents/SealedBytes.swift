import Age
import Exchange

/// The sealed payload of an upload, from its first byte on.
protocol SealedBytes {
    /// The next piece; empty at the end.
    mutating func next() async throws(ClientError) -> [UInt8]
    /// How far the source has been read.
    var progress: ProgressReport { get }
}

/// Plaintext that is sealed as it's read.
struct SealingBytes: SealedBytes {
    private let source: SourceReader
    private var sealer: PayloadSealer
    private var read: UInt64 = 0
    private var isFinished = false

    init(_ source: SourceReader, key: PayloadKey) throws(ClientError) {
        self.source = source
        sealer = try key.sealer()
    }

    var progress: ProgressReport { ProgressReport(bytes: read, total: source.total) }

    mutating func next() async throws(ClientError) -> [UInt8] {
        while !isFinished {
            let piece = try source.next()
            read += UInt64(piece.count)
            isFinished = piece.isEmpty
            let sealed = try seal(piece)
            if !sealed.isEmpty { return sealed }
        }
        return []
    }

    private mutating func seal(_ piece: [UInt8]) throws(ClientError) -> [UInt8] {
        do { return try isFinished ? sealer.finish() : sealer.update(piece) } catch {
            throw .local("sealing-failed", "the document can't be sealed: \(error)")
        }
    }
}

/// The payload of an age file that was sealed elsewhere, as it lies; armor is taken off.
struct LyingBytes: SealedBytes {
    private static let pieceSize = 1 << 20

    /// Whom the file was sealed to; not authentic, since nobody here can open it.
    let header: Header
    private let total: UInt64?
    private var stream: SealedFileStream<SourceReader>
    private var read: UInt64 = 0

    /// Throws `not-an-age-file`.
    init(_ source: SourceReader) throws(ClientError) {
        do { stream = try SealedFileStream(source) } catch { throw Self.failure(error) }
        header = stream.header
        let before = UInt64(header.encoded.count)
        total = stream.isArmored ? nil : source.total.map { $0 - min($0, before) }
    }

    var progress: ProgressReport { ProgressReport(bytes: read, total: total) }

    mutating func next() async throws(ClientError) -> [UInt8] {
        do {
            var piece = [UInt8](repeating: 0, count: Self.pieceSize)
            var span = piece.mutableSpan
            var memory = span.mutableBytes
            let count = try stream.read(into: &memory)
            read += UInt64(count)
            piece.removeSubrange(count...)
            return piece
        } catch { throw Self.failure(error) }
    }

    /// Reads to the end and answers the payload's size; from the length of the file where that tells.
    mutating func size() async throws(ClientError) -> UInt64 {
        if let total { return total }
        while try await !next().isEmpty {}
        return read
    }

    private static func failure(_ error: any Error) -> ClientError {
        error as? ClientError
            ?? .local(
                "not-an-age-file", "the file isn't a sealed one: \(error)", hint: "leave out --sealed for a file that isn't sealed yet")
    }
}

extension Header {
    /// Whether it could have been made for these recipients and nobody else, as far as the types of its stanzas tell: what it's sealed to is
    /// known for certain only to who opens it. Stanzas of unknown types are grease (C2SP age.md, "Recipient stanza").
    func couldBe(for recipients: [any Recipient]) -> Bool {
        let wanted = recipients.map(stanzaType(of:))
        let known = ["X25519", "mlkem768x25519", "p256tag", "mlkem768p256tag", "scrypt"]
        return known.allSatisfy { type in stanzas.count { $0.type == type } == wanted.count { $0 == type } }
    }
}

private func stanzaType(of recipient: any Recipient) -> String {
    switch recipient {
    case is X25519Recipient: "X25519"
    case is HybridRecipient: "mlkem768x25519"
    case is TagRecipient: "p256tag"
    case is HybridTagRecipient: "mlkem768p256tag"
    default: "scrypt"
    }
}
