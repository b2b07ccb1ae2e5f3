/// What a person goes through on the way to work.
package enum StepKind: String, Hashable, Sendable, Codable, CaseIterable {
    case institution, utslussning, kartlaggning, arbetstraning, praktik, anstallning, studier, uppfoljning
}

package enum CaseStepKind: IdentifierKind { package static let prefix = "step" }
package typealias StepID = Identifier<CaseStepKind>

/// One step of a case: what happens, with whom and when. Steps may overlap, as they do in people's lives.
package struct CaseStep: Hashable, Sendable, Codable {
    package let id: StepID
    package let caseID: CaseID
    package let kind: StepKind
    package var current: Version
    /// What was stated before, the oldest first.
    package var earlier: [Version]

    /// What somebody has stated of the step.
    package struct Version: Hashable, Sendable, Codable {
        /// Who answers for the step.
        package let organisation: OrganisationID
        package let from: Timestamp
        /// The step's end, which no longer belongs to it; `nil` while nobody knows.
        package let until: Timestamp?
        package let by: OfficerID
        package let at: Timestamp

        package init(organisation: OrganisationID, from: Timestamp, until: Timestamp?, by officer: OfficerID, at time: Timestamp) {
            self.organisation = organisation
            self.from = from
            self.until = until
            by = officer
            at = time
        }
    }

    package init(id: StepID, caseID: CaseID, kind: StepKind, current: Version, earlier: [Version] = []) {
        self.id = id
        self.caseID = caseID
        self.kind = kind
        self.current = current
        self.earlier = earlier
    }

    /// Where the step stands.
    package enum State: Sendable, Hashable { case ahead, underWay, ended }

    package func state(at now: Timestamp) -> State {
        if let until = current.until, until <= now { return .ended }
        return now < current.from ? .ahead : .underWay
    }
}

/// When the last of the steps ends that an organisation answers for in a case, where all of them have an end.
package struct StepsEnding: Hashable, Sendable {
    package let organisation: OrganisationID
    package let at: Timestamp

    package init(organisation: OrganisationID, at time: Timestamp) {
        self.organisation = organisation
        at = time
    }
}

/// What is changed of a step; what is `nil` stays.
package struct StepChange: Hashable, Sendable, Codable {
    package let organisation: OrganisationID?
    package let from: Timestamp?
    package let until: Timestamp?
    /// Takes the end away. Says the same as leaving it out when it's false.
    package let openEnded: Bool?

    package init(organisation: OrganisationID? = nil, from: Timestamp? = nil, until: Timestamp? = nil, openEnded: Bool? = nil) {
        self.organisation = organisation
        self.from = from
        self.until = until
        self.openEnded = openEnded
    }
}

/// How long an officer takes part in a case, or did.
package struct Stay: Hashable, Sendable, Codable {
    package let officer: OfficerID
    /// `nil` where it began before that was noted.
    package let from: Timestamp?
    /// `nil` while it lasts.
    package var until: Timestamp?
    package var endedBy: OfficerID?

    package init(officer: OfficerID, from: Timestamp?, until: Timestamp? = nil, endedBy: OfficerID? = nil) {
        self.officer = officer
        self.from = from
        self.until = until
        self.endedBy = endedBy
    }
}
