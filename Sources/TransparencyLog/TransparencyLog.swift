import Crypto

// TransparencyLog: an append-only log that can prove to anybody that it has only grown.
//
// Entries are leaves of a Merkle tree (RFC 6962 §2.1, SHA-256). The tree's size and root are signed as a checkpoint
// (C2SP tlog-checkpoint) in a signed note (C2SP signed-note). Short proofs connect an entry, or an older checkpoint,
// to a newer one (RFC 6962 §2.1.1 and §2.1.2).
//
//     var frontier = TreeFrontier()
//     for (id, hash) in frontier.append(.leaf(entry)) { store(hash, at: id) }
//
//     let signer = try NoteSigner(name: "log.example/a", privateKeyBytes: seed)
//     let head = try Checkpoint(origin: "log.example/a", size: frontier.size, root: frontier.root)
//     let note = try signer.sign(head)
//     let path = try inclusionProof(of: 0, inTreeOf: frontier.size) { try load($0) }
//     let proof = LogProof(index: 0, hashes: path, checkpoint: note)
//
//     let verifier = try NoteVerifier(verifierKey: "log.example/a+…")
//     try proof.verify(leaf: .leaf(entry), by: verifier)
//
// - `Merkle/`: the appender's state, proofs, their verification.
// - `Notes/`: signed notes, signing, verifying.
// - `Checkpoints/`: tree heads, and self-contained proofs (C2SP tlog-proof).
// - `Cosignatures/`: what witnesses sign (C2SP tlog-cosignature), and how many organisations must have (`WitnessPolicy`).
// - `Witnessing/`: the witness itself as a value (C2SP tlog-witness): what it knows of a log, what it cosigns, what it refuses.
// - `Keys/`: statements that a log's key was replaced, and the keys that it has had. A format of ours.
// - `Tiles/`: addresses and contents of the static files that serve a log (C2SP tlog-tiles).
//
// Nothing here reads a clock, a file or a source of randomness. All types are values and may cross tasks.

/// A hash in the log's Merkle tree: 32 bytes, SHA-256 with the prefixes of RFC 6962 §2.1.
///
/// Two hashes compare equal when all their bytes do; hashes of a log are public, so the comparison needn't be constant in time.
public struct LogHash: Hashable, Sendable {
    /// The length of every hash, in bytes.
    public static let byteCount = 32

    /// The root of a tree without leaves: SHA-256 of the empty string (RFC 6962 §2.1).
    public static let emptyTree = LogHash(digest: SHA256().finalize())

    /// The 32 bytes.
    public let bytes: [UInt8]

    /// Takes 32 bytes as a hash.
    ///
    /// - Throws: `LogError.wrongHashLength` for any other length.
    public init(bytes: some Collection<UInt8>) throws(LogError) {
        guard bytes.count == Self.byteCount else { throw .wrongHashLength(bytes.count) }
        self.bytes = Array(bytes)
    }

    /// Reads a hash in standard Base 64, as checkpoints and proofs write it.
    ///
    /// - Throws: `LogError.malformedBase64`, `LogError.wrongHashLength`.
    public init(base64 text: some StringProtocol) throws(LogError) {
        guard let bytes = Base64.decode(text.utf8) else { throw .malformedBase64 }
        try self.init(bytes: bytes)
    }

    private init(digest: SHA256.Digest) {
        bytes = digest.withUnsafeBytes { Array($0) }
    }

    /// The hash of an entry: `SHA-256(0x00 || data)` (RFC 6962 §2.1).
    public static func leaf(_ data: some Sequence<UInt8>) -> LogHash {
        var input: [UInt8] = [0x00]
        input += data
        return sha256(input)
    }

    /// The hash of two neighbouring subtrees: `SHA-256(0x01 || left || right)` (RFC 6962 §2.1).
    public static func node(_ left: LogHash, _ right: LogHash) -> LogHash {
        var input: [UInt8] = []
        input.reserveCapacity(1 + 2 * byteCount)
        input.append(0x01)
        input += left.bytes
        input += right.bytes
        return sha256(input)
    }

    private static func sha256(_ input: [UInt8]) -> LogHash {
        LogHash(digest: SHA256.hash(data: input))
    }
}

extension LogHash: CustomStringConvertible {
    /// The hash in lowercase Base 16, 64 characters.
    public var hex: String { Base16.encode(bytes) }

    /// The hash in standard Base 64, 44 characters.
    public var base64: String { Base64.encode(bytes) }

    /// The hash in standard Base 64, as it stands in checkpoints.
    public var description: String { base64 }
}
