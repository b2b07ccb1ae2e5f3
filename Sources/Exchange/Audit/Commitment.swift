import Crypto
import Foundation
import SignedRecords
package import TransparencyLog

/// The leaf that stands in the log for an audit entry: its time and a salted SHA-256 commitment to its text.
///
/// Others can hold the log without learning anything: without the 32-byte salt the text can't be guessed at, and the salt lies
/// sealed with the text. 41 bytes: version (1), milliseconds since 1970 (8, big endian), commitment (32).
/// The commitment is SHA-256 of version, time, salt and text.
package struct Commitment: Hashable, Sendable {
    static let version: UInt8 = 1
    static let saltSize = 32

    package let leaf: [UInt8]

    /// Commits to `text` at `time`.
    package init(to text: [UInt8], salt: [UInt8], at time: Timestamp) { self.init(toSalted: salt + text, at: time) }

    /// Commits to a text that its salt stands before.
    init(toSalted text: [UInt8], at time: Timestamp) {
        var leaf: [UInt8] = []
        leaf.reserveCapacity(41)
        leaf.append(Commitment.version)
        withUnsafeBytes(of: time.milliseconds.bigEndian) { leaf += $0 }
        var hash = SHA256()
        hash.update(data: leaf)
        hash.update(data: text)
        hash.finalize().withUnsafeBytes { leaf += $0 }
        self.leaf = leaf
    }

    /// The leaf's hash in the tree (RFC 6962 §2.1).
    package var hash: LogHash { .leaf(leaf) }
}

/// What opens a commitment: the salt and the text, which is the entry as canonical JSON.
package struct Opening: Sendable, Codable, Hashable {
    /// 32 bytes, base64.
    package let salt: String
    /// The entry, canonical JSON (RFC 8785).
    package let text: String

    package init(salt: [UInt8], text: [UInt8]) {
        self.salt = Data(salt).base64EncodedString()
        self.text = String(decoding: text, as: UTF8.self)
    }

    /// The entry that the text is; `nil` when it can't be read.
    package var entry: AuditEntry? { try? CanonicalJSON.decode(AuditEntry.self, from: Array(text.utf8)) }

    /// Whether this salt and text are what `leaf` commits to, at the time that the leaf states.
    package func opens(_ leaf: [UInt8]) -> Bool {
        guard leaf.count == 41, leaf[0] == Commitment.version, let salt = Data(base64Encoded: salt), salt.count == 32 else { return false }
        let milliseconds = leaf[1..<9].reduce(Int64(0)) { $0 << 8 | Int64($1) }
        return Commitment(to: Array(text.utf8), salt: Array(salt), at: Timestamp(milliseconds: milliseconds)).leaf == leaf
    }
}

/// What a client gets back for every action: where its entry stands in the log, and the proof that it does.
package struct Receipt: Sendable, Codable, Hashable {
    package let index: UInt64
    /// The leaf, base64.
    package let leaf: String
    package let opening: Opening
    /// RFC 6962 §2.1.1, against the checkpoint's tree; hashes base64.
    package let inclusionProof: [String]
    /// A signed note (C2SP tlog-checkpoint) over a tree that holds the entry.
    package let checkpoint: String
    /// What witnesses have said of the log so far; `nil` without witnesses, and in answers that are kept for calls made again.
    package var witnessed: Witnessed?

    package init(index: UInt64, leaf: [UInt8], opening: Opening, inclusionProof: [LogHash], checkpoint: [UInt8]) {
        self.index = index
        self.leaf = Data(leaf).base64EncodedString()
        self.opening = opening
        self.inclusionProof = inclusionProof.map(\.base64)
        self.checkpoint = String(decoding: checkpoint, as: UTF8.self)
    }
}
