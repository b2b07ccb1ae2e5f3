import Testing

@testable import Exchange

@Suite("Issuing figures") struct IssuingTests {
    @Test func whatAnIssueTells() throws {
        let praktik = Course.Step(kind: .praktik, from: try Sample.time("2026Q1"), until: try Sample.time("2026Q1", day: 30))
        let again = Course.Step(kind: .praktik, from: try Sample.time("2026Q1", day: 32), until: nil)
        var courses = try (0..<8).map {
            try Sample.course($0, municipality: "1480", outcome: .work, steps: [praktik, again])
        }
        courses += try Sample.courses(8..<14, municipality: "1401", outcome: .droppedOut)
        courses += try Sample.courses(14..<16, municipality: "1402", outcome: .work) + Sample.courses(16..<24, closed: nil)
        let issue = try #require(try Sample.issues(courses, through: "2026Q1").first)
        #expect(issue.begun?.participants == 24)
        let ended = try #require(issue.ended)
        #expect(ended.participants == 16 && ended.count(.work) == 10 && ended.count(.droppedOut) == 6 && ended.count(.studies) == 0)
        #expect(ended.row(.praktik)?.participants == 8 && ended.row(.praktik)?.durations?.median == .underOneMonth)
        #expect(ended.row(.studier)?.participants == 0 && ended.row(.studier)?.durations == nil)
        #expect(ended.municipalities == [Figures.MunicipalityRow(municipality: "1480", participants: 8)])
        #expect(ended.otherMunicipalities == 8)
    }

    @Test func nothingBeforeThereIsAnybody() throws {
        #expect(try Sample.issues([], through: "2026Q4") == [])
        #expect(try Sample.issues(Sample.courses(0..<9, opened: "2026Q3", closed: nil), through: "2026Q2") == [])
    }

    /// Too few wait, and are counted with those of the next quarter.
    @Test func tooFewWaitForTheNext() throws {
        let few = try Sample.courses(0..<3, outcome: .work)
        let more = try Sample.courses(3..<9, opened: "2026Q2", closed: "2026Q2", outcome: .work) + Sample.courses(9..<20, closed: nil)
        let issues = try Sample.issues(few + more, through: "2026Q3")
        #expect(issues.map(\.quarter.description) == ["2026Q1", "2026Q2", "2026Q3"])
        #expect(issues[0].ended == nil && issues[2].isEmpty)
        #expect(issues[1].ended?.period == Period(first: issues[0].quarter, last: issues[1].quarter))
        #expect(issues[1].ended?.participants == 9)
    }

    /// A person with two courses in a period isn't two.
    @Test func nobodyCountsForTwo() throws {
        let one = try Sample.courses(0..<4) + Sample.courses(0..<4, opened: "2026Q1")
        #expect(try Sample.issues(one, through: "2026Q1").first?.ended == nil)
        let five = try one + [Sample.course(4)]
        #expect(try Sample.issues(five, through: "2026Q1").first?.ended?.participants == 5)
    }

    @Test func theLastCourseCounts() throws {
        let five = try Sample.courses(0..<6, outcome: .droppedOut).map { old in
            Course(person: old.person, opened: old.opened, closed: old.opened, outcome: .work)
        }
        let later = try Sample.courses(0..<6, outcome: .studies) + Sample.courses(6..<12, outcome: .work)
        let ended = try #require(try Sample.issues(five + later, through: "2026Q1").first?.ended)
        #expect(ended.participants == 12 && ended.count(.studies) == 6 && ended.count(.work) == 6)
    }

    /// Those under way would be the difference of what began and what ended.
    @Test func whoBeganIsToldOnlyWhereEnoughAreUnderWay() throws {
        let courses = try Sample.courses(0..<8) + Sample.courses(8..<12, closed: nil)
        #expect(try Sample.issues(courses, through: "2026Q1").first?.begun == nil)
        let enough = try courses + [Sample.course(12, closed: nil)]
        #expect(try Sample.issues(enough, through: "2026Q1").first?.begun?.participants == 13)
    }

