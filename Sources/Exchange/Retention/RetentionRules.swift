/// How long what is kept: the rules of `policies/retention.yaml`, and the grounds on which something may be erased before its time.
package struct RetentionRules: Sendable, Hashable {
    package let grounds: [ErasureGround]
    /// In order; the first that fits counts, and the last fits everything. Empty when there is no file: then nothing is ever due.
    package let rules: [RetentionRule]

    /// Its name in the folder of policies.
    package static let fileName = "retention.yaml"

    package static let none = RetentionRules(grounds: [], rules: [])

    package init(grounds: [ErasureGround], rules: [RetentionRule]) {
        self.grounds = grounds
        self.rules = rules
    }

    /// The rule for a document of this category whose owner is of this kind.
    package func rule(for category: Category, of kind: OrganisationKind) -> RetentionRule? {
        rules.first { ($0.categories?.contains(category) ?? true) && ($0.kinds?.contains(kind) ?? true) }
    }
}

/// A ground on which somebody may be erased.
package struct ErasureGround: Sendable, Hashable {
    package let act: String
    package let section: String
    /// Whether a decision must be named with it.
    package let needsDecision: Bool

    package init(act: String, section: String, needsDecision: Bool) {
        self.act = act
        self.section = section
        self.needsDecision = needsDecision
    }

    /// As records name it: `GDPR art. 17.1 b`.
    package var text: String { "\(act) \(section)" }
}

/// One rule: keep what it fits for so long after that.
package struct RetentionRule: Sendable, Hashable {
    package enum Keep: Sendable, Hashable {
        case forever
        case years(Int)
        case months(Int)
    }

    /// What the time is counted from.
    package enum Event: String, Sendable, Hashable, CaseIterable { case caseClosed, documentUploaded, consentEnded }

    /// Whether the time runs from the event's own day or from the end of its year.
    package enum Start: String, Sendable, Hashable, CaseIterable { case event, endOfYear }

    package let id: String
    /// `nil`: all.
    package let kinds: Set<OrganisationKind>?
    /// `nil`: all.
    package let categories: Set<Category>?
    package let keep: Keep
    package let after: Event
    package let from: Start
    /// Act and section that the rule rests on.
    package let reference: String
    /// People born on these days of a month are kept for research, and never marked.
    package let keepBornOn: Set<Int>

    package init(
        id: String, kinds: Set<OrganisationKind>?, categories: Set<Category>?, keep: Keep, after: Event, from: Start = .event,
        reference: String, keepBornOn: Set<Int> = []
    ) {
        self.id = id
        self.kinds = kinds
        self.categories = categories
        self.keep = keep
        self.after = after
        self.from = from
        self.reference = reference
        self.keepBornOn = keepBornOn
    }
}

extension RetentionRule {
    /// From when on what the event happened to is due; `nil` for what is kept forever.
    ///
    /// Days are those of Swedish normal time (UTC+1). The last day that is kept is the event's, so many months or years on; where that month has
    /// no such day, its last one (29 February becomes 28 February). Due is what begins with the day after.
    package func due(after event: Timestamp) -> Timestamp? {
        let months: Int
        switch keep {
        case .forever: return nil
        case .years(let years): months = years * 12
        case .months(let count): months = count
        }
        var date = CivilDate.date(daysSince1970: RetentionRule.day(of: event))
        if from == .endOfYear { (date.month, date.day) = (12, 31) }
        let month = date.year * 12 + date.month - 1 + months
        guard let last = RetentionRule.lastDay(upTo: date.day, month: month % 12 + 1, year: month / 12) else { return nil }
        return Timestamp(milliseconds: Int64(last + 1) * 86_400_000 - RetentionRule.offset)
    }

    private static let offset: Int64 = 3_600_000

    private static func day(of time: Timestamp) -> Int {
        let local = time.milliseconds + offset
        return Int(local >= 0 ? local / 86_400_000 : (local - 86_399_999) / 86_400_000)
    }

    private static func lastDay(upTo day: Int, month: Int, year: Int) -> Int? {
        stride(from: day, through: max(1, day - 3), by: -1).lazy.compactMap { CivilDate.days(year: year, month: month, day: $0) }.first
    }
}
