package import Exchange
import Synchronization

/// A small repeatable generator (SplitMix64), so that a failing property names its seed.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    package mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
    }
}

/// Random bytes that are the same in every run, from a seed.
package final class SeededRandom: Sendable {
    private let numbers: Mutex<SeededGenerator>

    package init(seed: UInt64) { numbers = Mutex(SeededGenerator(seed: seed)) }

    package var source: RandomSource { RandomSource { self.bytes($0) } }

    package func bytes(_ count: Int) -> [UInt8] {
        numbers.withLock { numbers in
            var bytes: [UInt8] = []
            bytes.reserveCapacity(count + 8)
            while bytes.count < count {
                withUnsafeBytes(of: numbers.next().littleEndian) { bytes.append(contentsOf: $0) }
            }
            return Array(bytes.prefix(count))
        }
    }

    /// A number below `bound`.
    package func below(_ bound: UInt64) -> UInt64 { numbers.withLock { $0.next() % bound } }
}

/// A clock that stands still until it's moved.
package final class ManualClock: Sendable {
    private let time: Mutex<Timestamp>

    package init(_ start: Timestamp) { time = Mutex(start) }

    package var clock: Clock { Clock { self.now } }

    package var now: Timestamp { time.withLock { $0 } }

    package func advance(by duration: Duration) { time.withLock { $0 = $0 + duration } }
}
