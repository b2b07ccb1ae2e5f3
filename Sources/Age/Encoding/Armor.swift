/// The text form of a whole age file (C2SP age.md, "ASCII armor"; RFC 7468 §3, strict).
///
///     -----BEGIN AGE ENCRYPTED FILE-----
///     YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBURWlGMHlwcXIrYnB2Y3FY
///     …
///     -----END AGE ENCRYPTED FILE-----
///
/// It works in memory: bound the text before handing it over.
public enum Armor {
    private static let beginLine = Array("-----BEGIN AGE ENCRYPTED FILE-----".utf8)
    private static let endLine = Array("-----END AGE ENCRYPTED FILE-----".utf8)
    private static let columns = 64
    private static let carriageReturn: UInt8 = 0x0D

    /// The text of a file, in lines of 64 columns that end with LF.
    public static func encode(_ file: [UInt8]) -> [UInt8] {
        let text = Base64.encodePadded(file)
        var armored = beginLine + [newline]
        for start in stride(from: 0, to: text.count, by: columns) {
            armored += text[start..<min(start + columns, text.count)]
            armored.append(newline)
        }
        return armored + endLine + [newline]
    }

    /// Whether a file begins as armor does, white space aside.
    public static func isArmored(_ file: [UInt8]) -> Bool {
        file.drop(while: isWhitespace).starts(with: beginLine)
    }

    /// The file in the text. White space around the armor is let pass, and CRLF as line end; nothing else.
    ///
    /// - Throws: `armor-malformed`.
    public static func decode(_ text: [UInt8]) throws(AgeError) -> [UInt8] {
        var lines = trimmed(text).split(separator: newline, omittingEmptySubsequences: false).map(withoutCarriageReturn)
        guard lines.count >= 2, lines.removeFirst().elementsEqual(beginLine), lines.removeLast().elementsEqual(endLine) else {
            throw .armorMalformed(reason: "it doesn't begin and end with the lines of an age file")
        }
        var file: [UInt8] = []
        for (index, line) in lines.enumerated() {
            let isLast = index == lines.count - 1
            guard line.count == columns || (isLast && (1..<columns).contains(line.count)) else {
                throw .armorMalformed(reason: "body line \(index + 1) doesn't have \(columns) columns")
            }
            guard let bytes = Base64.decodePadded(line), isLast || bytes.count == columns / 4 * 3 else {
                throw .armorMalformed(reason: "body line \(index + 1) isn't canonical base64")
            }
            file += bytes
        }
        return file
    }

    private static func isWhitespace(_ byte: UInt8) -> Bool {
        [newline, carriageReturn, UInt8(ascii: " "), UInt8(ascii: "\t")].contains(byte)
    }

    private static func trimmed(_ text: [UInt8]) -> ArraySlice<UInt8> {
        let end = (text.lastIndex { !isWhitespace($0) } ?? -1) + 1
        return text[..<end].drop(while: isWhitespace)
    }

    private static func withoutCarriageReturn(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        line.last == carriageReturn ? line.dropLast() : line
    }
}
