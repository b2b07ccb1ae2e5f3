package import Exchange

/// What the rules find among entries of the log. Pure: entries in, findings out, the same for everybody.
///
/// A read is a permitted `retrieveDocument` or `emergencyRetrieve`. All entries are looked at; a finding is told when its first entry lies in `period`.
/// A period that hasn't ended may still get entries, and a finding with more entries has another id: review periods that have ended.
package func reviewFindings(
    in entries: [AuditEntry], period: Range<Timestamp>, _ thresholds: ReviewThresholds = ReviewThresholds()
) -> [Finding] {
    let rules = RuleChecks(entries: entries, thresholds: thresholds)
    let begins = Dictionary(entries.map { ($0.index, $0.at) }) { first, _ in first }
    return rules.all.filter { finding in
        finding.entries.first.flatMap { begins[$0] }.map(period.contains) ?? false
    }
}

/// The rules, each a function over the same entries.
private struct RuleChecks {
    let thresholds: ReviewThresholds
    let entries: [AuditEntry]
    private let reads: [AuditEntry]

    init(entries: [AuditEntry], thresholds: ReviewThresholds) {
        self.thresholds = thresholds
        self.entries = entries.sorted { $0.index < $1.index }
        reads = self.entries.filter(\.isRead)
    }

    var all: [Finding] {
        outsideOfficeHours + withoutRequest + manyParticipants + beforeClosing + refusals + emergencies + repeatedReads + consentsOnOwnWord
            + newReaders
    }

    /// One finding for each officer and day.
    private var outsideOfficeHours: [Finding] {
        let late = reads.filter { read in
            let local = SwedishTime(read.at)
            return SwedishHolidays.isFree(local.day) || !(thresholds.opens..<thresholds.closes).contains(local.minute)
        }
        return grouped(late, .outsideOfficeHours) { "\($0.officer) \(SwedishTime($0.at).day)" }
    }

    /// Of another organisation's document, carried by no approval, with no request for a document of that owner's about that participant for
    /// that purpose by the same officer in the days before. One finding for each officer and participant.
    private var withoutRequest: [Finding] {
        let requests = Dictionary(grouping: entries.filter { $0.action == .createRequest && $0.outcome == .permitted }, by: \.ground)
        let span = Int64(thresholds.requestDays) * 86_400_000
        let lone = reads.filter { read in
            guard read.action == .retrieveDocument, let owner = read.owner, owner != read.officer.organisation, read.approval == nil else {
                return false
            }
            let earlier = requests[read.ground, default: []]
            return !earlier.contains { $0.index < read.index && read.at.milliseconds - $0.at.milliseconds <= span }
        }
        return grouped(lone, .withoutRequest) { "\($0.officer) \($0.participant?.text ?? "")" }
    }

    private var manyParticipants: [Finding] {
        byOfficer(reads).flatMap { own in
            windows(own, minutes: thresholds.participantsMinutes) { Set($0.compactMap(\.participant)).count >= thresholds.participants }
        }.map { Finding(.manyParticipants, entries: $0.map(\.index)) }
    }

    /// One finding for each case that was closed.
    private var beforeClosing: [Finding] {
        let span = Int64(thresholds.closingHours) * 3_600_000
        let byParticipant = Dictionary(grouping: reads.filter { $0.participant != nil }, by: \.participant)
        return entries.filter { $0.action == .closeCase && $0.outcome == .permitted && $0.participant != nil }.flatMap { closing in
            let before = byParticipant[closing.participant, default: []].filter {
                $0.index < closing.index && closing.at.milliseconds - $0.at.milliseconds <= span
            }
            return pieces(before).map { Finding(.beforeClosing, entries: $0.map(\.index)) }
        }
    }

    private var refusals: [Finding] {
        byOfficer(entries.filter { $0.outcome != .permitted }).flatMap { own in
            windows(own, minutes: thresholds.refusalsMinutes) { $0.count >= thresholds.refusals }
        }.map { Finding(.refusals, entries: $0.map(\.index)) }
    }

