import StorageContract
import Testing

@testable import Exchange

/// People as chance has them, more than in life where it's hard: small groups, few municipalities, steps that all or hardly any go through.
struct Population {
    let courses: [Course]
    let municipalities: [String]
    private let quarters: [Quarter]

    private static let names = ["2026Q1", "2026Q2", "2026Q3", "2026Q4", "2027Q1", "2027Q2"]

    init(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        quarters = try Self.names.map { try #require(Quarter($0)) }
        municipalities = (0..<Int.random(in: 1...6, using: &generator)).map { String(1401 + $0) }
        let size = Int.random(in: 1...6, using: &generator) * Int.random(in: 4...30, using: &generator)
        let spread = Double.random(in: 0.3...3, using: &generator)
        let likely = StepKind.allCases.map { _ in [0.02, 0.1, 0.5, 0.9, 0.98].randomElement(using: &generator) ?? 0.5 }
        var made: [Course] = []
        for person in 0..<size {
            made.append(try Self.course(person, municipalities, spread, likely, &generator))
        }
        courses = made
    }

    private static func course(
        _ person: Int, _ municipalities: [String], _ spread: Double, _ likely: [Double], _ generator: inout SeededGenerator
    ) throws -> Course {
        let begin = Int.random(in: 0..<names.count, using: &generator)
        let end = begin + Int(skewed(spread * 2, &generator) * 1.5)
        let (opened, ends) = (try Sample.time(names[begin]), end < names.count)
        let closed = ends ? try Sample.time(names[end], day: 70) : nil
        let outcomes: [CaseOutcome?] = CaseOutcome.allCases + [nil]
        let place = Int(skewed(spread, &generator) * Double(municipalities.count))
        var steps: [Course.Step] = []
        for (kind, chance) in zip(StepKind.allCases, likely) where Double.random(in: 0..<1, using: &generator) < chance {
            let length = Int.random(in: 1...500, using: &generator)
            let until = closed ?? opened + .seconds(600 * 86_400)
            steps.append(
                Course.Step(kind: kind, from: until - .seconds(length * 86_400), until: Bool.random(using: &generator) ? until : nil))
        }
        return Course(
            person: person, opened: opened, closed: closed, municipality: municipalities[min(place, municipalities.count - 1)],
            outcome: outcomes[min(Int(skewed(spread, &generator) * 6), 5)], steps: steps)
    }

    /// 0 to 1, near 0 the more often the smaller `spread` is.
    private static func skewed(_ spread: Double, _ generator: inout SeededGenerator) -> Double {
        var value = 1.0
        for _ in 0..<max(1, Int(3 / spread)) { value *= Double.random(in: 0..<1, using: &generator) }
        return value
    }

    // MARK: What is told

    func issues(smallest: Int) throws -> [Figures.Issue] {
        let issues = Figures.due(courses, after: [], through: quarters[quarters.count - 1], smallest: smallest)
        // The attacker knows when the exchange began; what was before is nothing.
        return quarters.filter { quarter in !issues.contains { $0.quarter == quarter } }.map {
            Figures.Issue(quarter: $0, smallest: smallest)
        } + issues
    }

    /// As somebody would write it who hasn't heard of secondary suppression.
    func primaryOnly(smallest: Int) throws -> [Figures.Issue] {
        func told(_ count: Int) -> Int? { (1..<smallest).contains(count) ? nil : count }
        return try issues(smallest: smallest).map { issue in
            guard let ended = issue.ended else { return issue }
            let cells = Truth.Cells(courses.filter { $0.closed.map(ended.period.contains) ?? false })
            return Figures.Issue(
                quarter: issue.quarter, smallest: smallest, begun: issue.begun,
                ended: Figures.Ended(
                    period: ended.period, participants: ended.participants,
                    outcomes: zip(ended.outcomes, cells.outcome).map { Figures.OutcomeRow(outcome: $0.outcome, participants: told($1)) },
                    steps: ended.steps.map { Figures.StepRow(step: $0.step, participants: told(cells.step[$0.step.rawValue] ?? 0)) },
                    municipalities: cells.municipality.filter { $1 >= smallest }.map {
                        Figures.MunicipalityRow(municipality: $0, participants: $1)
                    },
                    otherMunicipalities: cells.municipality.values.filter { $0 < smallest }.reduce(0, +)))
        }
    }

    func attacked(issues: (Population) throws -> [Figures.Issue]) throws -> Attacked {
        let issues = try issues(self)
        return Attacked(issues: issues, municipalities: municipalities, truth: Truth(courses, issues))
    }
}

/// What the attacker is after, as the judge reads it.
struct Truth: Encodable {
    private enum CodingKeys: String, CodingKey {
        case began = "B"
        case left = "C"
        case underWay = "K"
        case ended
    }

    private(set) var began: [String: Int] = [:]
    private(set) var left: [String: Int] = [:]
    private(set) var underWay: [String: Int] = [:]
    let ended: [Cells]

    init(_ courses: [Course], _ issues: [Figures.Issue]) {
        for quarter in issues.map(\.quarter) {
            began[quarter.description] = courses.count { Quarter($0.opened) == quarter }
            left[quarter.description] = courses.count { $0.closed.map { Quarter($0) == quarter } ?? false }
            underWay[quarter.description] = courses.count {
                Quarter($0.opened) <= quarter && $0.closed.map { quarter < Quarter($0) } ?? true
            }
        }
        ended = issues.compactMap(\.ended).map { told in Cells(courses.filter { $0.closed.map(told.period.contains) ?? false }) }
    }

    /// The tables of those who ended in a period, whole.
    struct Cells: Encodable {
        let all: Int
        let outcome: [Int]
        let municipality: [String: Int]
        /// By outcome.
        let joint: [[String: Int]]
        let step: [String: Int]
        let band: [String: [Int]]

        init(_ courses: [Course]) {
            let outcomes: [CaseOutcome?] = CaseOutcome.allCases + [nil]
            let byOutcome = outcomes.map { outcome in courses.filter { $0.outcome == outcome } }
            all = courses.count
            outcome = byOutcome.map(\.count)
            joint = byOutcome.map(Cells.byMunicipality)
            municipality = Cells.byMunicipality(courses)
            var (step, band): ([String: Int], [String: [Int]]) = ([:], [:])
            for kind in StepKind.allCases {
                let bands = courses.compactMap { $0.days(in: kind) }.map { DurationBand(days: $0) }
                step[kind.rawValue] = bands.count
                band[kind.rawValue] = DurationBand.allCases.map { each in bands.count { $0 == each } }
            }
            (self.step, self.band) = (step, band)
        }

        private static func byMunicipality(_ courses: [Course]) -> [String: Int] {
            Dictionary(grouping: courses) { $0.municipality?.code ?? "" }.mapValues(\.count)
        }
    }
}
