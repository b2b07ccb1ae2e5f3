package import Exchange
package import TransparencyLog

/// A copy of the data folder as a log to verify: its tiles, and its entries with their texts as far as the master key opens them.
package struct StoredLogCopy: TileSource, EntrySource {
    /// Entries that are read and opened together.
    private static let batch: UInt64 = 256

    private let log: StoredLog

    package init(_ log: StoredLog) { self.log = log }

    package var isComplete: Bool { true }

    package func note() async throws(ClientError) -> [UInt8]? {
        do throws(ExchangeError) { return try await log.checkpoint() } catch { throw ClientError(copy: error) }
    }

    package func bytes(of tile: Tile) async throws(ClientError) -> [UInt8] {
        do throws(ExchangeError) { return try await log.bytes(of: tile) } catch { throw ClientError(copy: error) }
    }

    /// Batches are read, opened and compared on all cores, and taken in the log's order.
    package func entries(
        below size: UInt64, take: ([EntryLook], UInt64) throws(ClientError) -> Void
    ) async throws(ClientError) {
        // Without a signed checkpoint nobody says how many there should be.
        guard size < UInt64(Int64.max) else { return }
        let log = log
        var done: UInt64 = 0
        try await concurrently(
            0..<(size + Self.batch - 1) / Self.batch, atOnce: tilesAtOnce,
            { batch async throws(ClientError) in
                let first = batch * Self.batch
                do throws(ExchangeError) {
                    return try await log.entries(first..<min(first + Self.batch, size)).map { EntryLook($0) }
                } catch { throw ClientError(copy: error) }
            },
            take: { looks throws(ClientError) in
                done = min(done + Self.batch, size)
                try take(looks, done)
            })
    }
}

/// The master key out of its file: 64 hexadecimal digits, mode 0600. Throws `bad-master-key` and what reading throws.
package func loadMasterKey(_ path: String) throws(ClientError) -> MasterKey {
    let text = try LocalFiles.secretText(path)
    guard let bytes = Hexadecimal.bytes(String(text.prefix { !$0.isNewline })), let key = MasterKey(bytes: bytes) else {
        throw .local("bad-master-key", "the master key \(path) isn't 64 hexadecimal digits", hint: "name the copy of the daemon's own file")
    }
    return key
}

extension ClientError {
    /// What the exchange's code says of a copy of its folder.
    package init(copy error: ExchangeError) {
        self.init(error.code == .damaged ? .integrity : .local, error.code.rawValue, error.sentence)
    }
}
