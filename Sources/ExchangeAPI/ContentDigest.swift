import Crypto
package import Foundation

/// `Content-Digest` (RFC 9530 §2) with SHA-256 alone: `sha-256=:<base64>:`, one structured-field dictionary member.
package struct ContentDigest: Hashable, Sendable, CustomStringConvertible {
    /// 32 bytes.
    package let bytes: [UInt8]

    package init(of data: some DataProtocol) { bytes = Array(SHA256.hash(data: data)) }

    /// `nil` unless it has 32 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// Reads the field's value. `nil` when it isn't exactly one SHA-256.
    package init?(_ text: String) {
        guard text.hasPrefix("sha-256=:"), text.hasSuffix(":"), text.utf8.count == 54,
            let data = Data(base64Encoded: String(text.dropFirst(9).dropLast())), data.count == 32
        else { return nil }
        bytes = Array(data)
    }

    package var description: String { "sha-256=:\(Data(bytes).base64EncodedString()):" }
}
