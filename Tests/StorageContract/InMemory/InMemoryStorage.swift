package import Exchange
import Synchronization

/// Storage that forgets when the process ends: for the tests of the rules. Writes wait for one another.
package final class InMemoryStorage: Storage {
    private let rows = Mutex(InMemoryRows())
    private let begun = Atomic(0)

    /// How many transactions have begun.
    package var transactionCount: Int { begun.load(ordering: .relaxed) }

    package init() {}

    package func read<T: Sendable>(_ body: @escaping @Sendable (any StorageReader) throws -> T) async throws -> T {
        try body(InMemoryTransaction(rows.withLock { $0 }))
    }

    package func write<T: Sendable>(
        endingWith end: CommitEnd?, _ body: @escaping @Sendable (any StorageWriter) throws -> T
    ) async throws -> (value: T, end: LogEnd?) {
        begun.add(1, ordering: .relaxed)
        return try rows.withLock { rows in
            let transaction = InMemoryTransaction(rows)
            let value = try body(transaction)
            let sealed = try end?(transaction)
            rows = transaction.rows
            return (value, sealed)
        }
    }

    package func scrub() async throws {}

    /// Changes what is stored behind the exchange's back, as somebody with the disk in hand could.
    package func tamper(_ change: (inout InMemoryRows) -> Void) {
        rows.withLock { change(&$0) }
    }
}
