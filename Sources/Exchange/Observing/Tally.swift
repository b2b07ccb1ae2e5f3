import Synchronization

/// A number that many threads add to and somebody reads from time to time. A class, for a list can't hold an atomic itself.
package final class Tally: Sendable {
    private let value = Atomic<UInt64>(0)

    package init() {}

    package var count: UInt64 { value.load(ordering: .relaxed) }

    package func add(_ amount: UInt64 = 1) { value.wrappingAdd(amount, ordering: .relaxed) }

    /// One of those that are being counted is no more. For what is under way.
    package func subtract() { value.wrappingSubtract(1, ordering: .relaxed) }
}
