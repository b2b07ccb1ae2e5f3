package import Exchange
import Foundation
import SignedRecords
package import TransparencyLog

/// Checks that a receipt proves its entry: the opening is what the leaf commits to, the leaf stands in the tree, the tree's
/// head is signed by the log, and the entry tells of something that `officer` was permitted.
///
/// Throws `receipt-malformed`, `receipt-opening`, `receipt-checkpoint`, `log-key-replaced`, `receipt-inclusion` or `receipt-entry`.
@discardableResult
package func verifyReceipt(
    _ receipt: Receipt, by verifier: some CheckpointVerifier, of officer: OfficerID
) throws(ClientError) -> AuditEntry {
    guard let leaf = Data(base64Encoded: receipt.leaf).map(Array.init), receipt.inclusionProof.count <= LogProof.hashLimit else {
        throw .integrity("receipt-malformed", "the receipt can't be read")
    }
    guard receipt.opening.opens(leaf) else {
        throw .integrity("receipt-opening", "the receipt's text isn't what its leaf in the log commits to")
    }
    let checkpoint = try signedHead(of: receipt, by: verifier)
    do throws(LogError) {
        try verifyInclusion(
            of: .leaf(leaf), at: receipt.index, size: checkpoint.size, proof: try hashes(receipt.inclusionProof), root: checkpoint.root)
    } catch {
        throw .integrity("receipt-inclusion", "the receipt doesn't prove that its entry is in the log: \(error)")
    }
    return try entry(in: receipt, leaf, of: officer)
}

/// Reads a checkpoint whose signature verifies. Throws `checkpoint-unsigned`, or `log-key-replaced`.
package func verifiedCheckpoint(_ note: [UInt8], by verifier: some CheckpointVerifier) throws(ClientError) -> Checkpoint {
    do throws(LogError) { return try verifier.checkpoint(in: note) } catch {
        throw .unsigned(
            "checkpoint-unsigned", "the log's checkpoint isn't signed by the log's key", error,
            hint: "check the profile's logVerifierKey with the host; if it is right, keep the checkpoint as evidence")
    }
}

private func signedHead(of receipt: Receipt, by verifier: some CheckpointVerifier) throws(ClientError) -> Checkpoint {
    do throws(LogError) { return try verifier.checkpoint(in: Array(receipt.checkpoint.utf8)) } catch {
        throw .unsigned("receipt-checkpoint", "the receipt's checkpoint isn't signed by the log's key", error)
    }
}

func hashes(_ texts: [String]) throws(LogError) -> [LogHash] {
    var hashes: [LogHash] = []
    for text in texts { hashes.append(try LogHash(base64: text)) }
    return hashes
}

private func entry(in receipt: Receipt, _ leaf: [UInt8], of officer: OfficerID) throws(ClientError) -> AuditEntry {
    guard let entry = try? CanonicalJSON.decode(AuditEntry.self, from: Array(receipt.opening.text.utf8)) else {
        throw .integrity("receipt-entry", "the receipt's entry can't be read")
    }
    guard entry.index == receipt.index, entry.at == LeafTime.of(leaf), entry.officer == officer, entry.outcome == .permitted else {
        throw .integrity("receipt-entry", "the receipt's entry tells of another place, time, officer or outcome")
    }
    return entry
}

/// The time in a leaf: milliseconds since 1970 in bytes 1 to 8, big endian (see `Commitment`).
enum LeafTime {
    /// The years 1 to 9999. No entry is of another time, and who shows one mustn't have to reckon with it.
    private static let written: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999

    static func of(_ leaf: [UInt8]) -> Timestamp? {
        guard leaf.count == 41 else { return nil }
        let milliseconds = leaf[1..<9].reduce(Int64(0)) { $0 << 8 | Int64($1) }
        return written.contains(milliseconds) ? Timestamp(milliseconds: milliseconds) : nil
    }
}
