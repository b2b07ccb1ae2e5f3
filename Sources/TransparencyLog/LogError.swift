/// Why the log refused something, and what the caller can do about it.
///
/// Equality and `code` are stable; the sentences in `description` may be reworded. No case carries key material or an entry's content.
public enum LogError: Error, Hashable, Sendable {
    /// Bytes offered as a hash are not 32 bytes long; carries their number.
    case wrongHashLength(Int)
    /// Text that should be standard Base 64 with padding is not.
    case malformedBase64
    /// A frontier was offered another number of hashes than its size needs.
    case wrongFrontier(size: UInt64, hashes: Int)
    /// The path of the last leaf isn't known to a frontier that was rebuilt from storage.
    case lastLeafUnknown
    /// An index lies outside the tree.
    case indexOutsideTree(index: UInt64, size: UInt64)
    /// A consistency proof was asked from a larger to a smaller tree.
    case sizesReversed(old: UInt64, new: UInt64)
    /// A consistency proof was asked from the empty tree.
    case consistencyFromEmptyTree
    /// An inclusion proof doesn't lead from the leaf to the root.
    case inclusionNotProven
    /// A consistency proof doesn't connect the two roots.
    case consistencyNotProven
    /// A key name is empty or holds a space, a plus or a control character.
    case malformedKeyName
    /// An Ed25519 private key is not 32 bytes that the library accepts.
    case malformedPrivateKey
    /// A verifier key is not `name+hash+key`.
    case malformedVerifierKey
    /// A verifier key's id doesn't belong to its name and key.
    case verifierKeyMismatch
    /// A key is of another type than the one needed: a log's is 1, a witness's 4; carries the type's byte.
    case unsupportedKeyType(UInt8)
    /// A note, proof or bundle is larger than is read; carries the limit in bytes.
    case tooLarge(limit: Int)
    /// A note isn't text, a blank line and signature lines.
    case malformedNote
    /// A line of a note's signatures isn't `— name base64`.
    case malformedSignatureLine
    /// A note carries more signatures than are read; carries the limit.
    case tooManySignatures(limit: Int)
    /// A note isn't signed by the key it was checked with.
    case unknownSigner
    /// A signature that names the key doesn't verify with it.
    case invalidSignature
    /// A note's text isn't a checkpoint.
    case malformedCheckpoint
    /// A checkpoint's origin isn't the name of the key.
    case originMismatch
    /// A text isn't a `c2sp.org/tlog-proof@v1`.
    case malformedProof
    /// A path isn't that of a tile.
    case malformedTilePath
    /// A tile's level, or width, is outside what tiles can have.
    case tileOutOfRange
    /// A bundle's length prefixes don't fit its bytes, or it holds no entry or more than 256.
    case malformedBundle
    /// An entry is longer than the 65,535 bytes a bundle can hold; carries its length.
    case entryTooLong(Int)
    /// A cosignature's time is 0 or beyond 2^63 − 1.
    case cosignatureTime
    /// A private key of a cosigner isn't `PRIVATE+KEY+name+hash+key`.
    case malformedSecretKey
    /// Witnesses of a policy share a key, or the quorum isn't among 0 and the number of organisations.
    case malformedWitnessPolicy
    /// A request isn't `old N`, hashes, an empty line and a checkpoint.
    case malformedAddCheckpoint
    /// A note isn't a statement that a log's key was replaced, signed by both keys.
    case malformedKeyStatement
    /// Statements about a log's keys don't lead from one to the next, or not to the key that is trusted.
    case brokenKeyChain
    /// A checkpoint is signed by a key that was replaced before its size; carries the size from which on the next one signs.
    case replacedKey(from: UInt64)
}

extension LogError {
    /// A stable name of the case, for programs and for logs.
    public var code: String {
        switch self {
        case .wrongHashLength: "log-hash-length"
        case .malformedBase64: "log-base64"
        case .wrongFrontier: "log-frontier"
        case .lastLeafUnknown: "log-last-leaf-unknown"
        case .indexOutsideTree: "log-index-outside-tree"
        case .sizesReversed: "log-sizes-reversed"
        case .consistencyFromEmptyTree: "log-consistency-from-empty"
        case .inclusionNotProven: "log-inclusion-not-proven"
        case .consistencyNotProven: "log-consistency-not-proven"
        case .malformedKeyName: "log-key-name"
        case .malformedPrivateKey: "log-private-key"
        case .malformedVerifierKey: "log-verifier-key"
        case .verifierKeyMismatch: "log-verifier-key-mismatch"
        case .unsupportedKeyType: "log-key-type"
        case .tooLarge: "log-too-large"
        case .malformedNote: "log-note"
        case .malformedSignatureLine: "log-signature-line"
        case .tooManySignatures: "log-too-many-signatures"
        case .unknownSigner: "log-unknown-signer"
        case .invalidSignature: "log-invalid-signature"
        case .malformedCheckpoint: "log-checkpoint"
        case .originMismatch: "log-origin-mismatch"
        case .malformedProof: "log-proof"
        case .malformedTilePath: "log-tile-path"
        case .tileOutOfRange: "log-tile-range"
        case .malformedBundle: "log-bundle"
        case .entryTooLong: "log-entry-too-long"
        case .cosignatureTime: "log-cosignature-time"
        case .malformedSecretKey: "log-secret-key"
        case .malformedWitnessPolicy: "log-witness-policy"
        case .malformedAddCheckpoint: "log-add-checkpoint"
        case .malformedKeyStatement: "log-key-statement"
        case .brokenKeyChain: "log-key-chain"
        case .replacedKey: "log-key-replaced"
        }
    }
}