    @Test func anonymousOnesAreCountedBySexAndYearAlone() throws {
        var courses = try (0..<6).map { try Sample.course($0, municipality: "1480", outcome: .work, anonymous: true, sex: .woman) }
        courses += try (6..<12).map { try Sample.course($0, opened: "2026Q3", closed: nil, anonymous: true, sex: .man) }
        courses += try [Sample.course(12, opened: "2027Q1", anonymous: true)]
        let issues = try Sample.issues(courses, through: "2026Q4")
        #expect(issues.allSatisfy { $0.begun == nil && $0.ended == nil } && issues.dropLast().allSatisfy(\.isEmpty))
        let anonymous = try #require(issues.last?.anonymous)
        #expect(anonymous.year == 2026 && anonymous.participants == 12)
        #expect(anonymous.sexes.map(\.participants) == [6, 6, 0])
        courses[0] = try Sample.course(0, anonymous: true)
        #expect(try Sample.issues(courses, through: "2026Q4").last?.anonymous?.sexes.map(\.participants) == [nil, nil, nil])
    }

    @Test(arguments: [3, 5, 10]) func theSizeIsConfigured(smallest: Int) throws {
        let courses = try Sample.courses(0..<smallest) + Sample.courses(smallest..<40, closed: nil)
        #expect(try Sample.issues(courses, through: "2026Q1", smallest: smallest).first?.ended?.participants == smallest)
        #expect(try Sample.issues(Array(courses.dropFirst()), through: "2026Q1", smallest: smallest).first?.ended == nil)
    }
}

/// Attacks that are known by name.
@Suite("Attacks on figures") struct ClassicAttackTests {
    /// Ask, add one person, ask again: the difference would be theirs.
    @Test func askingAgainAfterOneWasAdded() throws {
        let before = try Sample.courses(0..<9, outcome: .work) + Sample.courses(9..<16, outcome: .studies)
        let issued = try Sample.issues(before, through: "2026Q1")
        let after = try before + [Sample.course(16, outcome: .droppedOut)]
        #expect(try Sample.issues(after, after: issued, through: "2026Q1") == [])
        #expect(try Sample.issues(after, after: issued, through: "2026Q2").allSatisfy(\.isEmpty))
    }

    /// An erased person would be the difference between what was and what is computed.
    @Test func askingAgainAfterAnErasure() throws {
        let before = try Sample.courses(0..<9, outcome: .work)
        let issued = try Sample.issues(before, through: "2026Q1")
        #expect(try Sample.issues(Array(before.dropLast()), after: issued, through: "2026Q1") == [])
    }

    @Test func theTotalLessTheOthers() throws {
        let courses = try Sample.courses(0..<20, outcome: .work) + [Sample.course(20, outcome: .droppedOut)]
        let ended = try #require(try Sample.issues(courses, through: "2026Q1").first?.ended)
        #expect(ended.participants == 21 && ended.outcomes.allSatisfy { $0.participants == nil })
    }

    /// All but one went through a step: who didn't would be known.
    @Test func allButOne() throws {
        let step = Course.Step(kind: .institution, from: try Sample.time("2026Q1"), until: nil)
        let courses = try (0..<9).map { try Sample.course($0, steps: $0 == 0 ? [] : [step]) }
        let ended = try #require(try Sample.issues(courses, through: "2026Q1").first?.ended)
        #expect(ended.row(.institution) == Figures.StepRow(step: .institution, participants: nil))
        let all = try (0..<9).map { try Sample.course($0, steps: [step]) }
        #expect(try Sample.issues(all, through: "2026Q1").first?.ended?.row(.institution)?.participants == nil)
    }

    /// A small municipality isn't told, whether its region is told or not, and isn't even named.
    @Test func aSmallMunicipalityWithinItsNeighbours() throws {
        let courses =
            try Sample.courses(0..<20, municipality: "1480") + Sample.courses(20..<28, municipality: "1401")
            + [Sample.course(28, municipality: "1402")]
        let ended = try #require(try Sample.issues(courses, through: "2026Q1").first?.ended)
        #expect(ended.municipalities.map(\.municipality) == ["1480"] && ended.otherMunicipalities == 9)
    }

