import Age
import Synchronization

/// Reproducible bytes (SplitMix64) in place of a secure source.
final class SeededRandom: Sendable {
    private let state: Mutex<UInt64>

    init(_ seed: UInt64) {
        state = Mutex(seed)
    }

    /// As the functions under test take it.
    var bytes: RandomBytes {
        { count in (0..<count).map { _ in UInt8(truncatingIfNeeded: self.next()) } }
    }

    /// A number below `bound`.
    func below(_ bound: Int) -> Int {
        Int(next() % UInt64(bound))
    }

    private func next() -> UInt64 {
        state.withLock { state in
            state &+= 0x9e37_79b9_7f4a_7c15
            var word = state
            word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
            word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
            return word ^ word >> 31
        }
    }
}
