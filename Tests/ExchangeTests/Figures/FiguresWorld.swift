import Testing

@testable import Exchange

/// Courses for figures, made up of quarters.
enum Sample {
    /// A moment in a quarter, `2026Q1`.
    static func time(_ quarter: String, day: Int = 10) throws -> Timestamp {
        let parsed = try #require(Quarter(quarter))
        let month = String((parsed.number - 1) * 3 + 1)
        return try #require(Timestamp("\(parsed.year)-\(month.count < 2 ? "0" : "")\(month)-01")) + .seconds(day * 86_400)
    }

    static func course(
        _ person: Int, opened: String = "2026Q1", closed: String? = "2026Q1", municipality: String? = nil, outcome: CaseOutcome? = nil,
        steps: [Course.Step] = [], anonymous: Bool = false, sex: Sex? = nil
    ) throws -> Course {
        Course(
            person: person, opened: try time(opened), closed: try closed.map { try time($0, day: 40) }, municipality: municipality,
            outcome: outcome, steps: steps, anonymous: anonymous, sex: sex)
    }

    /// `count` courses of others.
    static func courses(
        _ persons: Range<Int>, opened: String = "2026Q1", closed: String? = "2026Q1", municipality: String? = nil,
        outcome: CaseOutcome? = nil
    ) throws -> [Course] {
        try persons.map { try course($0, opened: opened, closed: closed, municipality: municipality, outcome: outcome) }
    }

    static func issues(
        _ courses: [Course], after issued: [Figures.Issue] = [], through last: String, smallest: Int = 5
    ) throws -> [Figures.Issue] {
        Figures.due(courses, after: issued, through: try #require(Quarter(last)), smallest: smallest)
    }
}

extension Figures.Ended {
    func count(_ outcome: CaseOutcome) -> Int? { outcomes.first { $0.outcome == outcome }?.participants }
    func row(_ step: StepKind) -> Figures.StepRow? { steps.first { $0.step == step } }
}

extension Course {
    /// A course with everything that is said of it; an anonymous one forgets the most.
    init(
        person: Int, opened: Timestamp, closed: Timestamp?, municipality: String? = nil, outcome: CaseOutcome? = nil, steps: [Step] = [],
        anonymous: Bool = false, sex: Sex? = nil
    ) {
        self =
            anonymous
            ? Course(person: person, anonymousOpened: opened, sex: sex)
            : Course(
                person: person, opened: opened, closed: closed, municipality: municipality.flatMap { Municipality($0) }, outcome: outcome,
                steps: steps)
    }
}
