import Exchange
import ExchangeAPI
import Synchronization
package import TransparencyLog

/// The keys of the log that a connection goes by: from the profile's, as far as statements have led. May be used from any task.
final class LogTrust: Sendable {
    private let known: Mutex<LogKeys>
    private let memory: LogKeyMemory?

    /// - Parameter memory: where it's remembered what statements led to; `nil` remembers nothing.
    init(_ key: NoteVerifier, memory: LogKeyMemory?) throws(ClientError) {
        known = Mutex(try memory?.load(key) ?? LogKeys(key))
        self.memory = memory
    }

    var keys: LogKeys { known.withLock { $0 } }

    /// Follows the exchange's statements, and remembers where they lead. Throws `log-key-unproven` when they don't start from what is known, or
    /// don't lead to whoever signed these notes; then nothing is remembered.
    func follow(_ shown: LogKeyStatements, to notes: [SignedNote]) throws(ClientError) -> LogKeys {
        let before = keys
        let keys: LogKeys
        do throws(LogError) { keys = try before.followed(by: try shown.verified()) } catch {
            throw .logKeyUnproven("\(error) [\(error.code)]")
        }
        guard !notes.contains(where: keys.isStrange) else { throw .logKeyUnproven("none of its statements names that key") }
        guard keys.statements.count > before.statements.count else { return keys }
        try memory?.remember(keys)
        // Another task may have followed further meanwhile.
        return known.withLock { known in
            if keys.statements.count > known.statements.count { known = keys }
            return known
        }
    }
}

extension ExchangeConnection {
    /// The log's keys by which these notes can be checked. When one carries the log's name and none of the keys that are known, the exchange's
    /// statements are asked for.
    ///
    /// Throws `no-log-key`, and `log-key-unproven` when no statement leads to the key.
    func logKeys(for notes: [String?]) async throws(ClientError) -> LogKeys {
        let parsed = notes.compactMap { $0.flatMap { try? SignedNote(parsing: Array($0.utf8)) } }
        let known = try requireLogKeys()
        guard parsed.contains(where: known.isStrange) else { return known }
        return try await newestLogKeys(for: parsed)
    }

    /// The log's keys after asking for the exchange's statements, whether that seems needed or not.
    ///
    /// Throws `no-log-key`, and `log-key-unproven` when the statements aren't a continuation of what is known.
    package func newestLogKeys(for notes: [SignedNote] = []) async throws(ClientError) -> LogKeys {
        let shown: LogKeyStatements
        do throws(ClientError) { shown = try await plain(.logKeyStatements()) } catch {
            // An exchange of an older version has none.
            guard error.exitClass == .notFound else { throw error }
            shown = LogKeyStatements(statements: [])
        }
        return try requireLogTrust().follow(shown, to: notes)
    }

    /// The log's keys as far as they're known.
    func requireLogKeys() throws(ClientError) -> LogKeys { try requireLogTrust().keys }

    /// Whether this is the log's newest key, or statements lead to it.
    package func isNewestLogKey(_ verifierKey: String) async throws(ClientError) -> Bool {
        if try requireLogKeys().newest.verifierKey == verifierKey { return true }
        do throws(ClientError) { return try await newestLogKeys().newest.verifierKey == verifierKey } catch {
            guard error.code == "log-key-unproven" else { throw error }
            return false
        }
    }
}

extension ClientError {
    static func logKeyUnproven(_ reason: String) -> ClientError {
        .integrity(
            "log-key-unproven",
            "the log is signed by another key than the one that the profile knows, and nothing proves the change: \(reason)",
            hint: "ask the host whether the log's key was replaced; if it wasn't, keep what you got as evidence")
    }

    /// Why a checkpoint doesn't hold: `log-key-replaced` when a key that was replaced signed it, else `code`.
    static func unsigned(_ code: String, _ sentence: String, _ error: LogError, hint: String? = nil) -> ClientError {
        guard case .replacedKey = error else { return .integrity(code, "\(sentence): \(error)", hint: hint) }
        return .integrity(
            "log-key-replaced", "\(error)", hint: "whoever signed it may have stolen the old key; report it to the exchange's administrator"
        )
    }
}
