/// The text form of a whole age file (C2SP age.md, "ASCII armor"; RFC 7468 §3, strict).
///
///     -----BEGIN AGE ENCRYPTED FILE-----
///     YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBURWlGMHlwcXIrYnB2Y3FY
///     …
///     -----END AGE ENCRYPTED FILE-----
///
/// These functions work in memory; ``ArmorEncoder`` and ``ArmorDecoder`` do the same for a stream.
public enum Armor {
    static let beginLine = Array("-----BEGIN AGE ENCRYPTED FILE-----".utf8)
    static let endLine = Array("-----END AGE ENCRYPTED FILE-----".utf8)
    /// A full body line, and the bytes in it.
    static let columns = 64
    static let bytesPerLine = columns / 4 * 3

    /// The text of a file, in lines of 64 columns that end with LF.
    public static func encode(_ file: [UInt8]) -> [UInt8] {
        var encoder = ArmorEncoder()
        return encoder.update(file) + encoder.finish()
    }

    /// Whether a file begins as armor does, white space aside.
    public static func isArmored(_ file: [UInt8]) -> Bool {
        file.drop(while: isWhitespace).starts(with: beginLine)
    }

    /// The file in the text. White space around the armor is let pass, and CRLF as line end; nothing else.
    ///
    /// - Throws: `armor-malformed`.
    public static func decode(_ text: [UInt8]) throws(AgeError) -> [UInt8] {
        var decoder = ArmorDecoder()
        return try decoder.update(text) + decoder.finish()
    }

    static func isWhitespace(_ byte: UInt8) -> Bool {
        byte == newline || byte == carriageReturn || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    static let carriageReturn: UInt8 = 0x0D
}
