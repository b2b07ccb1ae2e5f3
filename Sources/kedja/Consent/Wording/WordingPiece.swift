/// What a wording leaves open.
enum WordingPlaceholder: String, CaseIterable, Sendable {
    case from, to, categories, purposes, firstDay, lastDay, contact

    /// Those that fill a line each.
    var isList: Bool {
        switch self {
        case .from, .to, .categories, .purposes: true
        case .firstDay, .lastDay, .contact: false
        }
    }

    /// Each of them must be in a text, so that none is silent on who, what, why or how long. The first version didn't say whom to ask.
    static func required(id: String, version: String) -> [WordingPlaceholder] {
        allCases.filter { $0 != .contact || !(id == ReleasedWordings.id && version == "1") }
    }
}

/// A stretch of a line: words, or a place for some.
enum WordingPiece: Hashable, Sendable {
    case text(String)
    case placeholder(WordingPlaceholder)

    var placeholder: WordingPlaceholder? {
        if case .placeholder(let placeholder) = self { return placeholder }
        return nil
    }

    /// Reads `Fråga {contact}.` A list stands alone, as `- {from}`.
    static func pieces(of line: String) throws(WordingFault) -> [WordingPiece] {
        var pieces: [WordingPiece] = []
        var rest = Substring(line)
        while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}") else { throw .looseBrace(line) }
            let name = String(rest[rest.index(after: open)..<close])
            guard let placeholder = WordingPlaceholder(rawValue: name) else { throw .unknownPlaceholder(name) }
            if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
            pieces.append(.placeholder(placeholder))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.text(String(rest))) }
        for list in pieces.compactMap(\.placeholder) where list.isList && pieces != [.text("- "), .placeholder(list)] {
            throw .listNotAlone(list.rawValue)
        }
        return pieces
    }
}
