import Foundation
import SignedRecords
import TransparencyLog

extension Exchange {
    /// A page of a person's extract: the entries that are about them, in order, each with the proof that it stands in the receipt's tree. Whoever may
    /// read the whole log makes the whole; others make what lies in ``RegisterScope``, and what they may read of the log besides.
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
            let scope = try acting.scope(of: found.facts)
            let told = ExtractRange(indexes: index..<max(index, end ?? .max), limit: limit, scope: scope, officers: officers)
            return try acting.extract(of: id, found.key, log, told)
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

/// What of the log one page is to have.
private struct ExtractRange {
    let indexes: Range<UInt64>
    let limit: Int
    let scope: RegisterScope
    let officers: OfficerNames
}

extension Acting {
    fileprivate func extract(of id: ParticipantID, _ key: SubjectKey, _ log: AuditLog, _ range: ExtractRange) throws -> ExtractPage {
        let read = prepare(.readAudit)
        let (opened, next) = try entries(of: id, in: range) { stored in
            let entry = Opened(stored, log, key)
            return permits(read, on: .auditEntry(stored.facts)) || range.scope.has(stored, telling: entry.opening?.entry) ? entry : nil
        }
        // An entry that concerns nobody is for those alone who may read all.
        let isWhole = permits(read, on: .auditEntry(AuditEntryFacts(index: 0, organisations: [])))
        return ExtractPage(
            participant: id, officers: range.officers, lines: opened.map { $0.line(range.officers) }, next: next,
            logSize: try changes.logSize(),
            subjects: try subjects(of: opened.compactMap(\.told), about: id, within: isWhole ? nil : range.scope))
    }

    /// A page of those that `open` opens, full unless it's the last.
    private func entries(
        of id: ParticipantID, in range: ExtractRange, _ open: (StoredEntry) -> Opened?
    ) throws -> (found: [Opened], next: UInt64?) {
        var (found, from) = ([Opened](), range.indexes.lowerBound)
        while true {
            let batch = try changes.entries(from: from, limit: range.limit, matching: EntryFilter(participant: id))
            for stored in batch where range.indexes.contains(stored.index) {
                if found.count == range.limit { return (found, stored.index) }
                if let entry = open(stored) { found.append(entry) }
            }
            guard batch.count == range.limit, let last = batch.last, range.indexes.contains(last.index) else { return (found, nil) }
            from = last.index + 1
        }
    }

    /// What the entries speak of, as far as it's still there: what has been erased has no more to tell. Of consents all that the person has given,
    /// or those in the scope's cases.
    private func subjects(of told: [ToldEntry], about id: ParticipantID, within scope: RegisterScope?) throws -> ExtractSubjects {
        var subjects = ExtractSubjects()
        let named = Set(told.compactMap(\.resource))
        let requests = Set(named.compactMap { RequestID($0) } + told.compactMap(\.approval)).sorted()
        subjects.requests = try requests.compactMap { try changes.request($0) }.map {
            ToldRequest(id: $0.id, documents: $0.documents.map(\.document))
        }
        let documents = Set(named.compactMap { DocumentID($0) } + subjects.requests.flatMap(\.documents)).sorted()
        subjects.documents = try documents.compactMap { try changes.document($0) }.map(ToldDocument.init)
        let consents = try changes.consents(of: id).filter { scope?.has($0.caseID) ?? true }
        subjects.consents = try consents.map { try ToldConsent(try open($0), at: now) }
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
