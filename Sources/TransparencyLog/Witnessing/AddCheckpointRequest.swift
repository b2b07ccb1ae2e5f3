/// What a log sends to a witness: a checkpoint, and the proof that it continues the one that the witness cosigned last
/// (C2SP tlog-witness, "add-checkpoint").
///
///     old 20852014
///     PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
///     …
///
///     example.com/behind-the-sofa
///     20852163
///     CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
///
///     — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
///
/// What parses encodes to the same bytes.
public struct AddCheckpointRequest: Hashable, Sendable {
    /// The largest request that is read, in bytes: hashes, and a note with dozens of post-quantum signatures.
    public static let byteLimit = 256 << 10

    /// The most hashes of the proof.
    public static let hashLimit = 63

    /// The size of the tree that the witness is thought to have cosigned last; 0 for none.
    public let oldSize: UInt64

    /// The consistency proof (RFC 6962 §2.1.2) from the old size to the checkpoint's.
    public let proof: [LogHash]

    /// The signed checkpoint, unverified.
    public let note: SignedNote

    /// The checkpoint that the note's text is; unverified.
    public let checkpoint: Checkpoint

    /// - Throws: `LogError.malformedAddCheckpoint` for too many hashes; `LogError.malformedCheckpoint`.
    public init(oldSize: UInt64, proof: [LogHash], note: SignedNote) throws(LogError) {
        guard proof.count <= Self.hashLimit else { throw .malformedAddCheckpoint }
        self.oldSize = oldSize
        self.proof = proof
        self.note = note
        checkpoint = try Checkpoint(parsing: note.text)
    }

    /// Parses a request; nothing in it is verified.
    ///
    /// - Throws: `LogError.tooLarge`, `LogError.malformedAddCheckpoint`, and what `SignedNote.init(parsing:)` and
    ///   `Checkpoint.init(parsing:)` throw.
    public init(parsing bytes: some Collection<UInt8>) throws(LogError) {
        guard bytes.count <= Self.byteLimit else { throw .tooLarge(limit: Self.byteLimit) }
        var rest = Array(bytes)[...]
        guard let digits = rest.takeLine()?.value(ofField: "old"), let oldSize = UInt64(canonicalDecimal: digits) else {
            throw .malformedAddCheckpoint
        }
        var proof: [LogHash] = []
        while true {
            guard let line = rest.takeLine() else { throw .malformedAddCheckpoint }
            guard !line.isEmpty else { break }
            guard proof.count < Self.hashLimit, let bytes = Base64.decode(line), let hash = try? LogHash(bytes: bytes) else {
                throw .malformedAddCheckpoint
            }
            proof.append(hash)
        }
        try self.init(oldSize: oldSize, proof: proof, note: SignedNote(parsing: rest))
    }

    /// The request as it is sent.
    public var encoded: String {
        "old \(oldSize)\n" + proof.map { $0.base64 + "\n" }.joined() + "\n" + note.encoded
    }
}
