import Foundation
import SignedRecords
import TransparencyLog

extension Exchange {
    /// A page of a person's extract: the entries that are about them, in order, each with the proof that it stands in the receipt's tree.
    ///
    /// Making it is an action about the person like any other: it's decided, logged, and stands in the next extract.
    /// - Parameter end: entries from this index on are left out: the size of the log when the first page was made.
    package func extract(
        of id: ParticipantID, from index: UInt64 = 0, until end: UInt64? = nil, limit: Int? = nil, by caller: OfficerID
    ) async throws(ExchangeError) -> Committed<ExtractPage> {
        let (log, limit, officers) = (log, min(max(limit ?? limits.pageSize, 1), limits.pageSize), extractOfficers)
        let page = try await act(.extractLog, by: caller) { acting in
            let found = try acting.participant(id)
            try acting.authorize(on: .participant(found.facts))
            return try acting.extract(of: id, found.key, log, in: index..<max(index, end ?? .max), limit: limit, officers: officers)
        }
        return try await proven(page)
    }

    /// The page with each line's proof in the tree that the answer's receipt has signed.
    private func proven(_ page: Committed<ExtractPage>) async throws(ExchangeError) -> Committed<ExtractPage> {
        let checkpoint = try? Checkpoint(parsing: SignedNote(parsing: Array(page.receipt.checkpoint.utf8)).text)
        guard let size = checkpoint?.size else { throw ExchangeError.damaged(place: "checkpoint") }
        var lines: [ExtractLine] = []
        for var line in page.value.lines {
            line.inclusionProof = try await inclusionProof(of: line.index, in: size)
            lines.append(line)
        }
        return try page.map { [lines] value in
            var value = value
            value.lines = lines
            return value
        }
    }
}

extension Acting {
    fileprivate func extract(
        of id: ParticipantID, _ key: SubjectKey, _ log: AuditLog, in range: Range<UInt64>, limit: Int, officers: OfficerNames
    ) throws -> ExtractPage {
        let found = try changes.entries(from: range.lowerBound, limit: limit, matching: EntryFilter(participant: id))
        let entries = found.filter { range.contains($0.index) }
        let isLast = found.count < limit || entries.count < found.count
        let opened = entries.map { Opened($0, log, key) }
        return ExtractPage(
            participant: id, officers: officers, lines: opened.map { $0.line(officers) },
            next: isLast ? nil : entries.last.map { $0.index + 1 }, logSize: try changes.logSize(),
            subjects: try subjects(of: opened.compactMap(\.told), about: id))
    }

    /// What the entries speak of, as far as it's still there: what has been erased has no more to tell. Of consents all that the person has given.
    private func subjects(of told: [ToldEntry], about id: ParticipantID) throws -> ExtractSubjects {
        var subjects = ExtractSubjects()
        let named = Set(told.compactMap(\.resource))
        let requests = Set(named.compactMap { RequestID($0) } + told.compactMap(\.approval)).sorted()
        subjects.requests = try requests.compactMap { try changes.request($0) }.map {
            ToldRequest(id: $0.id, documents: $0.documents.map(\.document))
        }
        let documents = Set(named.compactMap { DocumentID($0) } + subjects.requests.flatMap(\.documents)).sorted()
        subjects.documents = try documents.compactMap { try changes.document($0) }.map(ToldDocument.init)
        subjects.consents = try changes.consents(of: id).map { try ToldConsent(try open($0), at: now) }
        let organisations = Set(
            told.flatMap { [$0.organisation] + ($0.owner.map { [$0] } ?? []) } + subjects.documents.map(\.owner)
                + subjects.consents.flatMap { $0.from + $0.to })
        subjects.organisations = try organisations.sorted().compactMap { try changes.organisation($0) }.map {
            ToldOrganisation(id: $0.id, name: $0.name)
        }
        return subjects
    }
}

/// An entry about the person, opened as far as it lets itself.
private struct Opened {
    let stored: StoredEntry
    let opening: Opening?

    init(_ stored: StoredEntry, _ log: AuditLog, _ key: SubjectKey) {
        self.stored = stored
        opening = (try? log.open(stored, subject: key)).map { Opening(salt: $0.salt, text: $0.text) }
    }

    var told: ToldEntry? { opening.flatMap { ToldEntry($0, officers: .shown) } }

    func line(_ officers: OfficerNames) -> ExtractLine {
        let shown = officers == .shown ? opening : nil
        let told = officers == .withheld ? opening.flatMap { ToldEntry($0, officers: .withheld) } : nil
        return ExtractLine(
            index: stored.index, leaf: Data(stored.leaf).base64EncodedString(), inclusionProof: [], opening: shown, told: told,
            closed: shown == nil && told == nil ? .damaged : nil)
    }
}

extension ToldDocument {
    fileprivate init(_ stored: StoredDocument) {
        self.init(id: stored.id, owner: stored.owner, category: stored.category, uploadedAt: stored.uploadedAt)
    }
}

extension ToldConsent {
    fileprivate init(_ consent: Consent, at now: Timestamp) throws {
        let terms = consent.terms
        // Of one that is withdrawn whole, the person wants to know what it was.
        let scope = consent.stored.withdrawnAt == nil ? consent.effective : ConsentScope(terms)
        self.init(
            id: consent.stored.id, state: consent.state(at: now), from: scope.from, to: scope.to, categories: scope.categories,
            purposes: scope.purposes, validFrom: terms.validFrom, validUntil: terms.validUntil, withdrawnAt: consent.stored.withdrawnAt,
            record: consent.record.digest)
    }
}
