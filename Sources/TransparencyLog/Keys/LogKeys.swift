/// Verifies checkpoints of one log: by one key, or by whichever the log had at the checkpoint's size.
public protocol CheckpointVerifier: Sendable {
    /// Verifies a note and reads the checkpoint in it.
    @discardableResult
    func checkpoint(in note: SignedNote) throws(LogError) -> Checkpoint
}

extension CheckpointVerifier {
    /// Parses a note, verifies it, and reads the checkpoint in it.
    public func checkpoint(in bytes: some Collection<UInt8>) throws(LogError) -> Checkpoint {
        try checkpoint(in: try SignedNote(parsing: bytes))
    }
}

extension NoteVerifier: CheckpointVerifier {}

/// All keys that a log has had, each with the sizes that it signed, as far as statements lead from a key that is trusted.
///
/// They lead both ways: a key vouches for the one after it and, because it signs the statement that brought it, for the one before.
///
///     let keys = try LogKeys(knowing: pinned, statements: statements)
///     let head = try keys.checkpoint(in: note)   // by the key of its size
public struct LogKeys: Sendable, Hashable {
    /// Every change, the oldest first.
    public let statements: [LogKeyStatement]

    /// The keys in their order; one more than there are statements.
    public let all: [NoteVerifier]

    /// A log whose key has never been replaced, as far as is known.
    public init(_ key: NoteVerifier) {
        statements = []
        all = [key]
    }

    /// The keys of a log of which one is known.
    ///
    /// - Parameter statements: all of them, the oldest first.
    /// - Throws: `LogError.originMismatch`; `LogError.brokenKeyChain` when a statement doesn't go on where the one before ends, sizes don't grow,
    ///   a key comes again, or the known key isn't among them.
    public init(knowing known: NoteVerifier, statements: [LogKeyStatement]) throws(LogError) {
        guard statements.allSatisfy({ $0.origin.isSameBytes(as: known.name) }) else { throw .originMismatch }
        for (earlier, later) in zip(statements, statements.dropFirst()) {
            guard earlier.new == later.old, earlier.size < later.size else { throw .brokenKeyChain }
        }
        all = statements.first.map { [$0.old] + statements.map(\.new) } ?? [known]
        self.statements = statements
        guard all.contains(known), Set(all).count == all.count else { throw .brokenKeyChain }
    }

    /// These keys and those that came after them.
    ///
    /// - Parameter statements: all of the log's, which must begin with those that led here.
    /// - Throws: `LogError.brokenKeyChain`, `LogError.originMismatch`.
    public func followed(by statements: [LogKeyStatement]) throws(LogError) -> LogKeys {
        guard self.statements.isEmpty || statements.starts(with: self.statements) else { throw .brokenKeyChain }
        return try LogKeys(knowing: newest, statements: statements)
    }

    /// The log's identity.
    public var origin: String { all[0].name }

    /// The key that signs now.
    public var newest: NoteVerifier { all[all.count - 1] }

    /// The key that signs checkpoints of this size.
    public func key(ofSize size: UInt64) -> NoteVerifier { all[statements.count { $0.size <= size }] }

    /// Whether the log's name stands under the note, and none of these keys does: then a statement may lead to the one that did.
    public func isStrange(_ note: SignedNote) -> Bool {
        let ids = note.signatures.filter { $0.name.isSameBytes(as: origin) }.map(\.keyID)
        return !ids.isEmpty && Set(ids).isDisjoint(with: all.map(\.keyID))
    }
}

extension LogKeys: CheckpointVerifier {
    /// Verifies a checkpoint by the key that the log had at its size.
    ///
    /// - Throws: what `NoteVerifier.checkpoint(in:)` throws; `LogError.replacedKey` when a key has signed that was replaced before that size.
    @discardableResult
    public func checkpoint(in note: SignedNote) throws(LogError) -> Checkpoint {
        let size = try Checkpoint(parsing: note.text).size
        do throws(LogError) {
            return try key(ofSize: size).checkpoint(in: note)
        } catch {
            guard error == .unknownSigner, let late = statements.first(where: { $0.size <= size && $0.old.hasSigned(note) }) else {
                throw error
            }
            throw .replacedKey(from: late.size)
        }
    }
}

extension NoteVerifier {
    fileprivate func hasSigned(_ note: SignedNote) -> Bool { (try? verify(note)) != nil }
}
