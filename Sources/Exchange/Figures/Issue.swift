extension Figures {
    /// What became known with a quarter's end. It's kept as it is, and so is what wasn't told then: `nil` where too few were to be told of.
    package struct Issue: Hashable, Sendable, Codable {
        package let quarter: Quarter
        /// The size below which groups were suppressed.
        package let smallest: Int
        package let begun: Begun?
        package let ended: Ended?
        package let anonymous: Anonymous?

        package init(quarter: Quarter, smallest: Int, begun: Begun? = nil, ended: Ended? = nil, anonymous: Anonymous? = nil) {
            self.quarter = quarter
            self.smallest = smallest
            self.begun = begun
            self.ended = ended
            self.anonymous = anonymous
        }

        /// Whether anything is told.
        package var isEmpty: Bool { begun == nil && ended == nil && anonymous == nil }
    }

    /// Those whose way through the chain began in the period.
    package struct Begun: Hashable, Sendable, Codable {
        package let period: Period
        package let participants: Int

        package init(period: Period, participants: Int) {
            self.period = period
            self.participants = participants
        }
    }

    /// Those whose way through the chain ended in the period.
    package struct Ended: Hashable, Sendable, Codable {
        package let period: Period
        package let participants: Int
        package let outcomes: [OutcomeRow]
        package let steps: [StepRow]
        /// Those that may be told, by their codes.
        package let municipalities: [MunicipalityRow]
        /// All others together, nobody's or too small; `nil` when there are none.
        package let otherMunicipalities: Int?

        package init(
            period: Period, participants: Int, outcomes: [OutcomeRow], steps: [StepRow], municipalities: [MunicipalityRow],
            otherMunicipalities: Int?
        ) {
            self.period = period
            self.participants = participants
            self.outcomes = outcomes
            self.steps = steps
            self.municipalities = municipalities
            self.otherMunicipalities = otherMunicipalities
        }
    }

    /// `participants` is `nil` where it's suppressed.
    package struct OutcomeRow: Hashable, Sendable, Codable {
        /// `nil`: it isn't stated what the course came to.
        package let outcome: CaseOutcome?
        package let participants: Int?

        package init(outcome: CaseOutcome?, participants: Int?) {
            self.outcome = outcome
            self.participants = participants
        }
    }

    package struct StepRow: Hashable, Sendable, Codable {
        package let step: StepKind
        package let participants: Int?
        /// How long the participants were in steps of this kind.
        package let durations: PublishedDurations?

        package init(step: StepKind, participants: Int?, durations: PublishedDurations? = nil) {
            self.step = step
            self.participants = participants
            self.durations = durations
        }
    }

    package struct MunicipalityRow: Hashable, Sendable, Codable {
        package let municipality: String
        package let participants: Int

        package init(municipality: String, participants: Int) {
            self.municipality = municipality
            self.participants = participants
        }
    }

    /// Those who began in the year and are counted by sex alone.
    package struct Anonymous: Hashable, Sendable, Codable {
        package let year: Int
        package let participants: Int
        package let sexes: [SexRow]

        package init(year: Int, participants: Int, sexes: [SexRow]) {
            self.year = year
            self.participants = participants
            self.sexes = sexes
        }
    }

    package struct SexRow: Hashable, Sendable, Codable {
        /// `nil`: not stated.
        package let sex: Sex?
        package let participants: Int?

        package init(sex: Sex?, participants: Int?) {
            self.sex = sex
            self.participants = participants
        }
    }
}
