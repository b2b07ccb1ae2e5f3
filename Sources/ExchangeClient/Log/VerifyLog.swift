package import Exchange
import ExchangeAPI
package import TransparencyLog

/// Which entries' texts are compared with the log.
package enum LogEntries: Sendable {
    /// None: the tree alone, as any officer may.
    case none
    /// All, as the auditor sees them. Reading them is itself logged.
    case all
    /// Those that match. Others aren't missed.
    case matching(EntryFilter)
}

/// Entries with their texts, as far as they can be opened, and in the log's order.
package protocol EntrySource: Sendable {
    /// Whether all entries come, so that one that doesn't is missing.
    var isComplete: Bool { get }
    /// Gives the entries below `size` page after page; `take` also gets how far the source has come.
    func entries(
        below size: UInt64, take: ([EntryLook], UInt64) throws(ClientError) -> Void
    ) async throws(ClientError)
}

/// Verifies the daemon's log; see ``verifyLog(in:entries:by:memory:progress:reading:)``.
package func verifyLog(
    over connection: ExchangeConnection, memory: LogMemory, entries: LogEntries, progress: @escaping ProgressSink,
    reading take: ([AuditEntry]) -> Void = { _ in }
) async throws(ClientError) -> LogVerification {
    let keys = try await connection.newestLogKeys()
    return try await verifyLog(
        in: DaemonLog(connection), entries: SearchedEntries(connection, entries), by: keys, statements: keys.statements, memory: memory,
        progress: progress, reading: take)
}

/// Verifies a log: that it is signed, has only grown since the checkpoint in `memory`, that its tiles are made of each other and its leaves make up
/// its root, and that the entries that one may read are what was logged. Remembers the checkpoint when there is no fault.
///
/// - Parameter statements: what was stated when the log's key was replaced; the entries are held against it unless it's `nil`.
/// - Parameter take: is given the entries in which nothing by itself was wrong, for who wants more than a verdict.
///
/// Faults are reported, not thrown; what is thrown kept the log from being looked at.
package func verifyLog(
    in log: some TileSource, entries: (any EntrySource)?, by verifier: some CheckpointVerifier, statements: [LogKeyStatement]? = nil,
    memory: LogMemory?, progress: @escaping ProgressSink,
    reading take: ([AuditEntry]) -> Void = { _ in }
) async throws(ClientError) -> LogVerification {
    let remembered = try memory?.load(verifier)
    let head = try await LogHead(log, verifier)
    var examination = LogExamination(
        checkpoint: head.checkpoint, remembered: remembered, isComplete: entries?.isComplete ?? false, isCopy: log.isCopy,
        statements: statements)
    if let fault = head.fault { examination.note(fault.kind, fault.sentence) }
    let work = Work(size: examination.size, readsEntries: entries != nil, progress: progress)
    try await examination.readTiles(log, work)
    if let entries { try await examination.readEntries(entries, work, take) }
    let verdict = examination.verdict()
    if verdict.faults.isEmpty, verdict.newerRemembered == nil, let text = head.text { try memory?.remember(text) }
    return verdict
}

/// How far verifying has come, in entries: each is looked at once as a leaf and, where texts are read, once more.
private struct Work: Sendable {
    let size: UInt64
    let readsEntries: Bool
    let progress: ProgressSink

    func tell(leaves: UInt64, entries: UInt64 = 0) {
        progress(ProgressReport(bytes: leaves &+ entries, total: readsEntries ? size &* 2 : size))
    }
}

/// The newest checkpoint, or why there is none to go by.
private struct LogHead {
    var text: String?
    var checkpoint: Checkpoint?
    var fault: LogFault?

    init(_ log: some TileSource, _ verifier: some CheckpointVerifier) async throws(ClientError) {
        // A log without entries has no checkpoint yet.
        guard let note = try await log.note() else { return }
        do throws(ClientError) {
            checkpoint = try verifiedCheckpoint(note, by: verifier)
            text = String(decoding: note, as: UTF8.self)
        } catch {
            fault = LogFault(index: nil, kind: .unsigned, sentence: error.sentence)
        }
    }
}

/// Requests, or reads, at once.
let tilesAtOnce = 8

/// So many missing tiles are enough to know.
private let absentLimit = 1000

extension LogExamination {
    fileprivate mutating func readTiles(_ log: some TileSource, _ work: Work) async throws(ClientError) {
        guard size > 0 else { return }
        let layout = layout
        // A local copy: the closure that takes results in must not hold on to `self` while it's being changed.
        var examination = self
        var absent = 0
        try await concurrently(
            0..<layout.tileCount(ofLevel: 0), atOnce: tilesAtOnce,
            { index async throws(ClientError) in try await leafTile(index, layout, log) },
            take: { tile throws(ClientError) in
                // A checkpoint may state any size; what isn't there isn't to keep anybody for long.
                absent += tile.leaves == nil && !tile.hasTile ? 1 : 0
                guard absent < absentLimit else {
                    throw .integrity("log-incomplete", "\(absentLimit) tiles of the log are missing; the rest wasn't looked at")
                }
                examination.add(tile)
                work.tell(leaves: tile.first + UInt64(tile.width))
            })
        for level in 1..<max(1, layout.levels) {
            let row = examination.row(ofLevel: level)
            for index in 0..<layout.tileCount(ofLevel: level) {
                let tile = try makeTile { () throws(LogError) in try layout.hashes(level: level, index: index) }
                examination.add(tile, level: level, bytes: try await log.found(tile), row: row)
            }
        }
        self = examination
    }

    fileprivate mutating func readEntries(
        _ entries: any EntrySource, _ work: Work, _ take: ([AuditEntry]) -> Void
    ) async throws(ClientError) {
        var examination = self
        let size = checkpoint == nil ? .max : self.size
        try await entries.entries(below: size) { looks, done throws(ClientError) in
            examination.add(looks)
            take(looks.filter { $0.index < examination.size }.compactMap(\.entry))
            work.tell(leaves: examination.size, entries: min(done, examination.size))
        }
        self = examination
    }
}

/// A tile of level 0 with its leaves.
func leafTile(_ index: UInt64, _ layout: TileLayout, _ log: some TileSource) async throws(ClientError) -> LeafTile {
    let hashes = try makeTile { () throws(LogError) in try layout.hashes(level: 0, index: index) }
    let entries = try makeTile { () throws(LogError) in try layout.entries(index: index) }
    let bundle = try await log.found(entries)
    return LeafTile(index: index, width: hashes.width, bundle: bundle, tile: try await log.found(hashes))
}

/// A tile's address in a tree that has it.
func makeTile(_ make: () throws(LogError) -> Tile) throws(ClientError) -> Tile {
    do throws(LogError) { return try make() } catch { throw .integrity("malformed-answer", "the log's size can't be: \(error)") }
}
