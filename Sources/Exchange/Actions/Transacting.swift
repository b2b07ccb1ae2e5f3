// MARK: Storage, with the exchange's errors

extension Exchange {
    func transaction<T: Sendable>(_ body: @escaping @Sendable (any StorageWriter) throws -> T) async throws(ExchangeError) -> T {
        do { return try await storage.write(body) } catch { throw ExchangeError(storage: error) }
    }

    /// For what writes an entry: `end` seals the log.
    func transaction<T: Sendable>(
        endingWith end: @escaping CommitEnd, _ body: @escaping @Sendable (any StorageWriter) throws -> T
    ) async throws(ExchangeError) -> (value: T, end: LogEnd?) {
        do { return try await storage.write(endingWith: end, body) } catch { throw ExchangeError(storage: error) }
    }

    /// The same for a body that undoes itself.
    func joining<T: Sendable>(
        endingWith end: @escaping CommitEnd, _ body: @escaping @Sendable (any StorageWriter) throws -> T
    ) async throws(ExchangeError) -> (value: T, end: LogEnd?) {
        do { return try await storage.join(endingWith: end, body) } catch { throw ExchangeError(storage: error) }
    }

    func reading<T: Sendable>(_ body: @escaping @Sendable (any StorageReader) throws -> T) async throws(ExchangeError) -> T {
        do { return try await storage.read(body) } catch { throw ExchangeError(storage: error) }
    }
}

extension ExchangeError {
    /// An error of the exchange as it is; anything else becomes `storage-failed`, whose cause stays out of the answer.
    init(storage error: any Error) {
        self =
            error as? ExchangeError
            ?? ExchangeError(.storageFailed, "the exchange could not use its storage; try again, then tell the administrator")
    }
}
