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

    /// What is erased before the last payload is copied isn't in the backup, be it copied already.
    ///
    /// - Parameters:
    ///   - now: the records as they are by now, which tell what was erased meanwhile.
    ///   - told: hears of each payload that was looked for, before the next one is.
    package mutating func all(
        namedBy facts: StoredFacts, now: StoredFacts, told: (DocumentID) async throws -> Void = { _ in }
    ) async throws {
        var page = try await facts.payloads(after: nil)
        while let last = page.last {
            for payload in page {
                try await take(payload, now)
                try await told(payload.document)
            }
            page = try await facts.payloads(after: last.document)
        }
        try await dropErased(namedBy: facts, now)
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
        let isNamed = try await now.hasDocument(document)
        try note(isNamed ? (outcome == .missing ? .missing : .damaged) : .erased, document)
    }

    private mutating func note(_ absence: BackupManifest.Absence, _ document: DocumentID) throws {
        guard absent.count < BackupManifest.absentLimit else {
            throw ExchangeError(.damaged, "more than \(BackupManifest.absentLimit) payloads are missing; no backup was made")
        }
        absent[document] = absence
    }

    private mutating func dropErased(namedBy facts: StoredFacts, _ now: StoredFacts) async throws {
        var page = try await facts.payloads(after: nil)
        while let last = page.last {
            let erased = try await now.unknown(of: page.map(\.document))
            for payload in page where erased.contains(payload.document) && absent[payload.document] == nil { try drop(payload) }
            page = try await facts.payloads(after: last.document)
        }
    }

    private mutating func drop(_ payload: NamedPayload) throws {
        if try target.remove(payload.document) { shared -= 1 }
        try note(.erased, payload.document)
        count -= 1
        bytes -= payload.size
    }
}
