import Foundation
import SignedRecords
import TransparencyLog

/// The signed changes of the directory, for everybody to check: from a place on, at most a page.
package struct DirectoryRecords: Sendable, Codable, Hashable {
    /// The founding's text, canonical JSON. See ``DirectoryFounding``.
    package let founding: String
    /// How many changes there are in all.
    package let size: UInt64
    /// Signed changes, JWS (General JSON), from the place that was asked for on.
    package let records: [String]
    /// Shows that the newest change stands in the log; `nil` while there is none. It is the receipt of whoever made the change, with a
    /// proof against the checkpoint of now.
    package let newest: Receipt?

    package init(founding: String, size: UInt64, records: [String], newest: Receipt?) {
        self.founding = founding
        self.size = size
        self.records = records
        self.newest = newest
    }
}

extension Exchange {
    /// The directory's founding and its signed changes from `place` on.
    ///
    /// The entry's `record` is the digest of the newest change: which directory each officer has been shown stands in the log.
    package func directoryRecords(from place: UInt64 = 1, by caller: OfficerID) async throws(ExchangeError) -> Committed<DirectoryRecords> {
        let (log, limit) = (log, min(limits.pageSize, 100))
        return try await act(.listDirectory, by: caller) { acting in
            try acting.authorize(on: .exchange)
            guard let founding = try acting.changes.founding(), let head = try acting.noteDirectory() else {
                throw ExchangeError.unfounded
            }
            let records = try acting.changes.directoryRecords(from: place, limit: limit)
            return DirectoryRecords(
                founding: String(decoding: founding, as: UTF8.self), size: head.size,
                records: records.map { String(decoding: $0.record, as: UTF8.self) },
                newest: try acting.changes.lastDirectoryRecord().map { try acting.receipt(of: $0.entry, log) })
        }
    }
}

extension Acting {
    /// Lets the log's entry say which directory the caller is shown.
    @discardableResult
    mutating func noteDirectory() throws -> (size: UInt64, digest: String)? {
        let head = try changes.directoryHead()
        draft.record = head?.digest
        return head
    }

    /// The receipt of an entry that is about nobody, anew, against the newest checkpoint.
    fileprivate func receipt(of index: UInt64, _ log: AuditLog) throws -> Receipt {
        guard let stored = try changes.entry(index), stored.participant == nil, let checkpoint = try changes.checkpoint() else {
            throw ExchangeError.damaged(place: "entry/\(index)")
        }
        let opened = try log.open(stored, subject: nil)
        let proof = try TransparencyLog.inclusionProof(of: index, inTreeOf: try changes.logSize()) { id in
            guard let hash = try changes.treeNode(id) else { throw ExchangeError.damaged(place: "tree/\(id.level)/\(id.index)") }
            return hash
        }
        return Receipt(
            index: index, leaf: stored.leaf, opening: Opening(salt: opened.salt, text: opened.text), inclusionProof: proof,
            checkpoint: checkpoint)
    }
}
