import Synchronization
import Testing

@testable import Cedar

@Suite("Compiled: a snapshot that is read while it is replaced")
struct SnapshotTests {
    /// Two halves that must always agree, and a count of how many are alive.
    private final class Pair: Sendable {
        static let alive = Atomic<Int>(0)
        let first: Int
        let second: Int

        init(_ number: Int) {
            first = number
            second = number
            Self.alive.add(1, ordering: .relaxed)
        }

        deinit { Self.alive.subtract(1, ordering: .relaxed) }
    }

    @Test func readersSeeWholeValuesInOrderAndNothingIsKept() async {
        do {
            let snapshot = Snapshot(Pair(0))
            await withTaskGroup { group in
                for _ in 0..<4 {
                    group.addTask {
                        var last = 0
                        for _ in 0..<20_000 {
                            let pair = snapshot.current
                            #expect(pair.first == pair.second && pair.first >= last)
                            last = pair.first
                        }
                    }
                }
                group.addTask { for number in 1...5000 { snapshot.replace(with: Pair(number)) } }
            }
            #expect(snapshot.current.first == 5000)
            #expect(Pair.alive.load(ordering: .relaxed) == 1)
        }
        #expect(Pair.alive.load(ordering: .relaxed) == 0)
    }

    @Test func whoHasAReplacedValueKeepsIt() {
        let snapshot = Snapshot([1, 2])
        let old = snapshot.current
        snapshot.replace(with: [3])
        #expect(old == [1, 2] && snapshot.current == [3])
    }
}
