/// Gives bytes out of a stream: at most `count` where it can, otherwise a piece of any length; none at the end.
public typealias ByteStream = (_ count: Int) async throws -> [UInt8]

/// Cuts a stream into blocks of whole chunks, and says which is the last.
struct BlockReader {
    let blockByteCount: Int
    /// The block that waits until it is known whether another follows.
    private var held: [UInt8] = []
    /// What a piece had beyond the bytes asked for.
    private var surplus: ArraySlice<UInt8> = []
    private var isEnded = false

    init(blockByteCount: Int) {
        self.blockByteCount = blockByteCount
    }

    /// The next `count` bytes; fewer at the end.
    mutating func exactly(_ count: Int, from stream: ByteStream) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let piece = try await take(count - bytes.count, from: stream)
            guard !piece.isEmpty else { break }
            bytes += piece
        }
        return bytes
    }

    /// The next block. The last one may be short or empty; after it there is nil.
    mutating func next(from stream: ByteStream) async throws -> (bytes: [UInt8], isLast: Bool)? {
        guard !isEnded else { return nil }
        while true {
            let isFull = held.count == blockByteCount
            let piece = try await take(isFull ? blockByteCount : blockByteCount - held.count, from: stream)
            guard !piece.isEmpty else {
                isEnded = true
                return (held, true)
            }
            guard !isFull else {
                defer { held = piece }
                return (held, false)
            }
            keep(piece)
        }
    }

    private mutating func keep(_ piece: [UInt8]) {
        if held.isEmpty && piece.count == blockByteCount { return held = piece }
        held.reserveCapacity(blockByteCount)
        held += piece
    }

    private mutating func take(_ count: Int, from stream: ByteStream) async throws -> [UInt8] {
        if surplus.isEmpty {
            let piece = try await stream(count)
            guard piece.count > count else { return piece }
            surplus = piece[...]
        }
        defer { surplus = surplus.dropFirst(count) }
        return Array(surplus.prefix(count))
    }
}
