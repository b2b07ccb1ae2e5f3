/// A generator that is the same everywhere (Steele, Lea and Flood, "Fast splittable pseudorandom number generators").
package struct SplitMix: RandomNumberGenerator {
    package var state: UInt64

    package init(state: UInt64) { self.state = state }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    package mutating func number(below bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

    package mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }

    /// The bytes with one to four changes: a byte or a bit turned, a stretch left out, repeated, moved, or replaced by a word or by a
    /// stretch of another sample.
    package mutating func changed(_ bytes: [UInt8], words: [[UInt8]], other: [UInt8]) -> [UInt8] {
        var result = bytes
        for _ in 0...number(below: 4) where !result.isEmpty {
            let lower = number(below: result.count)
            let upper = min(result.count, lower + 1 + number(below: 24))
            switch number(below: 7) {
            case 0: result[lower] = UInt8(truncatingIfNeeded: next())
            case 1: result[lower] ^= 1 << UInt8(number(below: 8))
            case 2: result.removeSubrange(lower..<upper)
            case 3: result.insert(contentsOf: Array(result[lower..<upper]), at: number(below: result.count))
            case 4: result.removeLast(result.count - lower)
            case 5: result.replaceSubrange(lower..<upper, with: words.isEmpty ? [0] : words[number(below: words.count)])
            default:
                let start = number(below: other.count)
                result.replaceSubrange(lower..<upper, with: other.dropFirst(start).prefix(number(below: 48)))
            }
        }
        return result
    }
}
