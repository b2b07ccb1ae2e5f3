/// An age file that comes as a stream, armored or not: its header, then its payload.
///
///     let file = try SealedFileStream(input)
///     let opener = ParallelOpener(fileKey: try file.header.open(with: identities), cores: 2)
///     output = try await opener.run(from: file, to: output)
public struct SealedFileStream<Source: ByteReading>: ByteReading {
    /// How many bytes are read at once until the payload begins.
    private static var pieceByteCount: Int { 16 << 10 }

    /// The header; not authentic before it was opened.
    public let header: Header
    /// Whether the file is armored.
    public var isArmored: Bool { bytes.isArmored }
    private var bytes: DearmoredStream<Source>
    private var pending: ArraySlice<UInt8>

    /// Reads the header.
    ///
    /// - Throws: `header-malformed`, `header-truncated`, `header-too-large`, `armor-malformed`; what the stream throws.
    public init(_ source: Source) throws {
        var bytes = try DearmoredStream(source)
        var reader = HeaderReader()
        while true {
            let piece = try bytes.read(Self.pieceByteCount)
            guard !piece.isEmpty else { throw AgeError.headerTruncated }
            guard case .complete(let header, let rest) = try reader.feed(piece) else { continue }
            self.header = header
            self.bytes = bytes
            pending = rest[...]
            return
        }
    }

    /// The next bytes of the payload.
    ///
    /// - Throws: `armor-malformed`; what the stream throws.
    public mutating func read(into memory: inout MutableRawSpan) throws -> Int {
        if pending.isEmpty {
            if bytes.isPlain { return try bytes.source.read(into: &memory) }
            pending = try bytes.read(memory.byteCount)[...]
        }
        let piece = pending.prefix(memory.byteCount)
        memory.withUnsafeMutableBytes { $0.copyBytes(from: piece) }
        pending = pending.dropFirst(piece.count)
        return piece.count
    }
}

/// A stream out of which armor was taken, if there was any.
private struct DearmoredStream<Source: ByteReading> {
    /// What must be seen to tell whether a file is armored: its first line, and some white space before it.
    private static var probeByteCount: Int { 4096 }

    var source: Source
    private var decoder: ArmorDecoder?
    private var isEnded = false
    private var probed: [UInt8] = []

    var isArmored: Bool { decoder != nil }
    /// Whether all that is left is the source's, as it is.
    var isPlain: Bool { decoder == nil && probed.isEmpty }

    init(_ source: Source) throws {
        self.source = source
        while probed.count < Self.probeByteCount {
            let piece = try self.source.bytes(upTo: Self.probeByteCount - probed.count)
            guard !piece.isEmpty else { break }
            probed += piece
        }
        decoder = Armor.isArmored(probed) ? ArmorDecoder() : nil
    }

    mutating func read(_ count: Int) throws -> [UInt8] {
        guard decoder != nil else { return try raw(count) }
        while !isEnded {
            let text = try raw(count / 3 * 4 + 4)
            isEnded = text.isEmpty
            guard let file = try isEnded ? decoder?.finish() : decoder?.update(text), !file.isEmpty else { continue }
            return file
        }
        return []
    }

    private mutating func raw(_ count: Int) throws -> [UInt8] {
        guard probed.isEmpty else {
            defer { probed = [] }
            return probed
        }
        return try source.bytes(upTo: count)
    }
}

extension ByteReading {
    /// The next bytes as a piece of their own; none at the end.
    mutating func bytes(upTo limit: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            var memory = UnsafeMutableRawBufferPointer(buffer).mutableBytes
            count = try read(into: &memory)
        }
    }
}
