extension Figures {
    /// The issues that are due: one for each quarter from the one behind the last that was issued to `last`, else from the first course on.
    package static func due(_ courses: [Course], after issued: [Issue], through last: Quarter, smallest: Int) -> [Issue] {
        guard let first = issued.last?.quarter.next ?? courses.map(\.firstTold).min(), first <= last else { return [] }
        var known = issued
        var quarter = first
        while quarter <= last {
            known.append(Issuing(courses: courses, issued: known, quarter: quarter, smallest: smallest).issue)
            quarter = quarter.next
        }
        return Array(known.dropFirst(issued.count))
    }
}

extension Course {
    /// The first quarter whose figures can tell of it: those who are counted anonymously are counted by the year alone, at its end.
    fileprivate var firstTold: Quarter {
        var quarter = Quarter(opened)
        while anonymous && !quarter.isLastOfYear { quarter = quarter.next }
        return quarter
    }
}

/// What may be told at the end of one quarter.
private struct Issuing {
    let courses: [Course]
    let issued: [Figures.Issue]
    let quarter: Quarter
    let smallest: Int

    var issue: Figures.Issue {
        Figures.Issue(quarter: quarter, smallest: smallest, begun: begun, ended: ended, anonymous: quarter.isLastOfYear ? anonymous : nil)
    }

    private var followed: [Course] { courses.filter { !$0.anonymous } }

    /// Those who wait since the last issue that told of any, one course a person.
    private var ended: Figures.Ended? {
        let period = waiting(since: issued.last { $0.ended != nil }?.ended?.period)
        let all = onePerPerson(followed.filter { $0.closed.map(period.contains) ?? false })
        guard all.count >= smallest else { return nil }
        let (municipalities, others) = municipalities(of: all)
        return Figures.Ended(
            period: period, participants: all.count, outcomes: outcomes(of: all), steps: steps(of: all), municipalities: municipalities,
            otherMunicipalities: others)
    }

    private var begun: Figures.Begun? {
        let period = waiting(since: issued.last { $0.begun != nil }?.begun?.period)
        let count = persons(followed.filter { period.contains($0.opened) })
        let underWay = persons(followed.filter { Quarter($0.opened) <= quarter && $0.closed.map { quarter < Quarter($0) } ?? true })
        return count >= smallest && underWay >= smallest ? Figures.Begun(period: period, participants: count) : nil
    }

    private var anonymous: Figures.Anonymous? {
        let all = onePerPerson(courses.filter { $0.anonymous && Quarter($0.opened).year == quarter.year })
        guard all.count >= smallest else { return nil }
        let sexes: [Sex?] = Sex.allCases + [nil]
        let table = PublishedTable(sexes.map { sex in all.count { $0.sex == sex } }, smallest: smallest)
        return Figures.Anonymous(
            year: quarter.year, participants: all.count,
            sexes: zip(sexes, table.cells).map { Figures.SexRow(sex: $0, participants: $1) })
    }

    /// From behind a period that has been told, or from the beginning.
    private func waiting(since told: Period?) -> Period {
        let first = told?.last.next ?? issued.first?.quarter ?? quarter
        return Period(first: first, last: quarter)
    }

    private func persons(_ courses: [Course]) -> Int { Set(courses.map(\.person)).count }

    /// Each person's last course.
    private func onePerPerson(_ courses: [Course]) -> [Course] {
        Dictionary(grouping: courses, by: \.person).values.compactMap { own in
            own.max { ($0.closed ?? $0.opened, $0.opened) < ($1.closed ?? $1.opened, $1.opened) }
        }
    }

    // MARK: Tables

    private func outcomes(of all: [Course]) -> [Figures.OutcomeRow] {
        let outcomes: [CaseOutcome?] = CaseOutcome.allCases + [nil]
        let table = PublishedTable(outcomes.map { outcome in all.count { $0.outcome == outcome } }, smallest: smallest)
        return zip(outcomes, table.cells).map { Figures.OutcomeRow(outcome: $0, participants: $1) }
    }

    /// Each kind is a table of its own, of those who have gone through it and those who haven't.
    private func steps(of all: [Course]) -> [Figures.StepRow] {
        StepKind.allCases.map { kind in
            let days = all.compactMap { $0.days(in: kind) }
            if days.isEmpty { return Figures.StepRow(step: kind, participants: 0) }
            let table = PublishedTable([days.count, all.count - days.count], smallest: smallest)
            let told = table.cells[0] != nil
            return Figures.StepRow(
                step: kind, participants: table.cells[0], durations: told ? PublishedDurations(days: days, smallest: smallest) : nil)
        }
    }

    /// Those that are too small aren't even named.
    private func municipalities(of all: [Course]) -> ([Figures.MunicipalityRow], Int?) {
        let counts = Dictionary(grouping: all) { $0.municipality?.code }.mapValues(\.count)
        let named = counts.keys.sorted { ($0 ?? "", $0 == nil ? 0 : 1) < ($1 ?? "", $1 == nil ? 0 : 1) }
        let table = PublishedTable(named.map { counts[$0] ?? 0 }, smallest: smallest, tellsAll: true)
        var others = table.hidden
        var rows: [Figures.MunicipalityRow] = []
        for (name, cell) in zip(named, table.cells) {
            guard let cell else { continue }
            if let name { rows.append(Figures.MunicipalityRow(municipality: name, participants: cell)) } else { others += cell }
        }
        return (rows, others > 0 ? others : nil)
    }
}
