/// An age file that comes as a stream, armored or not: its header, then its payload.
///
///     var file = try await SealedFileStream { try input.read(upTo: $0) }
///     let opener = ParallelOpener(fileKey: try file.header.open(with: identities), lanes: 2)
///     try await opener.run(from: { try await file.read($0) }, to: { try output.write($0) })
public struct SealedFileStream {
    /// How many bytes are read at once until the payload begins.
    private static let pieceByteCount = 16 << 10

    /// The header; not authentic before it was opened.
    public let header: Header
    /// Whether the file is armored.
    public var isArmored: Bool { bytes.isArmored }
    private var bytes: DearmoredStream
    private var pending: ArraySlice<UInt8>

    /// Reads the header.
    ///
    /// - Throws: `header-malformed`, `header-truncated`, `header-too-large`, `armor-malformed`; what the stream throws.
    public init(_ stream: @escaping ByteStream) async throws {
        var bytes = try await DearmoredStream(stream)
        var reader = HeaderReader()
        while true {
            let piece = try await bytes.read(Self.pieceByteCount)
            guard !piece.isEmpty else { throw AgeError.headerTruncated }
            guard case .complete(let header, let rest) = try reader.feed(piece) else { continue }
            self.header = header
            self.bytes = bytes
            pending = rest[...]
            return
        }
    }

    /// The next bytes of the payload, about `count` of them; none at its end.
    ///
    /// - Throws: `armor-malformed`; what the stream throws.
    public mutating func read(_ count: Int) async throws -> [UInt8] {
        guard !pending.isEmpty else { return try await bytes.read(count) }
        defer { pending = pending.dropFirst(count) }
        return Array(pending.prefix(count))
    }
}

/// A stream out of which armor was taken, if there was any.
private struct DearmoredStream {
    /// What must be seen to tell whether a file is armored: its first line, and some white space before it.
    private static let probeByteCount = 4096

    private let stream: ByteStream
    private var decoder: ArmorDecoder?
    private var isEnded = false
    private var probed: [UInt8] = []

    var isArmored: Bool { decoder != nil }

    init(_ stream: @escaping ByteStream) async throws {
        self.stream = stream
        while probed.count < Self.probeByteCount {
            let piece = try await stream(Self.probeByteCount - probed.count)
            guard !piece.isEmpty else { break }
            probed += piece
        }
        decoder = Armor.isArmored(probed) ? ArmorDecoder() : nil
    }

    mutating func read(_ count: Int) async throws -> [UInt8] {
        guard decoder != nil else { return try await raw(count) }
        while !isEnded {
            let text = try await raw(count / 3 * 4 + 4)
            isEnded = text.isEmpty
            guard let file = try isEnded ? decoder?.finish() : decoder?.update(text), !file.isEmpty else { continue }
            return file
        }
        return []
    }

    private mutating func raw(_ count: Int) async throws -> [UInt8] {
        guard probed.isEmpty else {
            defer { probed = [] }
            return probed
        }
        return try await stream(count)
    }
}
