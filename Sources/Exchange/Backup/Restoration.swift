import Crypto
import TransparencyLog

/// Begins a restored log again: its first new entry, `restoreBackup`, tells that it was restored, and from which backup.
///
/// A log must never be signed twice from one size on (C2SP tlog-checkpoint): whoever has seen the first history would hold the second against it,
/// no witness would sign it, and nobody could tell which of two entries with one index is meant. So a restored log goes on under its own name and key where
/// others say that nothing came after the backup. Where something did, or nobody can say, it's another log from then on: with a name of its own, which its
/// checkpoints begin with, and a key of its own. Under that name the entries up to the backup stand where they stood, so that whoever holds an older checkpoint
/// can still compare them. Nobody is led from the old key to the new by a statement, as at `rotate-log`: that would let whoever steals a backup and the
/// master key lead everybody to an older state. People are told, and put the new key into their profiles and witnesses.
package struct Restoration: Sendable {
    package enum Continuation: Hashable, Sendable {
        /// Under the same name and key.
        case same
        /// As another log.
        ///   - seen: how many entries others have seen of the one before; `nil` when nobody could say.
        ///   - reason: the administrator's own words.
        case another(origin: String, seen: UInt64?, reason: String)
    }

    /// What came of it.
    package struct Done: Hashable, Sendable {
        /// C2SP signed-note.
        package let verifierKey: String
        /// The tree's size with the entry.
        package let size: UInt64
    }

    private let storage: any Storage
    private let masters: MasterKeyring
    private let clock: Clock
    private let random: RandomSource

    /// - Parameter masters: holds the master key in force.
    package init(in storage: any Storage, holding masters: MasterKeyring, clock: Clock, random: RandomSource) {
        self.storage = storage
        self.masters = masters
        self.clock = clock
        self.random = random
    }

    /// One transaction.
    ///
    /// - Parameter manifest: the bytes of the backup's manifest; the entry has their digest.
    /// - Throws: `conflict` when the new name is the old one; `wrongMasterKey`, `damaged`. Then nothing was changed.
    package func perform(_ continuation: Continuation, manifest: [UInt8]) async throws(ExchangeError) -> Done {
        do { return try await storage.write { try begin(continuation, manifest, $0) } } catch { throw ExchangeError(storage: error) }
    }

    private func begin(_ continuation: Continuation, _ manifest: [UInt8], _ changes: any StorageWriter) throws -> Done {
        let stored = try StoredKeys.required(changes)
        let before = try stored.open(with: masters)
        let size = try changes.signedHead()?.size ?? 0
        var draft = try AuditDraft.ofExchange(.restoreBackup, changes)
        draft.record = Hexadecimal.text(SHA256.hash(data: manifest))
        draft.resource = "\(before.logOrigin) \(size)"
        var keys = before
        if case .another(let origin, let seen, let reason) = continuation {
            keys = try beginLog(origin, stored, changes)
            draft.resource = "\(before.logOrigin) \(size) of \(seen.map { "\($0)" } ?? "unknown")\(AuditEntry.goesOnAs)\(origin)"
            draft.reason = reason
        }
        let log = AuditLog(keys: keys, random: random)
        _ = try log.append(draft, outcome: .permitted, code: nil, at: clock.now(), in: changes)
        guard let end = try log.seal(changes) else { throw ExchangeError.damaged(place: "checkpoint") }
        return Done(verifierKey: try keys.logKeys(in: changes).newest.verifierKey, size: end.size)
    }

    private func beginLog(_ origin: String, _ stored: StoredKeys, _ changes: any StorageWriter) throws -> ExchangeKeys {
        guard origin != stored.logOrigin else {
            throw ExchangeError(.conflict, "the log is called \(origin) already; another log needs another name")
        }
        let master = try masters.key(stored.masterKeyID)
        let renamed = StoredKeys(
            masterKeyID: stored.masterKeyID, logOrigin: origin, system: stored.system, index: stored.index, identity: stored.identity,
            logSigner: stored.logSigner)
        let next = try renamed.replacingLogSigner(by: random.bytes(32), under: master, random: random)
        try changes.replaceKeys(next)
        try changes.forgetLogName()
        return try next.open(with: masters)
    }
}

extension AuditEntry {
    fileprivate static let goesOnAs = ", goes on as "

    /// Whether the log has another name from this entry on: what was signed of it before isn't with it any more.
    package var beginsAnotherLog: Bool { action == .restoreBackup && resource?.contains(AuditEntry.goesOnAs) == true }
}
