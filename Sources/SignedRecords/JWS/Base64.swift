import Foundation

/// base64url without padding (RFC 7515 §2) and padded base64 (RFC 4648 §4), each in its one canonical spelling.
enum Base64 {
    static func url(_ bytes: [UInt8]) -> String {
        let spelling = Array(standard(bytes).utf8).prefix { $0 != UInt8(ascii: "=") }
        return String(decoding: spelling.map { exchanged($0, "+", "-", "/", "_") }, as: UTF8.self)
    }

    /// Byte by byte: a record's text holds whole certificates.
    private static func exchanged(
        _ byte: UInt8, _ first: Unicode.Scalar, _ firstNew: Unicode.Scalar, _ second: Unicode.Scalar, _ secondNew: Unicode.Scalar
    ) -> UInt8 {
        byte == UInt8(ascii: first) ? UInt8(ascii: firstNew) : byte == UInt8(ascii: second) ? UInt8(ascii: secondNew) : byte
    }

    static func standard(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString()
    }

    /// Refuses padding, foreign characters and non-zero trailing bits: whatever doesn't encode to the same text again.
    static func decodeURL(_ text: String) throws(RecordError) -> [UInt8] {
        let alphabet = text.utf8.map { exchanged($0, "-", "+", "_", "/") }
        let padding = [UInt8](repeating: UInt8(ascii: "="), count: (4 - alphabet.count % 4) % 4)
        guard let data = Data(base64Encoded: Data(alphabet + padding)) else { throw .malformedBase64 }
        let bytes = Array(data)
        guard url(bytes).utf8.elementsEqual(text.utf8) else { throw .malformedBase64 }
        return bytes
    }

    static func decodeStandard(_ text: String) throws(RecordError) -> [UInt8] {
        guard let data = Data(base64Encoded: text) else { throw .malformedBase64 }
        let bytes = Array(data)
        guard standard(bytes) == text else { throw .malformedBase64 }
        return bytes
    }
}
