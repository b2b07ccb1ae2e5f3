/// What is followed up of a case, as Uppföljning Finsam asks: all of it may be left out.
///
/// Municipality, outcome and sex are what figures are counted by; they lie in columns of their own beside the case's random id. The rest is
/// about the person, is read by nobody but those who work in the case, and lies sealed under the subject key.
package struct Indicators: Hashable, Sendable, Codable {
    package var municipality: Municipality?
    package var sex: Sex?
    package var outcome: CaseOutcome?
    package var education: Education?
    package var timeOnSupport: TimeOnSupport?
    package var before: Situation?
    package var after: Situation?
    package var endingReason: EndingReason?

    package init(
        municipality: Municipality? = nil, sex: Sex? = nil, outcome: CaseOutcome? = nil, education: Education? = nil,
        timeOnSupport: TimeOnSupport? = nil, before: Situation? = nil, after: Situation? = nil, endingReason: EndingReason? = nil
    ) {
        self.municipality = municipality
        self.sex = sex
        self.outcome = outcome
        self.education = education
        self.timeOnSupport = timeOnSupport
        self.before = before
        self.after = after
        self.endingReason = endingReason
    }

    /// The same, with what `newer` states in the place of what was stated before.
    package func updated(by newer: Indicators) -> Indicators {
        Indicators(
            municipality: newer.municipality ?? municipality, sex: newer.sex ?? sex, outcome: newer.outcome ?? outcome,
            education: newer.education ?? education, timeOnSupport: newer.timeOnSupport ?? timeOnSupport,
            before: Situation.updated(before, by: newer.before), after: Situation.updated(after, by: newer.after),
            endingReason: newer.endingReason ?? endingReason)
    }

    /// What may be known of somebody who is counted anonymously: sex, and for the work in the case how it ended.
    package var withoutPerson: Indicators { Indicators(sex: sex, outcome: outcome) }
}

/// How somebody lives on which side of the chain: what they do, and what they live on.
package struct Situation: Hashable, Sendable, Codable {
    package var occupation: Occupation?
    package var income: Income?

    package init(occupation: Occupation? = nil, income: Income? = nil) {
        self.occupation = occupation
        self.income = income
    }

    fileprivate static func updated(_ old: Situation?, by new: Situation?) -> Situation? {
        guard let old, let new else { return new ?? old }
        return Situation(occupation: new.occupation ?? old.occupation, income: new.income ?? old.income)
    }
}

/// What a case came to.
package enum CaseOutcome: String, Hashable, Sendable, Codable, CaseIterable { case work, studies, subsidisedWork, droppedOut, other }

package enum Sex: String, Hashable, Sendable, Codable, CaseIterable { case woman, man }

package enum Occupation: String, Hashable, Sendable, Codable, CaseIterable {
    case work, subsidisedWork, studies, workTraining, jobSeeking, sickLeave, parentalLeave, unoccupied, other
}

package enum Income: String, Hashable, Sendable, Codable, CaseIterable {
    case salary, studentAid, sicknessBenefit, activityCompensation, activitySupport, unemploymentBenefit, socialAssistance, parentalBenefit,
        noIncome,
        other
}

package enum Education: String, Hashable, Sendable, Codable, CaseIterable {
    case lessThanCompulsory, compulsory, upperSecondary, postSecondary, unknown
}

/// How long the person has lived on public support.
package enum TimeOnSupport: String, Hashable, Sendable, Codable, CaseIterable {
    case never, underOneYear, oneToTwoYears, threeToFourYears, fiveYearsOrMore, unknown
}

/// Why a case ended.
package enum EndingReason: String, Hashable, Sendable, Codable, CaseIterable {
    case completed, otherMeasure, illHealth, moved, ownWish, lostContact, deceased, other
}

/// A municipality by SCB's code: four digits, of which the first two are the county. `1480` is Göteborg.
package struct Municipality: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    package let code: String

    /// `nil` for what has not the form of a code. Which codes are in use changes with time and isn't asked.
    package init?(_ text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 4, digits.allSatisfy({ (0x30...0x39).contains($0) }), text.prefix(2) >= "01", text.suffix(2) >= "01" else {
            return nil
        }
        code = text
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Municipality(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a municipality's code of four digits")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }

    package var description: String { code }

    package static func < (left: Self, right: Self) -> Bool { left.code < right.code }
}

/// A case's indicators as storage holds them.
package struct StoredIndicators: Hashable, Sendable {
    package let caseID: CaseID
    package var municipality: Municipality?
    package var sex: Sex?
    package var outcome: CaseOutcome?
    /// Whether the person is counted by sex and year alone: without consent to follow-up, or with protected identity.
    package var anonymous: Bool
    /// The rest, as JSON under the subject key.
    package var details: Sealed?

    package init(
        caseID: CaseID, municipality: Municipality? = nil, sex: Sex? = nil, outcome: CaseOutcome? = nil, anonymous: Bool = true,
        details: Sealed? = nil
    ) {
        self.caseID = caseID
        self.municipality = municipality
        self.sex = sex
        self.outcome = outcome
        self.anonymous = anonymous
        self.details = details
    }
}

/// A case's indicators as those see them who work in it.
package struct IndicatorsView: Hashable, Sendable, Codable {
    package let indicators: Indicators
    package let anonymous: Bool

    package init(indicators: Indicators, anonymous: Bool) {
        self.indicators = indicators
        self.anonymous = anonymous
    }
}
