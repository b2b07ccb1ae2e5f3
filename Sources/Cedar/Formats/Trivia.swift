/// A text's tokens with the comments between them, which a formatter has to keep.
struct CommentedTokens {
    /// The last one is `.end`.
    let tokens: [Token]
    /// The tokens' texts as they were written.
    let texts: [String]
    /// The comments before each token.
    let comments: [[Comment]]
    /// How many gaps before a token hold comments, up to and with the token's own.
    private let commentedGaps: [Int]
    /// Whether a blank line separates a token from what stands before it.
    let followsBlankLine: [Bool]

    struct Comment {
        /// From `//` on, without blanks at its end.
        let text: String
        /// Whether it stands on the line on which the token before it ends.
        let isTrailing: Bool
        let followsBlankLine: Bool
    }

    init(_ source: String) {
        let lexed = Lexer.tokensAndComments(of: source)
        let bytes = Array(source.utf8)
        func text(_ range: SourceRange) -> String { String(decoding: bytes[range.lower..<range.upper], as: UTF8.self) }
        tokens = lexed.tokens
        texts = lexed.tokens.map { text($0.range) }
        var comments: [[Comment]] = []
        var followsBlankLine: [Bool] = []
        var gaps: [Int] = []
        var rest = lexed.comments[...]
        // The last line of what stands before; at the text's start there is nothing.
        var line: Int?
        for (token, tokenText) in zip(tokens, texts) {
            var gap: [Comment] = []
            while let range = rest.first, range.lower < token.range.lower {
                rest.removeFirst()
                let isTrailing = gap.isEmpty && line == range.position.line
                let isApart = line.map { range.position.line > $0 + 1 } ?? false
                gap.append(Comment(text: text(range).trimmingBlanks, isTrailing: isTrailing, followsBlankLine: isApart))
                line = range.position.line
            }
            followsBlankLine.append(line.map { token.range.position.line > $0 + 1 } ?? false)
            line = token.range.position.line + tokenText.utf8.count { $0 == 0x0A }
            comments.append(gap)
            gaps.append((gaps.last ?? 0) + (gap.isEmpty ? 0 : 1))
        }
        self.comments = comments
        self.followsBlankLine = followsBlankLine
        commentedGaps = gaps
    }

    /// Whether a comment stands between the first and the last of some tokens.
    func hasComments(within range: ClosedRange<Int>) -> Bool { commentedGaps[range.upperBound] > commentedGaps[range.lowerBound] }
}

extension String {
    /// Without spaces and tabs at the end.
    fileprivate var trimmingBlanks: String {
        var bytes = utf8[...]
        while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
