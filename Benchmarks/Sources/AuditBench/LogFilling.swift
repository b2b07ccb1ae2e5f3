import Exchange
import Foundation
import SignedRecords
import StorageSQLite

/// Entries in bulk, where nobody would wait for as many actions.
struct LogFilling: Sendable {
    let storage: SQLiteStorage
    let exchange: Exchange
    let subjects: [BenchWorld.Subject]
    let policyDigest: String
    /// May read all of it.
    let auditor: OfficerID

    /// Makes the log `size` entries long, in bulk: entries such as `describe` leaves, through the same tables, sealed under the same keys.
    ///
    /// What differs from the daemon's own: hundreds of rows a commit, no decision, and no checkpoint of their own. The action at the end of each
    /// piece takes them into the tree and signs it, for it seals all that no checkpoint covers; so a log of any length has whole tiles and a
    /// newest checkpoint, as the daemon leaves them.
    func fill(to size: UInt64) async throws {
        var next = try await storage.read { try $0.logSize() }
        while next + 1 < size {
            let end = min(next + 50_000, size - 1)
            try await append(next..<end)
            _ = try await exchange.document(subjects[0].document, by: subjects[0].reader)
            next = end + 1
        }
        guard size > 0 else { return }
        try await check(size / 2)
    }

    /// Entries a commit: no more pages than the writer's cache has, for looking for one to let go costs it more than all else.
    private static let piece: UInt64 = 500

    /// Makes the next piece while one is written.
    private func append(_ indices: Range<UInt64>) async throws {
        let pieces = stride(from: indices.lowerBound, to: indices.upperBound, by: Int(Self.piece)).map {
            $0..<min($0 + Self.piece, indices.upperBound)
        }
        var made = try await entries(pieces[0])
        for following in pieces.dropFirst() {
            async let next = entries(following)
            try await write(made)
            made = try await next
        }
        try await write(made)
    }

    private func entries(_ indices: Range<UInt64>) async throws -> [StoredEntry] { try indices.map(entry) }

    private func write(_ entries: [StoredEntry]) async throws {
        try await storage.write { changes in
            for entry in entries { try changes.appendEntry(entry) }
        }
    }

    private func entry(_ index: UInt64) throws -> StoredEntry {
        let subject = subjects[Int(index &* 2_654_435_761 % UInt64(subjects.count))]
        let (now, salt) = (Clock.system.now(), RandomSource.system.bytes(32))
        let text = Array(text(of: index, subject, now).utf8)
        return StoredEntry(
            index: index, leaf: Commitment(to: text, salt: salt, at: now).leaf,
            text: try subject.key.seal(salt + text, for: "entry/\(index)", random: .system), at: now, action: .describeDocument,
            outcome: .permitted, officer: subject.reader, participant: subject.id, owner: subject.owner)
    }

    /// Canonical JSON of an `AuditEntry`.
    private func text(of index: UInt64, _ subject: BenchWorld.Subject, _ now: Timestamp) -> String {
        """
        {"action":"describeDocument","at":"\(now)","index":\(index),"officer":"\(subject.reader)","outcome":"permitted","owner":"\(subject.owner)",\
        "participant":"\(subject.id)","policies":["case-officers-see-documents"],"policyDigest":"\(policyDigest)","policyErrors":[],\
        "resource":"\(subject.document)"}
        """
    }

    /// An auditor reads one of them: it opens its commitment, and is canonical.
    private func check(_ index: UInt64) async throws {
        let view = try await exchange.auditEntry(index, by: auditor).value
        guard view.closed == nil, let leaf = Data(base64Encoded: view.leaf), view.opening?.opens(Array(leaf)) == true,
            let entry = view.entry,
            try CanonicalJSON.encode(entry) == view.opening.map({ Array($0.text.utf8) })
        else { throw BenchError("entry \(index) doesn't open") }
    }
}

extension BenchWorld {
    func fill(to size: UInt64) async throws {
        try await LogFilling(
            storage: storage, exchange: exchange, subjects: subjects, policyDigest: policyDigest, auditor: try id("fk/granskare")
        ).fill(to: size)
    }
}
