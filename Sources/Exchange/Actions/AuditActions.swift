import Foundation
import SignedRecords
import TransparencyLog

/// A page of the log, and where the next begins.
package struct AuditPage: Sendable, Codable, Hashable {
    package let entries: [AuditEntryView]
    /// The index to ask from next; `nil` on the last page.
    package let next: UInt64?
    /// The log's size when the page was made.
    package let logSize: UInt64
}

extension Exchange {
    /// Entries that match and that the caller may read. Reading the log is itself logged.
    ///
    /// Without a filter, entries that the caller may not read come along sealed, as the log has them for everybody. With one they don't:
    /// that an entry matches would tell what it says.
    package func audit(
        _ filter: EntryFilter, from index: UInt64 = 0, limit: Int? = nil, exporting: Bool = false, by caller: OfficerID
    ) async throws(ExchangeError) -> Committed<AuditPage> {
        let (log, limit) = (log, min(max(limit ?? limits.pageSize, 1), limits.pageSize))
        return try await act(exporting ? .exportAudit : .readAudit, by: caller) { acting in
            acting.draft.resource = "log"
            try acting.authorizeAudit(exporting: exporting)
            let read = acting.prepare(.readAudit)
            let page = try acting.entries(from: index, limit: limit, matching: filter, readBy: read)
            return AuditPage(
                entries: try page.entries.map { try acting.view($0, log, readBy: read) }, next: page.next,
                logSize: try acting.changes.logSize())
        }
    }

    /// One entry.
    package func auditEntry(_ index: UInt64, by caller: OfficerID) async throws(ExchangeError) -> Committed<AuditEntryView> {
        let log = log
        return try await act(.readAudit, by: caller) { acting in
            acting.draft.resource = "log/\(index)"
            guard let stored = try acting.changes.entry(index) else { throw ExchangeError.notFound }
            try acting.authorize(on: .auditEntry(stored.facts))
            return try acting.view(stored, log, readBy: acting.prepare(.readAudit))
        }
    }
}

extension StorageReader {
    /// What shows that an entry's text was destroyed by the erasure that the entry names; `nil` when nothing does. The log is believed, no column.
    func erasureProof(of entry: StoredEntry, _ log: AuditLog) throws -> ErasureProof? {
        guard let index = entry.erasedBy, let told = try self.entry(index), told.participant == nil,
            let opened = try? log.open(told, subject: nil)
        else { return nil }
        let proof = ErasureProof(index: index, opening: Opening(salt: opened.salt, text: opened.text))
        return proof.proves(erasureOf: entry.index, by: told.leaf) ? proof : nil
    }
}

extension StoredEntry {
    fileprivate var facts: AuditEntryFacts {
        AuditEntryFacts(index: index, organisations: [officer.organisation] + (owner.map { [$0] } ?? []))
    }
}

extension Acting {
    /// Exporting is asked of the exchange; reading of an entry of the caller's own organisation, as the narrowest that an auditor has.
    fileprivate mutating func authorizeAudit(exporting: Bool) throws {
        if exporting {
            try authorize(on: .exchange)
        } else {
            try authorize(on: .auditEntry(AuditEntryFacts(index: try changes.logSize(), organisations: [caller.organisation.id])))
        }
    }

    /// A page of entries, full unless it's the last. What is filtered is filtered by what the caller may read, too.
    fileprivate func entries(
        from index: UInt64, limit: Int, matching filter: EntryFilter, readBy read: PreparedDecision
    ) throws -> (entries: [StoredEntry], next: UInt64?) {
        let filter = filter == EntryFilter() ? filter : read.narrowed(filter)
        var (found, from) = ([StoredEntry](), index)
        while true {
            let batch = try changes.entries(from: from, limit: limit, matching: filter)
            let visible = filter == EntryFilter() ? batch : batch.filter { permits(read, on: .auditEntry($0.facts)) }
            found += visible.prefix(limit - found.count)
            if found.count == limit { return (found, found.last.map { $0.index + 1 }) }
            guard batch.count == limit, let last = batch.last else { return (found, nil) }
            from = last.index + 1
        }
    }

    fileprivate func view(_ stored: StoredEntry, _ log: AuditLog, readBy read: PreparedDecision) throws -> AuditEntryView {
        let opened = try opening(of: stored, log, readBy: read)
        let proof = opened.closed == .erased ? try changes.erasureProof(of: stored, log) : nil
        return AuditEntryView(
            index: stored.index, leaf: Data(stored.leaf).base64EncodedString(),
            leafHash: stored.leafHash.base64,
            opening: opened.opening, closed: opened.closed, entry: opened.opening?.entry, erasure: proof)
    }

    private func opening(
        of stored: StoredEntry, _ log: AuditLog, readBy read: PreparedDecision
    ) throws -> (opening: Opening?, closed: AuditEntryView.Closed?) {
        guard permits(read, on: .auditEntry(stored.facts)) else { return (nil, .notPermitted) }
        if stored.erasedBy != nil { return (nil, try changes.erasureProof(of: stored, log) == nil ? .damaged : .erased) }
        var subject: SubjectKey?
        if let id = stored.participant {
            guard let participant = try changes.participant(id) else { return (nil, .damaged) }
            subject = try subjectKey(of: participant)
        }
        guard let opened = try? log.open(stored, subject: subject) else { return (nil, .damaged) }
        return (Opening(salt: opened.salt, text: opened.text), nil)
    }
}
