@testable import Exchange

/// A small repeatable generator (SplitMix64), so that a failing property names its seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
    }
}

extension RandomSource {
    /// The same bytes at each call: one number's own.
    static func seeded(_ seed: UInt64) -> RandomSource {
        RandomSource { count in
            var generator = SeededGenerator(seed: seed)
            return generator.bytes(count)
        }
    }
}
