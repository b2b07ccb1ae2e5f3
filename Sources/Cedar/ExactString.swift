/// A string that equals another only if both have the same Unicode scalars.
///
/// Swift's `String` treats canonically equivalent texts as equal ("é" as one scalar or two); Cedar doesn't.
struct ExactString: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    init(stringLiteral value: String) {
        text = value
    }

    static func == (left: ExactString, right: ExactString) -> Bool {
        left.text.isExactly(right.text)
    }

    func hash(into hasher: inout Hasher) {
        text.hashExactly(into: &hasher)
    }

    var description: String { text }
}

extension ExactString: Comparable {
    static func < (left: ExactString, right: ExactString) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

extension String {
    /// Equality by Unicode scalars.
    func isExactly(_ other: String) -> Bool {
        utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }

    /// A hash that agrees with ``isExactly(_:)``.
    func hashExactly(into hasher: inout Hasher) {
        let hashed: Void? = utf8.withContiguousStorageIfAvailable { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        if hashed == nil {
            for byte in utf8 { hasher.combine(byte) }
        }
        hasher.combine(UInt8(0xFF))
    }
}
