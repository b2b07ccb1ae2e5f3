/// A stretch of source text: UTF-8 offsets and the position of its first scalar.
struct SourceRange: Sendable, Hashable {
    let lower: Int
    let upper: Int
    let position: SourcePosition

    /// From the start of this range to the end of `other`.
    func through(_ other: SourceRange) -> SourceRange {
        SourceRange(lower: lower, upper: max(upper, other.upper), position: position)
    }

    /// The text that the range covers.
    func text(in source: String) -> String {
        let utf8 = source.utf8
        let start = utf8.index(utf8.startIndex, offsetBy: lower)
        return String(Substring(utf8[start..<utf8.index(start, offsetBy: upper - lower)]))
    }
}

/// A lexical token with its place.
struct Token: Sendable {
    enum Kind: Sendable, Equatable {
        /// An identifier or keyword; keywords are told apart by the parser, since most may serve as names.
        case identifier(String)
        /// Decimal digits without sign.
        case number(String)
        /// The raw text between the quotation marks.
        case string(String)
        /// `?principal` and the like.
        case slot(String)
        /// An operator or a bracket.
        case symbol(String)
        /// What no token starts with; the text is the complaint.
        case invalid(String)
        case end
    }

    let kind: Kind
    let range: SourceRange

    /// How an error message calls the token.
    var name: String {
        switch kind {
        case .identifier(let text), .number(let text), .slot(let text), .symbol(let text): "`\(text)`"
        case .string: "a string"
        case .invalid: "an invalid character"
        case .end: "the end of the text"
        }
    }
}
