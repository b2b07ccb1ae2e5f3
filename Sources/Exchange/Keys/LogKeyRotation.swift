import Crypto
import TransparencyLog

/// Replaces the key that signs the log's checkpoints: `kedjad keys rotate-log`, beside whatever else uses the storage.
///
/// One transaction makes the new key, has both keys sign the statement, logs the change, and seals that entry by the new key. Interrupted anywhere,
/// either key is in force and nothing is left to be finished. Transactions are serial, and whoever seals after this one finds another
/// checkpoint than its own, so asks for the signer anew: no checkpoint is signed by the old key any more.
package struct LogKeyRotation: Sendable {
    /// What came of it.
    package struct Done: Hashable, Sendable {
        /// Verifier keys (C2SP signed-note).
        package let old: String
        package let new: String
        /// From which size of the tree on the new key signs.
        package let size: UInt64
    }

    private let storage: any Storage
    private let masters: MasterKeyring
    private let clock: Clock
    private let random: RandomSource

    /// - Parameter masters: holds the master key in force, which wraps the new key, too.
    package init(in storage: any Storage, holding masters: MasterKeyring, clock: Clock, random: RandomSource) {
        self.storage = storage
        self.masters = masters
        self.clock = clock
        self.random = random
    }

    /// Throws `conflict` when nothing has been set up, `wrongMasterKey`, `damaged`; then nothing was changed.
    package func perform() async throws(ExchangeError) -> Done {
        do { return try await storage.write { try rotate($0) } } catch { throw ExchangeError(storage: error) }
    }

    private func rotate(_ changes: any StorageWriter) throws -> Done {
        let stored = try StoredKeys.required(changes)
        let keys = try stored.open(with: masters)
        // The entry of the change is the first that the new key seals.
        let size = try changes.logSize() + 1
        let seed = random.bytes(32)
        let statement = try LogKeyStatement(
            replacing: keys.logSigner(in: changes), by: try NoteSigner(name: keys.logOrigin, privateKeyBytes: seed), from: size)

        var draft = try AuditDraft.ofExchange(.rotateLogKey, changes)
        draft.resource = "\(statement.old.verifierKey) \(statement.new.verifierKey)"
        draft.record = statement.digest
        let log = AuditLog(keys: keys, random: random)
        _ = try log.append(draft, outcome: .permitted, code: nil, at: clock.now(), in: changes)
        try changes.replaceKeys(
            try stored.replacingLogSigner(by: seed, under: try masters.key(stored.masterKeyID), random: random))
        try changes.insertLogKeyStatement(Array(statement.encoded.utf8), from: size)
        _ = try log.seal(changes)
        return Done(old: statement.old.verifierKey, new: statement.new.verifierKey, size: size)
    }
}

extension LogKeyStatement {
    /// How the log's own entry names it: SHA-256 of all its bytes, hexadecimal.
    package var digest: String { Hexadecimal.text(SHA256.hash(data: Array(encoded.utf8))) }
}
