import Crypto

/// What a witness knows of one log: its keys, and the checkpoint that it cosigned last (C2SP tlog-witness).
///
/// A value: `adding` decides and answers the state that follows. Who keeps it stores that state durably, then puts it in this one's place, and
/// only then lets `cosignature` out; otherwise two checkpoints that contradict each other could both carry the witness's name.
///
///     var log = try WitnessedLog(keys: [key], latest: nil, cosigner: cosigner)
///     let next = try log.adding(request, at: now)
///     try store(next.latest)
///     log = next
///     answer(next.cosignature)
public struct WitnessedLog: Sendable {
    /// The log's identity.
    public let origin: String

    /// The checkpoint that was cosigned last, with the log's signatures and this witness's; nil before the first.
    public private(set) var latest: SignedNote?

    /// The newest cosignature that `adding` made; nil when the state was read.
    public private(set) var cosignature: NoteSignature?

    private let keys: [NoteVerifier]
    private let cosigner: Cosigner
    private var head: Checkpoint?

    /// Takes up what was stored.
    ///
    /// - Parameters:
    ///   - keys: those trusted for the log, at least one, all of its name.
    ///   - latest: what `latest` was; nil for a log of which nothing was ever cosigned.
    /// - Throws: `LogError.originMismatch` when keys or checkpoint are of different logs; `LogError.unknownSigner` when what was stored is signed
    ///   neither by the log nor by the witness, and `LogError.invalidSignature` when wrongly: it's damaged, and nothing may be cosigned on it.
    public init(keys: [NoteVerifier], latest: SignedNote?, cosigner: Cosigner) throws(LogError) {
        guard let origin = keys.first?.name, keys.allSatisfy({ $0.name.isSameBytes(as: origin) }) else { throw .originMismatch }
        self.origin = origin
        self.keys = keys
        self.cosigner = cosigner
        self.latest = latest
        guard let latest else { return }
        let head = try Checkpoint(parsing: latest.text)
        guard head.origin.isSameBytes(as: origin) else { throw .originMismatch }
        // Either may have been replaced since; that one vouches is enough against damage.
        let signedByLog = try Self.signatures(of: keys, in: latest).isEmpty == false
        if !signedByLog { try cosigner.verifier.verify(latest) }
        self.head = head
    }

    /// The size cosigned last; 0 before the first.
    public var size: UInt64 { head?.size ?? 0 }

    /// What the log is called in paths: SHA-256 of its origin in lowercase Base 16 (tlog-witness, "Monitor Retrieval Mechanism").
    public var originHash: String { Base16.encode(Array(SHA256.hash(data: Array(origin.utf8)))) }

    /// The root cosigned last; nil before the first.
    public var root: LogHash? { head?.root }

    /// Checks a request in the specification's order, and cosigns its checkpoint at `time`, in seconds since 1970.
    ///
    /// - Returns: the state that follows.
    public func adding(_ request: AddCheckpointRequest, at time: UInt64) throws(WitnessRefusal) -> WitnessedLog {
        let checkpoint = request.checkpoint
        guard checkpoint.origin.isSameBytes(as: origin) else { throw .unknownLog }
        let signatures = try trusted(request.note)
        guard request.oldSize <= checkpoint.size else { throw .sizesReversed }
        guard request.oldSize == size else { throw .conflict(size: size) }
        guard isConsistent(request) else { throw .inconsistent }
        do throws(LogError) {
            var next = self
            let cosignature = try cosigner.cosign(checkpoint, at: time)
            next.latest = try SignedNote(text: request.note.text, signatures: signatures + [cosignature])
            next.head = checkpoint
            next.cosignature = cosignature
            return next
        } catch {
            throw .cannotSign(error)
        }
    }

    private func trusted(_ note: SignedNote) throws(WitnessRefusal) -> [NoteSignature] {
        guard let signatures = try? Self.signatures(of: keys, in: note), !signatures.isEmpty else { throw .unsigned }
        return signatures
    }

    /// The lines of these keys. Throws `LogError.invalidSignature` when one of them is wrong.
    private static func signatures(of keys: [NoteVerifier], in note: SignedNote) throws(LogError) -> [NoteSignature] {
        var found: [NoteSignature] = []
        for key in keys {
            let mine = note.signatures.filter { $0.keyID == key.keyID && $0.name.isSameBytes(as: key.name) }
            guard !mine.isEmpty else { continue }
            try key.verify(note)
            found += mine
        }
        return found
    }

    /// Whether the checkpoint continues the one cosigned last, whose size the request's old size is.
    private func isConsistent(_ request: AddCheckpointRequest) -> Bool {
        let new = request.checkpoint
        if new.size == 0, new.root != .emptyTree { return false }
        // An empty tree is continued by every tree, so there is nothing to prove; but one that was cosigned has the root that it must.
        guard let head, head.size > 0 else { return request.proof.isEmpty }
        let proven: Void? = try? verifyConsistency(from: head.size, head.root, to: new.size, new.root, proof: request.proof)
        return proven != nil
    }
}
