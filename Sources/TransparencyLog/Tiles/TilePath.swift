// The path of a tile below the log's URL prefix (C2SP tlog-tiles, "Merkle Tree" and "Log entries").

extension Tile {
    /// `tile/<L>/<N>[.p/<W>]` or `tile/entries/<N>[.p/<W>]`, without a leading slash.
    public var path: String {
        let kind =
            switch content {
            case .hashes(let level): String(level)
            case .entries: "entries"
            }
        return "tile/\(kind)/\(Self.indexPath(index))" + (isFull ? "" : ".p/\(width)")
    }

    /// Reads a path.
    ///
    /// - Throws: `LogError.malformedTilePath` for anything that `path` wouldn't write.
    public init(path: String) throws(LogError) {
        // The longest path has level 63, seven groups of digits and a partial width.
        guard path.utf8.count <= 64 else { throw .malformedTilePath }
        var elements = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)[...]
        guard elements.popFirst()?.elementsEqual("tile".utf8) == true, let content = elements.popFirst().flatMap(Content.init) else {
            throw .malformedTilePath
        }
        let width = Self.takeWidth(from: &elements)
        guard let width, let index = Self.index(of: elements), let tile = try? Tile(content, index: index, width: width),
            tile.path.isSameBytes(as: path)
        else { throw .malformedTilePath }
        self = tile
    }

    /// Zero-padded groups of three digits, all but the last with an `x` before them.
    private static func indexPath(_ index: UInt64) -> String {
        var groups: [String] = []
        var rest = index
        repeat {
            let digits = String(rest % 1000)
            let padded = String(repeating: "0", count: 3 - digits.utf8.count) + digits
            groups.append(groups.isEmpty ? padded : "x" + padded)
            rest /= 1000
        } while rest > 0
        return groups.reversed().joined(separator: "/")
    }

    /// Takes a final `.p/<W>` off; a path without one is that of a full tile. Nil where the width isn't one of a partial tile.
    private static func takeWidth(from elements: inout ArraySlice<Substring.UTF8View>) -> Int? {
        let suffix = Array(".p".utf8)
        guard elements.count >= 2, elements[elements.endIndex - 2].suffix(2).elementsEqual(suffix) else { return fullWidth }
        guard let width = elements.popLast().flatMap({ UInt64(canonicalDecimal: $0) }), let last = elements.popLast() else { return nil }
        elements.append(last.dropLast(2))
        return (1..<UInt64(fullWidth)).contains(width) ? Int(width) : nil
    }

    /// The number that groups of digits spell. Whether they are spelt as they should be is found out by writing them again.
    private static func index(of groups: ArraySlice<Substring.UTF8View>) -> UInt64? {
        let digits = groups.flatMap { $0.first == UInt8(ascii: "x") ? $0.dropFirst() : $0 }
        return UInt64(canonicalDecimal: digits.dropLast().drop { $0 == UInt8(ascii: "0") } + digits.suffix(1))
    }
}

extension Tile.Content {
    fileprivate init?(_ element: Substring.UTF8View) {
        if element.elementsEqual("entries".utf8) {
            self = .entries
        } else if let level = UInt64(canonicalDecimal: element), level <= 63 {
            self = .hashes(level: Int(level))
        } else {
            return nil
        }
    }
}
