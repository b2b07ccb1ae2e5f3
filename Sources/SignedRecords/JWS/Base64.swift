import Foundation

/// base64url without padding (RFC 7515 §2) and padded base64 (RFC 4648 §4), each in its one canonical spelling.
enum Base64 {
    static func url(_ bytes: [UInt8]) -> String {
        var text = standard(bytes)
        while text.hasSuffix("=") { text.removeLast() }
        return String(text.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
    }

    static func standard(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString()
    }

    /// Refuses padding, foreign characters and non-zero trailing bits: whatever doesn't encode to the same text again.
    static func decodeURL(_ text: String) throws(RecordError) -> [UInt8] {
        let alphabet = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: alphabet + padding) else { throw .malformedBase64 }
        let bytes = Array(data)
        guard url(bytes) == text else { throw .malformedBase64 }
        return bytes
    }

    static func decodeStandard(_ text: String) throws(RecordError) -> [UInt8] {
        guard let data = Data(base64Encoded: text) else { throw .malformedBase64 }
        let bytes = Array(data)
        guard standard(bytes) == text else { throw .malformedBase64 }
        return bytes
    }
}
