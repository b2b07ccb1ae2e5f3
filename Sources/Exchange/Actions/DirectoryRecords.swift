import Foundation
import SignedRecords

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
        let limit = min(limits.pageSize, 100)
        let shown = try await act(.listDirectory, by: caller) { acting in
            try acting.authorize(on: .exchange)
            guard let founding = try acting.changes.founding(), let head = try acting.noteDirectory() else {
                throw ExchangeError.unfounded
            }
            let records = try acting.changes.directoryRecords(from: place, limit: limit)
            return ShownRecords(
                founding: String(decoding: founding, as: UTF8.self), size: head.size,
                records: records.map { String(decoding: $0.record, as: UTF8.self) },
                newest: try acting.changes.lastDirectoryRecord()?.entry)
        }
        // The newest change may share the commit, so its proof can only be made after it.
        var newest: Receipt?
        if let entry = shown.value.newest { newest = try await receipt(of: entry) }
        let receipt = newest
        return try shown.map { DirectoryRecords(founding: $0.founding, size: $0.size, records: $0.records, newest: receipt) }
    }
}

/// The same, with the newest change's entry in the place of its receipt.
private struct ShownRecords: Sendable, Codable {
    let founding: String
    let size: UInt64
    let records: [String]
    let newest: UInt64?
}

extension Acting {
    /// Lets the log's entry say which directory the caller is shown.
    @discardableResult
    mutating func noteDirectory() throws -> (size: UInt64, digest: String)? {
        let head = try changes.directoryHead()
        draft.record = head?.digest
        return head
    }
}
