// MARK: Storage, with the exchange's errors

extension Exchange {
    func transaction<T: Sendable>(_ body: @escaping @Sendable (any StorageWriter) throws -> T) async throws(ExchangeError) -> T {
        do { return try await storage.write(body) } catch { throw failure(of: error) }
    }

    /// For what writes an entry: `end` seals the log.
    func transaction<T: Sendable>(
        endingWith end: @escaping CommitEnd, _ body: @escaping @Sendable (any StorageWriter) throws -> T
    ) async throws(ExchangeError) -> (value: T, end: LogEnd?) {
        do { return try await storage.write(endingWith: end, body) } catch { throw failure(of: error) }
    }

    /// The same for a body that undoes itself.
    func joining<T: Sendable>(
        endingWith end: @escaping CommitEnd, _ body: @escaping @Sendable (any StorageWriter) throws -> T
    ) async throws(ExchangeError) -> (value: T, end: LogEnd?) {
        do { return try await storage.join(endingWith: end, body) } catch { throw failure(of: error) }
    }

    func reading<T: Sendable>(_ body: @escaping @Sendable (any StorageReader) throws -> T) async throws(ExchangeError) -> T {
        do { return try await storage.read(body) } catch { throw failure(of: error) }
    }

    /// What storage threw, as the exchange's error; a failure of its own is counted.
    func failure(of error: any Error) -> ExchangeError {
        let error = ExchangeError(storage: error)
        if error.isOfStorage { tally.storageFailures.add() }
        return error
    }
}

extension ExchangeError {
    /// Whether it's storage that failed, and not what was asked of it: `storage-failed`, and what else begins so.
    var isOfStorage: Bool { code.rawValue.hasPrefix("storage-") || code == .damaged }

    /// An error of the exchange as it is; anything else becomes `storage-failed`, whose cause stays out of the answer.
    init(storage error: any Error) {
        self =
            error as? ExchangeError
            ?? ExchangeError(.storageFailed, "the exchange could not use its storage; try again, then tell the administrator")
    }
}
