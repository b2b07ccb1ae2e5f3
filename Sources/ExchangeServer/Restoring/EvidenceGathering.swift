package import Exchange
import Foundation
package import TransparencyLog

/// Asks witnesses, and looks at checkpoints that were kept elsewhere, how far the log of a backup had come.
package struct EvidenceGathering: Sendable {
    private let storage: any ReadableStorage
    /// The backup's newest checkpoint, and what it says; `nil` for a log without entries, of which nobody can be asked.
    private let note: [UInt8]?
    private let head: Checkpoint?
    /// Every key that the log had until the backup.
    private let keys: LogKeys
    private let call: WitnessCall

    /// - Parameter storage: the backup's records; its tree has been verified.
    package init(storage: any ReadableStorage, note: [UInt8]?, head: Checkpoint?, keys: LogKeys, call: @escaping WitnessCall) {
        self.storage = storage
        self.note = note
        self.head = head
        self.keys = keys
        self.call = call
    }

    /// Asks all witnesses at once.
    package func ask(_ witnesses: [ConfiguredWitness]) async -> [LogEvidence.Statement] {
        await withTaskGroup(of: LogEvidence.Statement.self) { group in
            for witness in witnesses where witness.url != nil { group.addTask { await ask(witness) } }
            var statements: [LogEvidence.Statement] = []
            for await statement in group { statements.append(statement) }
            return statements.sorted { $0.by < $1.by }
        }
    }

    private func ask(_ witness: ConfiguredWitness) async -> LogEvidence.Statement {
        let finding = await finding(of: witness)
        return LogEvidence.Statement(by: "the witness of \(witness.organisation)", organisation: witness.organisation, finding: finding)
    }

    private func finding(of witness: ConfiguredWitness) async -> LogEvidence.Finding {
        guard let note, let head else { return .silent("the backup's log has no checkpoint to ask about") }
        let question = WitnessQuestion(call: call) { [storage] old, new in
            try await StoredTree.consistencyProof(from: old, to: new, in: storage)
        }
        do {
            switch try await question.ask(witness, to: note) {
            // It has cosigned the backup's own checkpoint, so it had seen that much or less.
            case .cosigned: return .within(head.size)
            case .ahead(let size): return .ahead(size)
            case .refused(409), .refused(422): return .contradicted
            // Another key has taken over: the log went on after the backup, or the witness doesn't know it.
            case .refused(let status): return .silent("it answered \(status)")
            case .unsettled: return .silent("it told another size each time")
            }
        } catch {
            return .silent("it can't be asked")
        }
    }

    /// Looks at a checkpoint in a file: `checkpoint` of a mirror or another backup, or what a client remembers.
    package func look(at path: String) async throws(DaemonError) -> LogEvidence.Statement {
        let bytes = try read(path)
        let finding: LogEvidence.Finding
        do { finding = try await self.finding(in: bytes) } catch {
            throw DaemonError(
                .configuration, "\(path) isn't a checkpoint of this log: \((error as? LogError)?.description ?? "it can't be compared")",
                hint: "give the checkpoint of a mirror, or one from a client's folder checkpoints", code: .seenUnusable)
        }
        return LogEvidence.Statement(by: path, organisation: nil, finding: finding)
    }

    private func finding(in bytes: [UInt8]) async throws -> LogEvidence.Finding {
        let note = try SignedNote(parsing: bytes)
        let claimed = try Checkpoint(parsing: note.text)
        let size = head?.size ?? 0
        // By a key that came after the backup: it can't be verified here, and it's later than the backup for that very reason.
        if keys.isStrange(note), claimed.size > size { return .ahead(claimed.size) }
        let seen = try keys.checkpoint(in: note)
        guard seen.size <= size else { return .ahead(seen.size) }
        guard seen.size > 0 else { return .within(0) }
        return try await StoredTree.root(ofSize: seen.size, in: storage) == seen.root ? .within(seen.size) : .contradicted
    }

    private func read(_ path: String) throws(DaemonError) -> [UInt8] {
        let unreadable = DaemonError(.configuration, "\(path) can't be read", hint: "check the path after --seen", code: .seenUnusable)
        guard let file = FileHandle(forReadingAtPath: path) else { throw unreadable }
        defer { try? file.close() }
        guard let data = try? file.read(upToCount: SignedNote.byteLimit + 1) else { throw unreadable }
        return Array(data)
    }
}
