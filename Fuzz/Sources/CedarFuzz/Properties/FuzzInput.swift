import Cedar

/// An input's bytes as the texts that a property takes. Each returns what doesn't hold; nil for nothing.
struct FuzzInput {
    let parts: [[UInt8]]

    /// Parts are separated by zero bytes; those that are missing are empty.
    init(_ bytes: UnsafeRawBufferPointer, parts count: Int) {
        let split = bytes.split(separator: 0, maxSplits: count - 1, omittingEmptySubsequences: false).map { Array($0) }
        parts = split + Array(repeating: [], count: count - split.count)
    }

    func text(_ number: Int) -> String { String(decoding: parts[number], as: UTF8.self) }
}

extension String {
    /// Equality by bytes, as the library compares.
    func isSame(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
