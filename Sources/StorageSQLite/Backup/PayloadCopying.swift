package import Exchange

/// Brings payloads into a backup, one after the other.
package struct PayloadCopying {
    private let source: PayloadFiles
    private let target: PayloadFiles
    private let earlier: PayloadFiles?
    package private(set) var count: UInt64 = 0
    package private(set) var bytes: UInt64 = 0
    package private(set) var shared = 0
    package private(set) var absent: [DocumentID: BackupManifest.Absence] = [:]

    /// - Parameter earlier: those of an earlier backup on the same disk.
    package init(from source: PayloadFiles, to target: PayloadFiles, sharing earlier: PayloadFiles?) {
        self.source = source
        self.target = target
        self.earlier = earlier
    }

    /// - Parameter now: the records as they are by now, which tell what was erased meanwhile.
    package mutating func all(namedBy facts: StoredFacts, now: StoredFacts) async throws {
        var page = try await facts.payloads(after: nil)
        while let last = page.last {
            for payload in page { try await take(payload, now) }
            page = try await facts.payloads(after: last.document)
        }
    }

    private mutating func take(_ payload: NamedPayload, _ now: StoredFacts) async throws {
        if let earlier, try target.share(payload, from: earlier) {
            shared += 1
        } else {
            let outcome = try source.copy(payload, to: target)
            guard outcome == .whole else { return try await note(outcome, payload.document, now) }
        }
        count += 1
        bytes += payload.size
    }

    private mutating func note(_ outcome: PayloadFiles.Outcome, _ document: DocumentID, _ now: StoredFacts) async throws {
        guard absent.count < BackupManifest.absentLimit else {
            throw ExchangeError(.damaged, "more than \(BackupManifest.absentLimit) payloads are missing; no backup was made")
        }
        let isNamed = try await now.hasDocument(document)
        absent[document] = isNamed ? (outcome == .missing ? .missing : .damaged) : .erased
    }
}
