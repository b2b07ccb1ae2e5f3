package import Exchange
import ExchangeAPI
import TransparencyLog

/// Which entries' texts are compared with the log.
package enum LogEntries: Sendable {
    /// None: the leaves alone, as any officer may.
    case none
    /// All, as the auditor sees them. Reading them is itself logged.
    case all
    /// Those that match. Others aren't missed.
    case matching(EntryFilter)
}

/// Verifies the log: that it is signed, has only grown since the checkpoint in `memory`, that its leaves make up its root, and that
/// the entries that one may read are what was logged. Remembers the checkpoint when there is no fault.
///
/// - Parameter take: is given the entries as they were examined, for who wants more than a verdict.
///
/// Faults are reported, not thrown; what is thrown kept the log from being looked at.
package func verifyLog(
    over connection: ExchangeConnection, memory: LogMemory, entries: LogEntries, progress: @escaping ProgressSink,
    reading take: ([AuditEntryView]) -> Void = { _ in }
) async throws(ClientError) -> LogVerification {
    let remembered = try memory.load(try await connection.newestLogKeys())
    let head = try await LogHead(connection)
    // Whatever key has signed the checkpoint, the statements up to it are known by now.
    let keys = try connection.requireLogKeys()
    var examination = LogExamination(
        checkpoint: head.checkpoint, remembered: remembered, isComplete: entries.isComplete, statements: keys.statements)
    if let fault = head.fault { examination.note(fault.kind, fault.sentence) }
    try await examination.compareHistory(head.checkpoint, remembered, connection)
    try await examination.readLeaves(connection, progress)
    try await examination.readEntries(entries, connection, progress, take)
    let verdict = examination.verdict()
    if verdict.faults.isEmpty, let text = head.text { try memory.remember(text) }
    return verdict
}

extension LogEntries {
    fileprivate var isComplete: Bool {
        if case .all = self { true } else { false }
    }

    fileprivate var filter: EntryFilter? {
        switch self {
        case .none: nil
        case .all: EntryFilter()
        case .matching(let filter): filter
        }
    }
}

/// The newest checkpoint, or why there is none to go by.
private struct LogHead {
    var text: String?
    var checkpoint: Checkpoint?
    var fault: LogFault?

    init(_ connection: ExchangeConnection) async throws(ClientError) {
        do throws(ClientError) {
            let found = try await connection.checkpoint()
            text = found.text
            checkpoint = found.checkpoint
        } catch  where ["checkpoint-unsigned", "log-key-unproven", "log-key-replaced"].contains(error.code) {
            fault = LogFault(index: nil, kind: .unsigned, sentence: error.sentence)
        } catch  where error.exitClass == .notFound {
            // A log without entries has no checkpoint yet.
        }
    }
}

extension LogExamination {
    /// That the log has only grown (RFC 6962 §2.1.2).
    fileprivate mutating func compareHistory(
        _ checkpoint: Checkpoint?, _ remembered: Checkpoint?, _ connection: ExchangeConnection
    ) async throws(ClientError) {
        guard let remembered, remembered.size > 0 else { return }
        guard let checkpoint, checkpoint.size >= remembered.size else {
            return note(.rewritten, "the log had \(remembered.size) entries and has fewer now: it was rewritten")
        }
        var proof: [String] = []
        if checkpoint.size > remembered.size {
            proof = try await connection.plain(.consistencyProof(from: remembered.size, to: checkpoint.size)).hashes
        }
        do throws(LogError) {
            try verifyConsistency(from: remembered.size, remembered.root, to: checkpoint.size, checkpoint.root, proof: try hashes(proof))
        } catch {
            note(.rewritten, "the log isn't a continuation of the one with \(remembered.size) entries: \(error)")
        }
    }

    fileprivate mutating func readLeaves(_ connection: ExchangeConnection, _ progress: ProgressSink) async throws(ClientError) {
        let end = checkpoint?.size ?? .max
        var index: UInt64? = 0
        while let from = index, from < end {
            let page = try await connection.plain(.leaves(from: from))
            index = try following(page.next, after: from)
            add(page, from: from)
            progress(ProgressReport(bytes: from + UInt64(page.leaves.count), total: checkpoint?.size))
        }
    }

    fileprivate mutating func readEntries(
        _ entries: LogEntries, _ connection: ExchangeConnection, _ progress: ProgressSink, _ take: ([AuditEntryView]) -> Void
    ) async throws(ClientError) {
        guard let filter = entries.filter else { return }
        var index: UInt64? = 0
        while let from = index, from < size {
            let page = try await connection.send(try made { try .audit(AuditSearchBody(filter: filter, from: from)) }).result
            add(page.entries)
            take(page.entries.filter { $0.index < size })
            progress(ProgressReport(bytes: min(page.next ?? size, size), total: size))
            index = try following(page.next, after: from)
        }
    }

    /// A page's successor must lie behind it, else reading wouldn't end.
    private func following(_ next: UInt64?, after index: UInt64) throws(ClientError) -> UInt64? {
        guard let next else { return nil }
        guard next > index else { throw .integrity("malformed-answer", "the exchange's pages lead back to where they came from") }
        return next
    }
}
