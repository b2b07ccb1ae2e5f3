import Testing

@testable import Exchange
@testable import ExchangeClient

/// Entries made by hand: a Monday in November, minutes after 09:00 in Sweden.
struct Pencilled {
    static let start = Timestamp(milliseconds: 1_795_420_800_000)
    static let all = Timestamp(milliseconds: 0)..<Timestamp(milliseconds: 4_000_000_000_000)
    private(set) var entries: [AuditEntry] = []

    static func participant(_ number: UInt8) -> ParticipantID {
        ParticipantID(random: RandomSource { Array(repeating: number, count: $0) })
    }

    mutating func add(
        _ action: Action = .retrieveDocument, at minutes: Int, by officer: String = "af/stina", about participant: UInt8? = 1,
        owner: String = "af", purpose: Purpose = .planering, outcome: AuditOutcome = .permitted, approval: Bool = false,
        resource: String? = nil, remark: EntryRemark? = nil
    ) {
        entries.append(
            AuditEntry(
                index: UInt64(entries.count), at: Pencilled.start + .seconds(minutes * 60), officer: World.officer(officer), action: action,
                resource: resource, participant: participant.map(Pencilled.participant), owner: OrganisationID(owner), purpose: purpose,
                outcome: outcome, code: nil, policies: [], policyErrors: [], policyDigest: "", consent: nil,
                approval: approval ? RequestID(random: RandomSource { Array(repeating: 1, count: $0) }) : nil, record: nil, erased: nil,
                reason: remark?.rawValue))
    }

    func found(_ rule: ReviewRule, _ thresholds: ReviewThresholds = ReviewThresholds()) -> [[UInt64]] {
        reviewFindings(in: entries, period: Pencilled.all, thresholds).filter { $0.rule == rule }.map(\.entries)
    }
}
