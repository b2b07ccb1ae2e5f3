import StorageContract

@testable import Exchange

extension RandomSource {
    /// The same bytes at each call: one number's own.
    static func seeded(_ seed: UInt64) -> RandomSource {
        RandomSource { count in
            var generator = SeededGenerator(seed: seed)
            return generator.bytes(count)
        }
    }
}
