/// Reads a header strictly: everything it accepts is encoded back to the same bytes (C2SP age.md, "ABNF definition of
/// file header").
struct HeaderParser {
    static let versionLine = Array("age-encryption.org/v1".utf8)
    static let footerMark = Array("---".utf8)
    private static let stanzaMark = Array("-> ".utf8)

    private let bytes: [UInt8]
    /// How far reading has come.
    private(set) var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The stanzas and the MAC.
    mutating func parse() throws(AgeError) -> (stanzas: [Stanza], mac: [UInt8]) {
        guard try line().elementsEqual(Self.versionLine) else {
            throw .headerMalformed(reason: "the first line isn't age-encryption.org/v1")
        }
        var stanzas: [Stanza] = []
        while true {
            let opening = try line()
            if opening.starts(with: Self.footerMark) {
                return (stanzas, try Self.mac(in: opening))
            }
            guard stanzas.count < HeaderLimits.maximumStanzas else {
                throw .headerTooLarge(reason: "more than \(HeaderLimits.maximumStanzas) stanzas")
            }
            stanzas.append(try stanza(opening: opening))
        }
    }

    /// The next stanza, opening line and body.
    mutating func stanza() throws(AgeError) -> Stanza {
        try stanza(opening: line())
    }

    /// The next line without its line feed.
    private mutating func line() throws(AgeError) -> ArraySlice<UInt8> {
        let window = bytes[position...].prefix(HeaderLimits.maximumLineBytes + 1)
        guard let end = window.firstIndex(of: newline) else {
            guard window.count > HeaderLimits.maximumLineBytes else { throw .headerTruncated }
            throw .headerTooLarge(reason: "a line of more than \(HeaderLimits.maximumLineBytes) bytes")
        }
        let line = bytes[position..<end]
        position = end + 1
        guard position <= HeaderLimits.maximumBytes else {
            throw .headerTooLarge(reason: "more than \(HeaderLimits.maximumBytes) bytes")
        }
        return line
    }

    private static func mac(in line: ArraySlice<UInt8>) throws(AgeError) -> [UInt8] {
        guard line.dropFirst(footerMark.count).first == UInt8(ascii: " "),
            let mac = Base64.decode(line.dropFirst(footerMark.count + 1)), mac.count == 32
        else {
            throw .headerMalformed(reason: "the last line isn't a MAC of 32 bytes")
        }
        return mac
    }

    private mutating func stanza(opening: ArraySlice<UInt8>) throws(AgeError) -> Stanza {
        guard opening.starts(with: Self.stanzaMark) else {
            throw .headerMalformed(reason: "a stanza doesn't begin with an arrow and a space")
        }
        let words = opening.dropFirst(Self.stanzaMark.count)
            .split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        let body = try body()
        do {
            return try Stanza(type: words[0], arguments: Array(words.dropFirst()), body: body)
        } catch {
            throw .headerMalformed(reason: "a stanza's argument isn't visible ASCII")
        }
    }

    private mutating func body() throws(AgeError) -> [UInt8] {
        var body: [UInt8] = []
        while true {
            let line = try line()
            guard line.count <= Stanza.columns, let part = Base64.decode(line) else {
                throw .headerMalformed(reason: "a stanza's body isn't canonical base64 in lines of 64 columns")
            }
            body += part
            if line.count < Stanza.columns {
                return body
            }
        }
    }
}
