extension Figures {
    /// A case as figures count it: what happened, and to nobody that has a name or an id.
    package struct Course: Hashable, Sendable {
        /// The same number for the courses of one person, so that nobody counts for two; made anew for each answer, it says nothing else.
        package let person: Int
        package let opened: Timestamp
        package let closed: Timestamp?
        /// SCB's code; `nil` where it isn't stated.
        package let municipality: String?
        package let outcome: Outcome?
        package let steps: [Step]
        /// Counted by sex and the year of opening alone: without consent to follow-up, or with protected identity.
        package let anonymous: Bool
        package let sex: Sex?

        package init(
            person: Int, opened: Timestamp, closed: Timestamp?, municipality: String? = nil, outcome: Outcome? = nil, steps: [Step] = [],
            anonymous: Bool = false, sex: Sex? = nil
        ) {
            self.person = person
            self.opened = opened
            self.closed = closed
            self.municipality = municipality
            self.outcome = outcome
            self.steps = steps
            self.anonymous = anonymous
            self.sex = sex
        }
    }

    /// A step that a person has gone through.
    package struct Step: Hashable, Sendable {
        package let kind: StepName
        package let from: Timestamp
        /// `nil`: until the course ended.
        package let until: Timestamp?

        package init(kind: StepName, from: Timestamp, until: Timestamp?) {
            self.kind = kind
            self.from = from
            self.until = until
        }
    }

    /// What a person can go through on the way to work.
    package enum StepName: String, Hashable, Sendable, Codable, CaseIterable {
        case institution, utslussning, kartlaggning, arbetstraning, praktik, anstallning, studier, uppfoljning
    }

    /// What a course came to.
    package enum Outcome: String, Hashable, Sendable, Codable, CaseIterable { case work, studies, subsidisedWork, droppedOut, other }

    package enum Sex: String, Hashable, Sendable, Codable, CaseIterable { case woman, man }
}

extension Figures.Course {
    /// How many days the person was in steps of a kind, `nil` without one that had begun when the course ended.
    func days(in kind: Figures.StepName) -> Int? {
        guard let closed else { return nil }
        let own = steps.filter { $0.kind == kind && $0.from < closed }
        guard !own.isEmpty else { return nil }
        let spent = own.map { max(0, min($0.until ?? closed, closed).milliseconds - $0.from.milliseconds) }
        return Int(spent.reduce(0, +) / 86_400_000)
    }
}