    /// Two quarters that would differ by one: each has its own people, and the one waits.
    @Test func twoQuarters() throws {
        let courses =
            try Sample.courses(0..<9) + [Sample.course(9, opened: "2026Q2", closed: "2026Q2")]
            + Sample.courses(10..<30, closed: nil)
        let issues = try Sample.issues(courses, through: "2026Q2")
        #expect(issues[0].ended?.participants == 9 && issues[1].isEmpty)
    }

    /// A smaller size afterwards opens nothing that was closed.
    @Test func anotherSizeLater() throws {
        let courses = try Sample.courses(0..<20, outcome: .work) + Sample.courses(20..<24, outcome: .studies)
        let issued = try Sample.issues(courses, through: "2026Q1", smallest: 10)
        #expect(try Sample.issues(courses, after: issued, through: "2026Q3", smallest: 3).allSatisfy(\.isEmpty))
    }

    /// All histories of two or three quarters with few people: who began, who ended and who is under way at each quarter's end, held against those
    /// that are told alike.
    @Test(arguments: [(2, 2, 7), (3, 2, 9), (2, 3, 4)]) func noSmallNumberOfASeriesIsKnown(smallest: Int, quarters: Int, most: Int) throws {
        let attack = try SeriesAttack(smallest: smallest, quarters: quarters, most: most)
        #expect(attack.groups > 5)
        #expect(attack.known.isEmpty, "\(attack.known.prefix(3))")
    }
}

/// Knows the rules, and all histories.
private struct SeriesAttack {
    private(set) var groups = 0
    private(set) var known: [String] = []

    private struct Flow: Hashable {
        let began: Int
        let ended: Int
    }

    init(smallest: Int, quarters: Int, most: Int) throws {
        var told: [[[Int?]]: [[Flow]]] = [:]
        for history in Self.histories(quarters, most) {
            told[try Self.told(history, smallest), default: []].append(history)
        }
        for (issues, candidates) in told where issues.flatMap({ $0 }).compactMap({ $0 }).reduce(0, +) <= most {
            groups += 1
            for quarter in 0..<quarters {
                let numbers: [(String, ([Flow]) -> Int)] = [
                    ("began", { $0[quarter].began }), ("ended", { $0[quarter].ended }),
                    ("under way", { $0.prefix(quarter + 1).reduce(0) { $0 + $1.began - $1.ended } }),
                ]
                for (name, number) in numbers {
                    let values = Set(candidates.map(number))
                    if values.count == 1, values.allSatisfy((1..<smallest).contains) {
                        known.append("\(issues): \(name) \(quarter) \(values)")
                    }
                }
            }
        }
    }

    /// What is told of each quarter: who began, who ended.
    private static func told(_ history: [Flow], _ smallest: Int) throws -> [[Int?]] {
        let names = ["2026Q1", "2026Q2", "2026Q3"]
        var courses: [Course] = []
        for (quarter, flow) in history.enumerated() {
            for _ in 0..<flow.began { courses.append(try Sample.course(courses.count, opened: names[quarter], closed: nil)) }
            let open = courses.indices.filter { courses[$0].closed == nil }.prefix(flow.ended)
            for index in open {
                courses[index] = Course(
                    person: index, opened: courses[index].opened, closed: try Sample.time(names[quarter], day: 50))
            }
        }
        let issues = try Sample.issues(courses, through: names[history.count - 1], smallest: smallest)
        let empty = Array(repeating: [Int?.none, nil], count: history.count - issues.count)
        return empty + issues.map { [$0.begun?.participants, $0.ended?.participants] }
    }

    private static func histories(_ quarters: Int, _ most: Int) -> [[Flow]] {
        guard quarters > 0 else { return [[]] }
        return histories(quarters - 1, most).flatMap { before in
            let open = before.reduce(0) { $0 + $1.began - $1.ended }
            return (0...most).flatMap { began in (0...min(most, open + began)).map { before + [Flow(began: began, ended: $0)] } }
        }
    }
}
