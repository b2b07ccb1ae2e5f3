import Exchange
import ExchangeClient

/// What a review found, for people and programs.
struct ReviewReport: Encodable {
    struct Row: Encodable {
        let finding: FindingID
        let rule: ReviewRule
        let officer: OfficerID?
        let first: Timestamp?
        let entries: [UInt64]
        let answers: [AuditReview]
    }

    let from: Timestamp
    let until: Timestamp
    let size: UInt64
    let root: String?
    let sample: String?
    let seed: String?
    let rows: [Row]
    /// Reads by day and organisation; for the picture.
    let reads: ReadsByDay

    init(_ review: LogReview, _ plan: ReviewPlan) {
        (from, until) = (plan.period.lowerBound, plan.period.upperBound)
        (size, root) = (review.log.size, review.log.root)
        (sample, seed) = (plan.sampling?.text, plan.sampling == nil ? nil : plan.seed)
        let byIndex = Dictionary(review.entries.map { ($0.index, $0) }) { first, _ in first }
        rows = review.findings.map { finding in
            let first = finding.entries.first.flatMap { byIndex[$0] }
            return Row(
                finding: finding.id, rule: finding.rule, officer: first?.officer, first: first?.at, entries: finding.entries,
                answers: review.answers[finding.id, default: []])
        }
        reads = ReadsByDay(review.entries)
    }

    var days: String { Words.Review.period(DateText().date(from), DateText().lastDay(before: until)).text }

    /// How many each rule found, and how many of them nobody has answered.
    var counts: [String] {
        var table = Table(Words.Review.countHeadings, rightAligned: [1, 2])
        for rule in ReviewRule.allCases where rule != .sample || sample != nil {
            let found = rows.filter { $0.rule == rule }
            table.add([rule.words.text, String(found.count), String(found.count(where: \.answers.isEmpty))])
        }
        return table.lines
    }

    func list(openOnly: Bool) -> [String] {
        var table = Table(Words.Review.headings, rightAligned: [4])
        for row in rows where !openOnly || row.answers.isEmpty { table.add(row.cells) }
        return table.linesOrNothing
    }

    var csv: String {
        let header = ["finding", "rule", "officer", "first", "entries", "answers", "logSize", "logRoot"]
        return csvLine(header)
            + rows.map { row in
                csvLine([
                    row.finding.text, row.rule.rawValue, row.officer?.description ?? "", row.first?.description ?? "", row.indexes,
                    row.answers.map { "\($0.reviewedBy): \($0.verdict.rawValue): \($0.note)" }.joined(separator: "; "), String(size),
                    root ?? "",
                ])
            }.joined()
    }

    private enum CodingKeys: String, CodingKey { case from, until, size, root, sample, seed, rows }
}

extension ReviewReport.Row {
    var indexes: String { entries.map { String($0) }.joined(separator: " ") }

    var answerWords: String {
        answers.isEmpty
            ? Words.Review.unanswered.text : answers.map { "\($0.verdict.words.text) (\($0.reviewedBy))" }.joined(separator: ", ")
    }

    fileprivate var cells: [String] {
        [
            finding.text, rule.words.text, officer?.description ?? "", first.map { DateText().moment($0) } ?? "", String(entries.count),
            answerWords,
        ]
    }
}

/// How many documents were read, by day and organisation of the reader.
struct ReadsByDay {
    let days: [String]
    let organisations: [String]
    private let counts: [String: [String: Int]]

    init(_ entries: [AuditEntry]) {
        var counts: [String: [String: Int]] = [:]
        for entry in entries where entry.isRead {
            counts[SwedishTime(entry.at).date, default: [:]][entry.officer.organisation.text, default: 0] += 1
        }
        self.counts = counts
        days = counts.keys.sorted()
        organisations = Set(counts.values.flatMap(\.keys)).sorted()
    }

    func count(_ day: String, _ organisation: String) -> Int { counts[day]?[organisation] ?? 0 }

    /// The most reads of a day.
    var most: Int { counts.values.map { $0.values.reduce(0, +) }.max() ?? 0 }
}
