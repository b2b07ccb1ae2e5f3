/// Finds the header at the start of a stream, in pieces of any size, and never holds more than
/// ``HeaderLimits/maximumBytes`` of it.
///
///     var reader = HeaderReader()
///     while case .needsMore = progress { progress = try reader.feed(nextPiece) }
public struct HeaderReader: Sendable {
    /// What is known after a piece.
    public enum Progress: Sendable {
        /// The header isn't complete. At the end of the stream that means ``AgeError/headerTruncated``.
        case needsMore
        /// The header, and the bytes after it that were fed already: the payload's first.
        case complete(Header, rest: [UInt8])
    }

    private var buffer: [UInt8] = []
    private var lineStart = 0
    private var searched = 0

    /// A reader at the start of a stream.
    public init() {}

    /// Takes the next piece of the stream. After `.complete` the reader is used up.
    ///
    /// - Throws: `header-malformed` as soon as the bytes can't become a header, `header-too-large`.
    public mutating func feed(_ bytes: some Collection<UInt8>) throws(AgeError) -> Progress {
        let piece = bytes.prefix(HeaderLimits.maximumBytes - buffer.count)
        buffer.append(contentsOf: piece)
        try checkVersion()
        guard let end = try endOfHeader() else {
            guard buffer.count < HeaderLimits.maximumBytes else {
                throw .headerTooLarge(reason: "more than \(HeaderLimits.maximumBytes) bytes")
            }
            return .needsMore
        }
        let header = try Header(encoded: Array(buffer[..<end]))
        return .complete(header, rest: Array(buffer[end...]) + bytes.dropFirst(piece.count))
    }

    private func checkVersion() throws(AgeError) {
        let expected = HeaderParser.versionLine + [newline]
        guard expected.starts(with: buffer.prefix(expected.count)) else {
            throw .headerMalformed(reason: "the first line isn't age-encryption.org/v1")
        }
    }

    /// Where the line that starts with three dashes ends; no other line of a header can start so.
    private mutating func endOfHeader() throws(AgeError) -> Int? {
        while let end = buffer[searched...].firstIndex(of: newline) {
            let isFooter = buffer[lineStart..<end].starts(with: HeaderParser.footerMark)
            lineStart = end + 1
            searched = lineStart
            if isFooter {
                return lineStart
            }
        }
        searched = buffer.count
        guard buffer.count - lineStart <= HeaderLimits.maximumLineBytes else {
            throw .headerTooLarge(reason: "a line of more than \(HeaderLimits.maximumLineBytes) bytes")
        }
        return nil
    }
}
