package import Exchange
import ExchangeAPI
import Foundation
import SignedRecords
package import TransparencyLog

/// A receipt out of a file, whoever wrote it: the client's own JSON, or a C2SP tlog-proof whose extra data has what opens the leaf.
///
///     c2sp.org/tlog-proof@v1
///     extra eyJsZWFmIjoi…
///     index 4711
package struct ReceiptFile: Sendable, Hashable {
    package let receipt: Receipt

    package init(_ receipt: Receipt) { self.receipt = receipt }

    /// Reads a file, at most 1 MiB. Throws `receipt-malformed` and what reading throws.
    package init(at path: String) throws(ClientError) { try self.init(parsing: try LocalFiles.bytes(path)) }

    /// Throws `receipt-malformed`.
    package init(parsing bytes: [UInt8]) throws(ClientError) {
        if bytes.starts(with: Array(LogProof.header.utf8)) {
            try self.init(proof: bytes)
            return
        }
        guard let receipt = try? WireJSON.decode(Receipt.self, from: Data(bytes)) else { throw .unreadableReceipt }
        self.init(receipt)
    }

    private init(proof bytes: [UInt8]) throws(ClientError) {
        guard let proof = try? LogProof(parsing: bytes), let extra = proof.extra,
            let opened = try? WireJSON.decode(OpenedLeaf.self, from: Data(extra)), let leaf = Data(base64Encoded: opened.leaf)
        else { throw .unreadableReceipt }
        self.init(
            Receipt(
                index: proof.index, leaf: Array(leaf), opening: opened.opening, inclusionProof: proof.hashes,
                checkpoint: Array(proof.checkpoint.encoded.utf8)))
    }

    /// The same as a C2SP tlog-proof, which any verifier of such proofs can check against the leaf in its extra data. Throws `receipt-malformed`.
    package func proof() throws(ClientError) -> String {
        guard let bytes = Data(base64Encoded: receipt.leaf) else { throw .unreadableReceipt }
        let leaf = OpenedLeaf(leaf: bytes.base64EncodedString(), opening: receipt.opening)
        do {
            let note = try SignedNote(parsing: receipt.checkpoint.utf8)
            return try LogProof(
                extra: try CanonicalJSON.encode(leaf), index: receipt.index, hashes: try hashes(receipt.inclusionProof), checkpoint: note
            ).encoded
        } catch { throw .unreadableReceipt }
    }

    /// Checks it with the log's public keys alone: against the one that the checkpoint names, where the log has had several.
    ///
    /// Throws `receipt-malformed`, `receipt-opening`, `receipt-checkpoint`, `receipt-inclusion` or `receipt-entry`.
    package func verify(by keys: [NoteVerifier]) throws(ClientError) -> VerifiedReceipt { try verify(by: GivenLogKeys(keys)) }

    /// The same, where it may be known for which sizes each key counts; then also `log-key-replaced`.
    package func verify(by keys: GivenLogKeys) throws(ClientError) -> VerifiedReceipt {
        guard let officer = receipt.opening.entry?.officer, let note = try? SignedNote(parsing: receipt.checkpoint.utf8) else {
            throw .unreadableReceipt
        }
        guard let key = keys.signer(of: note) else {
            throw .local("no-log-key", "there is no key of the log to verify the receipt with", hint: "ask the host for it")
        }
        let entry = try verifyReceipt(receipt, by: keys, of: officer)
        return VerifiedReceipt(entry: entry, checkpoint: try verifiedCheckpoint(Array(receipt.checkpoint.utf8), by: keys), key: key)
    }
}

/// What a receipt proves, once it has been verified.
package struct VerifiedReceipt: Sendable {
    package let entry: AuditEntry
    package let checkpoint: Checkpoint
    /// The key that the checkpoint is signed with.
    package let key: NoteVerifier
}

/// The extra data of an exported proof.
private struct OpenedLeaf: Codable {
    let leaf: String
    let opening: Opening
}

extension ClientError {
    fileprivate static let unreadableReceipt = ClientError.integrity("receipt-malformed", "the receipt can't be read")
}
