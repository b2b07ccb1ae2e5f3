package import TransparencyLog

/// What can be read from without anything being written, as a copy of the data folder.
package protocol ReadableStorage: Sendable {
    /// A consistent view of what is durable.
    func read<T: Sendable>(_ body: @escaping @Sendable (any StorageReader) throws -> T) async throws -> T
}

/// A log as storage has it, without an exchange: for whoever verifies a copy of the data folder. Decides nothing, logs nothing, writes nothing.
package struct StoredLog: Sendable {
    /// An entry with its text, as far as it opens.
    package struct Entry: Sendable {
        package let index: UInt64
        /// `nil` when the row can't be read.
        package let leaf: [UInt8]?
        /// As the tree took it in.
        package let leafHash: LogHash?
        package let opening: Opening?
        /// Why there is no opening: `notPermitted` without the master key.
        package let closed: AuditEntryView.Closed?
        package let erasure: ErasureProof?
    }

    private let storage: any ReadableStorage
    /// `nil` without the master key: then the texts stay sealed.
    private let keys: ExchangeKeys?

    /// Throws `wrongMasterKey` when another one sealed what is stored, `damaged` when there are no keys to open.
    package init(in storage: any ReadableStorage, masters: MasterKeyring?) async throws(ExchangeError) {
        self.storage = storage
        guard let masters else {
            keys = nil
            return
        }
        let stored = try await StoredLog.reading(storage) { try $0.keys() }
        guard let stored else { throw .damaged(place: "keys") }
        keys = try stored.open(with: masters)
    }

    /// The newest signed checkpoint; `nil` before the first entry.
    package func checkpoint() async throws(ExchangeError) -> [UInt8]? {
        try await StoredLog.reading(storage) { try $0.checkpoint() }
    }

    /// What would be served as this tile. Throws `damaged` where rows are missing.
    package func bytes(of tile: Tile) async throws(ExchangeError) -> [UInt8] {
        try await StoredLog.reading(storage) { try $0.bytes(of: tile) }
    }

    /// The entries of a range, as far as there are any.
    package func entries(_ range: Range<UInt64>) async throws(ExchangeError) -> [Entry] {
        // Opening takes no randomness; sealing is never asked for.
        let log = keys.map { AuditLog(keys: $0, random: RandomSource { _ in [] }) }
        let master = keys?.master
        return try await StoredLog.reading(storage) { facts in
            var opener = EntryOpener(facts: facts, log: log, master: master)
            return try facts.stored(range).map { try opener.entry($0) }
        }
    }

    private static func reading<T: Sendable>(
        _ storage: any ReadableStorage, _ body: @escaping @Sendable (any StorageReader) throws -> T
    ) async throws(ExchangeError) -> T {
        do { return try await storage.read(body) } catch { throw ExchangeError(storage: error) }
    }
}

/// A row, or the place of one that can't be read.
private enum FoundEntry {
    case entry(StoredEntry)
    case unreadable(UInt64)
}

extension StorageReader {
    /// One damaged row isn't to hide those beside it: where there is one, they are read one by one.
    fileprivate func stored(_ range: Range<UInt64>) throws -> [FoundEntry] {
        do {
            let entries = try entries(from: range.lowerBound, limit: range.count, matching: EntryFilter())
            return entries.filter { $0.index < range.upperBound }.map { .entry($0) }
        } catch let error as ExchangeError where error.code == .damaged {
            return try range.compactMap { index in
                do { return try entry(index).map { .entry($0) } } catch let error as ExchangeError where error.code == .damaged {
                    return .unreadable(index)
                }
            }
        }
    }
}

extension LogReader {
    /// A tile's hashes, or the leaves under it as a bundle, at the tile's width. Throws `damaged` where rows are missing.
    func bytes(of tile: Tile) throws -> [UInt8] {
        switch tile.content {
        case .hashes(let level):
            let hashes = try self.tile(level: level, index: tile.index).prefix(tile.width * LogHash.byteCount)
            guard hashes.count == tile.width * LogHash.byteCount else { throw ExchangeError.damaged(place: tile.path) }
            return Array(hashes)
        case .entries:
            let leaves = try leaves(from: tile.index * UInt64(Tile.fullWidth), limit: tile.width)
            guard leaves.count == tile.width else { throw ExchangeError.damaged(place: tile.path) }
            return try EntryBundle(entries: leaves).encoded
        }
    }
}

/// Opens entries' texts; each participant's key is unwrapped once.
private struct EntryOpener {
    let facts: any StorageReader
    let log: AuditLog?
    let master: MasterKeyring?
    private var subjects: [ParticipantID: SubjectKey] = [:]

    init(facts: any StorageReader, log: AuditLog?, master: MasterKeyring?) {
        self.facts = facts
        self.log = log
        self.master = master
    }

    mutating func entry(_ found: FoundEntry) throws -> StoredLog.Entry {
        switch found {
        case .unreadable(let index):
            return StoredLog.Entry(index: index, leaf: nil, leafHash: nil, opening: nil, closed: .damaged, erasure: nil)
        case .entry(let stored):
            let opened = try open(stored)
            return StoredLog.Entry(
                index: stored.index, leaf: stored.leaf, leafHash: stored.leafHash, opening: opened.opening, closed: opened.closed,
                erasure: opened.erasure)
        }
    }

    private mutating func open(
        _ stored: StoredEntry
    ) throws -> (opening: Opening?, closed: AuditEntryView.Closed?, erasure: ErasureProof?) {
        guard let log, let master else { return (nil, .notPermitted, nil) }
        if stored.erasedBy != nil {
            let proof = try facts.erasureProof(of: stored, log)
            return (nil, proof == nil ? .damaged : .erased, proof)
        }
        guard let opened = try? log.open(stored, subject: try subject(of: stored, master)) else { return (nil, .damaged, nil) }
        return (Opening(salt: opened.salt, text: opened.text), nil, nil)
    }

    private mutating func subject(of stored: StoredEntry, _ master: MasterKeyring) throws -> SubjectKey? {
        guard let id = stored.participant else { return nil }
        if let known = subjects[id] { return known }
        guard let participant = try facts.participant(id) else { return nil }
        let key = try master.unwrap(participant.subjectKey, named: id.text, as: SubjectUse.self)
        subjects[id] = key
        return key
    }
}
