import Foundation
import SignedRecords
import StorageContract
import Testing
import TransparencyLog

@testable import Exchange

extension World {
    /// All entries of the log that aren't erased, opened with the exchange's own keys.
    func entries() async throws -> [AuditEntry] {
        let (log, keys) = (exchange.log, keys)
        return try await ports.storage.read { facts in
            try facts.entries(from: 0, limit: 10_000, matching: EntryFilter()).filter { $0.erasedBy == nil }.map { stored in
                let participant = try stored.participant.flatMap { try facts.participant($0) }
                let subject = try participant.map { try keys.master.unwrap($0.subjectKey, named: $0.id.text, as: SubjectUse.self) }
                return try CanonicalJSON.decode(AuditEntry.self, from: try log.open(stored, subject: subject).text)
            }
        }
    }

    func lastEntry() async throws -> AuditEntry { try #require(try await entries().last) }

    var logVerifier: NoteVerifier {
        get throws { try NoteVerifier(verifierKey: keys.logVerifierKey) }
    }

    /// Checks a receipt as a client does: the commitment opens, and the leaf stands in the tree that the log has signed.
    @discardableResult
    func check(_ receipt: Receipt) throws -> (entry: AuditEntry, checkpoint: Checkpoint) {
        let leaf = Array(try #require(Data(base64Encoded: receipt.leaf)))
        #expect(receipt.opening.opens(leaf))
        let checkpoint = try logVerifier.checkpoint(in: Array(receipt.checkpoint.utf8))
        try verifyInclusion(
            of: .leaf(leaf), at: receipt.index, size: checkpoint.size, proof: try receipt.inclusionProof.map { try LogHash(base64: $0) },
            root: checkpoint.root)
        return (try CanonicalJSON.decode(AuditEntry.self, from: Array(receipt.opening.text.utf8)), checkpoint)
    }
}
