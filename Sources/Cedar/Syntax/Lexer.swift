/// Cuts a text into tokens. White space is Unicode's; comments run from `//` to the end of the line.
///
/// Cedar grammar: tokens IDENT, STR, INT, RELOP.
struct Lexer {
    private let bytes: [UInt8]
    private var offset = 0
    private var line = 1
    private var column = 1
    /// The comments skipped so far, each from its `//` to the end of its line.
    private var comments: [SourceRange] = []

    private static let doubleSymbols: Set<String> = ["::", "==", "!=", "<=", ">=", "&&", "||"]
    private static let singleSymbols = Set("@.,;:(){}[]<>+-*/%!=?".utf8)

    /// Whether a string ends with its line, closed or not.
    private let endsStringsWithLines: Bool
    private var metUnclosedString = false

    /// All the tokens of a text, the last one being `.end`.
    ///
    /// A string may hold raw line breaks, as in the reference implementation. Where one isn't closed at all, each quotation mark behind
    /// it was taken for its opposite; the text is wrong in any case, so it is read again with strings that end with their lines.
    static func tokens(of text: String) -> [Token] { tokensAndComments(of: text).tokens }

    /// The same, and the comments between them in their order.
    static func tokensAndComments(of text: String) -> (tokens: [Token], comments: [SourceRange]) {
        let bytes = Array(text.utf8)
        var lexer = Lexer(bytes: bytes, endsStringsWithLines: false)
        let tokens = lexer.all()
        guard lexer.metUnclosedString else { return (tokens, lexer.comments) }
        lexer = Lexer(bytes: bytes, endsStringsWithLines: true)
        return (lexer.all(), lexer.comments)
    }

    private init(bytes: [UInt8], endsStringsWithLines: Bool) {
        self.bytes = bytes
        self.endsStringsWithLines = endsStringsWithLines
    }

    private mutating func all() -> [Token] {
        var tokens: [Token] = []
        while true {
            let token = next()
            tokens.append(token)
            if token.kind == .end { return tokens }
        }
    }

    private mutating func next() -> Token {
        skipBlanks()
        let start = (offset: offset, position: SourcePosition(line: line, column: column))
        let kind = scan()
        return Token(kind: kind, range: SourceRange(lower: start.offset, upper: offset, position: start.position))
    }

    private mutating func scan() -> Token.Kind {
        guard let byte = peek() else { return .end }
        if Self.startsIdentifier(byte) { return .identifier(take(while: Self.continuesIdentifier)) }
        if Self.isDigit(byte) { return .number(take(while: Self.isDigit)) }
        if byte == UInt8(ascii: "\"") { return scanString() }
        if byte == UInt8(ascii: "?"), let after = peek(1), Self.startsIdentifier(after) {
            advance()
            return .slot("?" + take(while: Self.continuesIdentifier))
        }
        return scanSymbol(byte)
    }

    private mutating func scanSymbol(_ byte: UInt8) -> Token.Kind {
        if let after = peek(1) {
            let pair = String(decoding: [byte, after], as: UTF8.self)
            if Self.doubleSymbols.contains(pair) {
                advance(2)
                return .symbol(pair)
            }
        }
        if Self.singleSymbols.contains(byte) {
            advance()
            return .symbol(String(UnicodeScalar(byte)))
        }
        let scalar = peekScalar()
        advance(max(1, scalar.map { UTF8.width($0) } ?? 1))
        return .invalid("the character `\(scalar.map(String.init) ?? "?")` has no meaning here")
    }

    private mutating func scanString() -> Token.Kind {
        advance()
        let start = offset
        while let byte = peek(), !(endsStringsWithLines && byte == UInt8(ascii: "\n")) {
            if byte == UInt8(ascii: "\"") {
                let raw = String(decoding: bytes[start..<offset], as: UTF8.self)
                advance()
                return .string(raw)
            }
            advance(byte == UInt8(ascii: "\\") && peek(1) != nil && peek(1) != UInt8(ascii: "\n") ? 2 : 1)
        }
        metUnclosedString = true
        return .invalid("the string isn't closed; add a quotation mark")
    }

    private mutating func skipBlanks() {
        while let byte = peek() {
            if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "/") {
                skipComment()
            } else if byte < 0x80 ? Self.isASCIIBlank(byte) : (peekScalar()?.properties.isWhitespace ?? false) {
                advance(byte < 0x80 ? 1 : peekScalar().map { UTF8.width($0) } ?? 1)
            } else {
                return
            }
        }
    }

    private mutating func skipComment() {
        let start = (offset: offset, position: SourcePosition(line: line, column: column))
        while let byte = peek(), byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") { advance() }
        comments.append(SourceRange(lower: start.offset, upper: offset, position: start.position))
    }

    private mutating func take(while belongs: (UInt8) -> Bool) -> String {
        let start = offset
        while let byte = peek(), belongs(byte) { advance() }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    private func peek(_ ahead: Int = 0) -> UInt8? {
        offset + ahead < bytes.count ? bytes[offset + ahead] : nil
    }

    private func peekScalar() -> Unicode.Scalar? {
        String(decoding: bytes[offset..<min(offset + 4, bytes.count)], as: UTF8.self).unicodeScalars.first
    }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if offset == bytes.count || bytes[offset] & 0xC0 != 0x80 {
                column += 1
            }
        }
    }

    private static func isASCIIBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func startsIdentifier(_ byte: UInt8) -> Bool { byte == 0x5F || (0x61...0x7A).contains(byte | 0x20) && byte < 0x80 }
    private static func continuesIdentifier(_ byte: UInt8) -> Bool { startsIdentifier(byte) || isDigit(byte) }
}

extension UTF8 {
    static func width(_ scalar: Unicode.Scalar) -> Int { String(scalar).utf8.count }
}
