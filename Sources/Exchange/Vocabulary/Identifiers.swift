/// A random identifier: a prefix that tells the kind and 26 characters of lowercase base32 (130 bits, of which 128 random).
///
/// Ids of different kinds are different types, so that a document's id can't be passed for a case's. They carry no meaning
/// and no order, so that they tell nobody how many there are.
package struct Identifier<Kind: IdentifierKind>: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    /// The whole text, prefix included: `doc_0c8jv3k…`.
    package let text: String

    /// Makes a fresh identifier from 16 random bytes.
    package init(random: RandomSource) {
        text = Kind.prefix + "_" + Base32.encode(random.bytes(16))
    }

    /// Reads an identifier that came from outside. `nil` when it isn't one: wrong prefix, length or alphabet.
    package init?(_ text: String) {
        let prefix = Kind.prefix + "_"
        let digits = text.utf8.dropFirst(prefix.utf8.count)
        guard text.hasPrefix(prefix), digits.count == 26, digits.allSatisfy(Base32.isDigit) else { return nil }
        self.text = text
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Identifier(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a \(Kind.prefix)_ identifier")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    package var description: String { text }

    /// The text behind the prefix.
    package var digits: Substring { text.dropFirst(Kind.prefix.count + 1) }

    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

/// What an identifier names.
package protocol IdentifierKind: Sendable {
    /// The three or four letters before the underscore.
    static var prefix: String { get }
}

package enum ParticipantKind: IdentifierKind { package static let prefix = "par" }
package enum CaseKind: IdentifierKind { package static let prefix = "case" }
package enum ConsentKind: IdentifierKind { package static let prefix = "cons" }
package enum DocumentKind: IdentifierKind { package static let prefix = "doc" }
package enum UploadKind: IdentifierKind { package static let prefix = "upl" }
package enum RequestKind: IdentifierKind { package static let prefix = "req" }
package enum RetrievalKind: IdentifierKind { package static let prefix = "ret" }

package typealias ParticipantID = Identifier<ParticipantKind>
package typealias CaseID = Identifier<CaseKind>
package typealias ConsentID = Identifier<ConsentKind>
package typealias DocumentID = Identifier<DocumentKind>
package typealias UploadID = Identifier<UploadKind>
package typealias RequestID = Identifier<RequestKind>
package typealias RetrievalID = Identifier<RetrievalKind>

/// Lowercase base32 after Crockford: no `i`, `l`, `o`, `u`, so that an id survives being read aloud.
enum Base32 {
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    static func isDigit(_ byte: UInt8) -> Bool { alphabet.contains(byte) }

    static func encode(_ bytes: [UInt8]) -> String {
        var digits: [UInt8] = []
        var buffer: UInt32 = 0
        var bits = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                digits.append(alphabet[Int(buffer >> UInt32(bits)) & 31])
            }
            buffer &= (1 << UInt32(bits)) - 1
        }
        if bits > 0 { digits.append(alphabet[Int(buffer << UInt32(5 - bits)) & 31]) }
        return String(decoding: digits, as: UTF8.self)
    }
}
