/// An input's bytes as the texts that a property takes.
package struct FuzzInput {
    package let parts: [[UInt8]]

    /// Parts are separated by zero bytes; those that are missing are empty.
    package init(_ bytes: some Collection<UInt8>, parts count: Int) {
        let split = bytes.split(separator: 0, maxSplits: count - 1, omittingEmptySubsequences: false).map { Array($0) }
        parts = split + Array(repeating: [], count: count - split.count)
    }

    package func text(_ number: Int) -> String { String(decoding: parts[number], as: UTF8.self) }
}

/// Takes numbers and pieces off an input, for properties whose inputs are instructions; zeros where it has ended.
package struct FuzzReader {
    private var rest: ArraySlice<UInt8>

    package init(_ bytes: some Collection<UInt8>) { rest = Array(bytes)[...] }

    package var isEmpty: Bool { rest.isEmpty }

    package mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

    /// Big-endian, of so many bytes.
    package mutating func number(bytes count: Int) -> UInt64 {
        (0..<count).reduce(0) { value, _ in value << 8 | UInt64(byte()) }
    }

    /// From 0 up to but not including `bound`, which is at least 1.
    package mutating func number(below bound: Int) -> Int { Int(number(bytes: 3) % UInt64(bound)) }

    package mutating func take(_ count: Int) -> [UInt8] {
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    package mutating func takeAll() -> [UInt8] { take(rest.count) }
}

extension Array<UInt8> {
    /// In pieces whose sizes follow from the bytes themselves, from 1 to `longest`.
    package func pieces(upTo longest: Int) -> [ArraySlice<UInt8>] {
        var state = SplitMix(state: UInt64(count) << 8 | UInt64(last ?? 0))
        var pieces: [ArraySlice<UInt8>] = []
        var start = 0
        while start < count {
            let end = Swift.min(count, start + 1 + state.number(below: longest))
            pieces.append(self[start..<end])
            start = end
        }
        return pieces
    }

    package init(_ text: String) { self.init(text.utf8) }
}

extension String {
    /// Equality by bytes.
    package func isSame(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