extension LogError: CustomStringConvertible {
    /// One English sentence: what is wrong and what to do.
    public var description: String {
        switch self {
        case .wrongHashLength(let count): "a hash has 32 bytes, these are \(count); pass the whole SHA-256 hash"
        case .malformedBase64: "this is not standard Base 64 with padding; copy the value again, without line breaks"
        case .wrongFrontier(let size, let hashes):
            "a tree of \(size) leaves isn't rebuilt from \(hashes) hashes; load exactly TreeFrontier.nodeIDs(ofSize:)"
        case .lastLeafUnknown:
            "this frontier was rebuilt or is empty and doesn't hold the last leaf's path; use inclusionProof(of:inTreeOf:node:)"
        case .indexOutsideTree(let index, let size): "index \(index) is not in a tree of \(size) leaves; ask with a newer checkpoint"
        case .sizesReversed(let old, let new): "a tree can't shrink from \(old) to \(new) leaves; pass the smaller size first"
        case .consistencyFromEmptyTree: "the empty tree is consistent with every tree; start from a checkpoint with at least one leaf"
        case .inclusionNotProven: "the proof doesn't show that the entry is in the log; don't rely on it, and fetch it again"
        case .consistencyNotProven: "the proof doesn't show that the log has only grown; keep both checkpoints and report them"
        case .malformedKeyName: "a key name must be non-empty, without spaces, plus signs and control characters; choose another name"
        case .malformedPrivateKey: "an Ed25519 private key has 32 bytes; load the key's seed alone"
        case .malformedVerifierKey: "a verifier key reads name+hash+key; copy it again from the log's operator"
        case .verifierKeyMismatch: "the verifier key's hash doesn't fit its name and key; copy it again from the log's operator"
        case .unsupportedKeyType(let type):
            "key type \(type) can't be used here: a log's key has type 1 (Ed25519), a witness's type 4; ask the operator for that one"
        case .tooLarge(let limit): "this is larger than the \(limit) bytes that are read; check what was fetched"
        case .malformedNote: "this is not a signed note (text, blank line, signatures, all UTF-8); fetch it again"
        case .malformedSignatureLine: "a signature line must read “— name base64”; fetch the note again"
        case .tooManySignatures(let limit): "a note may carry at most \(limit) signatures; remove those that nobody checks"
        case .unknownSigner: "the note isn't signed by the expected key; check that key and note are of the same log"
        case .invalidSignature: "the signature doesn't fit the note; don't rely on it, and fetch it again"
        case .malformedCheckpoint: "a checkpoint must have origin, size and root on its first three lines; fetch it again"
        case .originMismatch: "the checkpoint's origin isn't the key's name; check that key and checkpoint are of the same log"
        case .malformedProof: "this is not a c2sp.org/tlog-proof@v1; fetch the proof again"
        case .malformedTilePath: "this is not a tile's path, such as tile/0/x001/234.p/8; correct the path"
        case .tileOutOfRange: "a tile's level is 0 to 63 and its width 1 to 256; correct the tile"
        case .malformedBundle: "the bundle's lengths don't fit its bytes, or it has not 1 to 256 entries; fetch it again"
        case .entryTooLong(let count): "an entry has at most 65535 bytes, this one \(count); log a digest of it instead"
        case .cosignatureTime: "a cosignature must state a time after 1970; set this computer's clock"
        case .malformedSecretKey: "this is not a cosigner's key (PRIVATE+KEY+name+hash+key); make one with kedja witness keygen"
        case .malformedWitnessPolicy: "each witness needs a key of its own, and the quorum can't exceed the number of organisations"
        case .malformedAddCheckpoint: "an add-checkpoint request reads old N, at most 63 hashes, an empty line, a checkpoint; correct it"
        case .malformedKeyStatement: "this isn't a statement by both keys that a log's key was replaced; fetch the statements again"
        case .brokenKeyChain:
            "the statements about the log's keys don't lead to the key that is trusted; ask the log's operator for its verifier key"
        case .replacedKey(let size):
            "the checkpoint is signed by a key that was replaced: from \(size) entries on the next one signs; keep it and report it"
        }
    }
}
