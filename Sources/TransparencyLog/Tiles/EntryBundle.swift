/// The entries under one tile of level 0, each with its length before it as a big-endian 16-bit number (C2SP tlog-tiles, "Log entries").
///
/// What parses encodes to the same bytes.
public struct EntryBundle: Hashable, Sendable {
    /// The longest entry, in bytes.
    public static let entryLimit = Int(UInt16.max)

    /// The entries in the log's order, 1 to 256.
    public let entries: [[UInt8]]

    /// Bundles entries.
    ///
    /// - Throws: `LogError.malformedBundle` for none or more than 256; `LogError.entryTooLong`.
    public init(entries: [[UInt8]]) throws(LogError) {
        guard (1...Tile.fullWidth).contains(entries.count) else { throw .malformedBundle }
        if let long = entries.first(where: { $0.count > Self.entryLimit }) { throw .entryTooLong(long.count) }
        self.entries = entries
    }

    /// Reads a bundle.
    ///
    /// - Throws: `LogError.malformedBundle` when it is cut short, empty, or holds more than 256 entries.
    public init(parsing bytes: some Collection<UInt8>) throws(LogError) {
        var rest = Array(bytes)[...]
        var entries: [[UInt8]] = []
        while !rest.isEmpty {
            guard entries.count < Tile.fullWidth, rest.count >= 2 else { throw .malformedBundle }
            let count = rest.prefix(2).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(2)
            guard rest.count >= count else { throw .malformedBundle }
            entries.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        try self.init(entries: entries)
    }

    /// The bundle's bytes.
    public var encoded: [UInt8] {
        entries.flatMap { [UInt8($0.count >> 8), UInt8($0.count & 0xFF)] + $0 }
    }
}
