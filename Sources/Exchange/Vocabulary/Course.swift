/// A case as figures count it: what happened, and to nobody that has a name or an id.
package struct Course: Hashable, Sendable {
    package struct Step: Hashable, Sendable {
        package let kind: StepKind
        package let from: Timestamp
        package let until: Timestamp?

        package init(kind: StepKind, from: Timestamp, until: Timestamp?) {
            self.kind = kind
            self.from = from
            self.until = until
        }
    }

    /// The same number for the courses of one person, so that nobody counts for two; made anew for each answer, it says nothing else.
    package let person: Int
    /// Of an anonymous one the year's first moment.
    package let opened: Timestamp
    package let closed: Timestamp?
    package let municipality: Municipality?
    package let outcome: CaseOutcome?
    package let steps: [Step]
    /// Of an anonymous one alone.
    package let sex: Sex?
    /// Counted by sex and year alone.
    package let anonymous: Bool

    package init(
        person: Int, opened: Timestamp, closed: Timestamp?, municipality: Municipality?, outcome: CaseOutcome?, steps: [Step]
    ) {
        self.person = person
        self.opened = opened
        self.closed = closed
        self.municipality = municipality
        self.outcome = outcome
        self.steps = steps
        sex = nil
        anonymous = false
    }

    /// Somebody who has not agreed to be followed up, or whose identity is protected: all else of them is left behind here.
    package init(person: Int, anonymousOpened opened: Timestamp, sex: Sex?) {
        self.person = person
        self.opened = opened.beginningOfYear
        closed = nil
        municipality = nil
        outcome = nil
        steps = []
        self.sex = sex
        anonymous = true
    }
}

extension Timestamp {
    /// The year's first moment in UTC.
    fileprivate var beginningOfYear: Timestamp {
        let day = Int((Double(milliseconds) / 86_400_000).rounded(.down))
        let days = CivilDate.days(year: CivilDate.date(daysSince1970: day).year, month: 1, day: 1) ?? day
        return Timestamp(milliseconds: Int64(days) * 86_400_000)
    }
}