    private var emergencies: [Finding] {
        reads.filter { $0.action == .emergencyRetrieve }.map { Finding(.emergency, entries: [$0.index]) }
    }

    private var repeatedReads: [Finding] {
        let pairs = groups(reads.filter { $0.participant != nil }) { "\($0.officer) \($0.participant?.text ?? "")" }
        return pairs.flatMap { own in
            windows(own, minutes: thresholds.repeatsDays * 1440) { $0.count >= thresholds.repeats }
        }.map { Finding(.repeatedReads, entries: $0.map(\.index)) }
    }

    /// One finding for each such consent.
    private var consentsOnOwnWord: [Finding] {
        entries.filter { $0.outcome == .permitted && $0.remark == .onOwnWord }.map { Finding(.consentOnOwnWord, entries: [$0.index]) }
    }

    /// One finding for each change that let somebody read, with what they read in the days after it.
    private var newReaders: [Finding] {
        let span = Int64(thresholds.newReaderDays) * 86_400_000
        let byReader = Dictionary(grouping: reads) { $0.officer.description }
        return entries.filter { $0.outcome == .permitted && $0.remark == .letsRead }.flatMap { change in
            let after = byReader[change.resource ?? "", default: []].filter {
                change.index < $0.index && $0.at.milliseconds - change.at.milliseconds <= span
            }
            return after.isEmpty ? [] : pieces([change] + after).map { Finding(.letReadThenRead, entries: $0.map(\.index)) }
        }
    }
}

// MARK: Groups and windows

extension RuleChecks {
    /// In the order of each group's first entry.
    private func groups(_ entries: [AuditEntry], by key: (AuditEntry) -> String) -> [[AuditEntry]] {
        Dictionary(grouping: entries, by: key).values.sorted { ($0.first?.index ?? 0) < ($1.first?.index ?? 0) }
    }

    private func byOfficer(_ entries: [AuditEntry]) -> [[AuditEntry]] { groups(entries) { $0.officer.description } }

    private func grouped(_ entries: [AuditEntry], _ rule: ReviewRule, by key: (AuditEntry) -> String) -> [Finding] {
        groups(entries, by: key).flatMap(pieces).map { Finding(rule, entries: $0.map(\.index)) }
    }

    /// No longer than a finding may be.
    private func pieces(_ entries: [AuditEntry]) -> [[AuditEntry]] {
        stride(from: 0, to: entries.count, by: Finding.entryLimit).map { Array(entries[$0..<min($0 + Finding.entryLimit, entries.count)]) }
    }

    /// From the left: the first entry from which on so much lies within the span; all that does; then on behind it.
    private func windows(_ entries: [AuditEntry], minutes: Int, isEnough: ([AuditEntry]) -> Bool) -> [[AuditEntry]] {
        let span = Int64(minutes) * 60_000
        var (found, start, end) = ([[AuditEntry]](), 0, 0)
        while start < entries.count {
            end = max(end, start)
            while end < entries.count, end - start < Finding.entryLimit,
                entries[end].at.milliseconds - entries[start].at.milliseconds <= span
            { end += 1 }
            let window = Array(entries[start..<end])
            guard isEnough(window) else {
                start += 1
                continue
            }
            found.append(window)
            start = end
        }
        return found
    }
}

/// Whose document, about whom, for what, by whom: what a request must share with a read.
private struct Ground: Hashable {
    let officer: OfficerID
    let owner: OrganisationID?
    let participant: ParticipantID?
    let purpose: Purpose?
}

extension AuditEntry {
    /// Whether somebody got a document.
    package var isRead: Bool { (action == .retrieveDocument || action == .emergencyRetrieve) && outcome == .permitted }

    fileprivate var ground: Ground { Ground(officer: officer, owner: owner, participant: participant, purpose: purpose) }
}
