import Crypto
package import TransparencyLog

extension ExchangeKeys {
    /// Every key that the log has had, as storage tells of them; the one that was opened must be among them.
    package func logKeys(in facts: any StorageReader) throws(ExchangeError) -> LogKeys {
        do {
            let statements = try facts.logKeyStatements().map { try LogKeyStatement(parsing: $0) }
            return try LogKeys(knowing: try NoteVerifier(verifierKey: logVerifierKey), statements: statements)
        } catch is LogError {
            throw .damaged(place: "log_key_statements")
        } catch {
            throw ExchangeError(storage: error)
        }
    }

    /// What signs the log's checkpoints now. Another process may have replaced it, and the master key that wraps it, since these keys were opened.
    func logSigner(in facts: any StorageReader) throws -> NoteSigner {
        let stored = try StoredKeys.required(facts)
        let signer = try stored.logSigner(under: try master.key(stored.masterKeyID))
        // A row put back from an earlier time would have an old key sign again.
        guard try logKeys(in: facts).newest.verifierKey == signer.verifierKey else {
            throw ExchangeError.damaged(place: "log_key_statements")
        }
        return signer
    }
}

extension StoredKeys {
    /// The keys of a folder that has been set up. Throws `conflict` for another.
    static func required(_ facts: any StorageReader) throws -> StoredKeys {
        guard let stored = try facts.keys() else {
            throw ExchangeError(.conflict, "the data folder hasn't been set up; run kedjad init")
        }
        return stored
    }
}

extension AuditDraft {
    /// Of what the exchange does by itself, in the host's own name, `<host>/kedjad`: no officer can ask for it. No policy decides, hence the
    /// digest of nothing.
    static func ofExchange(_ action: Action, _ facts: any StorageReader) throws -> AuditDraft {
        guard let host = try facts.organisations().first(where: \.host), let daemon = OfficerID.exchange(of: host.id) else {
            throw ExchangeError.damaged(place: "organisations")
        }
        return AuditDraft(officer: daemon, action: action, policyDigest: Hexadecimal.text(SHA256.hash(data: [])))
    }
}

extension Exchange {
    /// What was stated each time the log's key was replaced, in order: who knows one of its keys finds the others.
    package func logKeyStatements() async throws(ExchangeError) -> LogKeyStatements {
        let notes = try await reading { try $0.logKeyStatements() }
        return LogKeyStatements(statements: notes.map { String(decoding: $0, as: UTF8.self) })
    }
}

/// All statements about the log's keys, signed notes, the oldest first (see `LogKeyStatement`).
package struct LogKeyStatements: Sendable, Codable, Hashable {
    package let statements: [String]

    package init(statements: [String]) { self.statements = statements }
}
