/// Who may read what: the policies' answer to a retrieval, for every organisation of the example directory, every category and every
/// purpose, without a consent and with one.
///
/// Each answer is a decision of ``Rules/decideRetrieval(of:by:for:at:consents:approvals:)`` about the plainest case that there is: a
/// case officer of the receiver works in an open case about a person without protected identity; the owner has put the document there, released by
/// policy; nobody has approved anything. The consent, where there is one, is given, holds, and names exactly this owner, receiver,
/// category and purpose. What stands beside that is for `tests.yaml`.
package struct AccessMatrix: Sendable, Codable, Hashable {
    /// Whose documents.
    package let owner: OrganisationID
    package let policyDigest: String
    /// By receiver, then purpose, then category, in the order in which these are declared.
    package let cells: [Cell]

    package typealias Verdict = PolicyCaseOutcome.Verdict

    package struct Cell: Sendable, Codable, Hashable {
        package let receiver: OrganisationID
        package let kind: OrganisationKind
        package let purpose: Purpose
        package let category: Category
        package let withoutConsent: Verdict
        package let withConsent: Verdict

        package var access: Access {
            if withoutConsent.permitted { return .withoutConsent }
            return withConsent.permitted ? .withConsent : .never
        }
    }

    /// What a cell comes to.
    package enum Access: Sendable, Hashable, CaseIterable {
        /// The person needn't be asked.
        case withoutConsent
        /// The person decides.
        case withConsent
        /// No consent opens it.
        case never
    }

    /// The cells of one receiver for one purpose, by category.
    package func cells(of receiver: OrganisationID, for purpose: Purpose) -> [Cell] {
        cells.filter { $0.receiver == receiver && $0.purpose == purpose }
    }
}

extension Rules {
    /// Asks for every cell.
    package func accessMatrix(of owner: ExampleOrganisation) -> AccessMatrix {
        let cells = ExampleOrganisation.all.flatMap { receiver in
            Purpose.allCases.flatMap { purpose in
                Category.allCases.map { category in
                    let retrieval = ExampleRetrieval(owner: owner, receiver: receiver, category: category, purpose: purpose)
                    return AccessMatrix.Cell(
                        receiver: receiver.id, kind: receiver.organisation.kind, purpose: purpose, category: category,
                        withoutConsent: retrieval.verdict(by: self, consents: []),
                        withConsent: retrieval.verdict(by: self, consents: [retrieval.consent]))
                }
            }
        }
        return AccessMatrix(owner: owner.id, policyDigest: digest, cells: cells)
    }
}

/// The facts of one cell.
private struct ExampleRetrieval {
    let owner: ExampleOrganisation
    let receiver: ExampleOrganisation
    let category: Category
    let purpose: Purpose

    func verdict(by rules: Rules, consents: [ConsentInContext]) -> AccessMatrix.Verdict {
        guard let reader = officer("karin", of: receiver), let opener = officer("stina", of: owner) else {
            return AccessMatrix.Verdict(permitted: false, policies: [], errors: ["facts"])
        }
        return rules.decideRetrieval(
            of: document(opener: opener, reader: reader), by: facts(of: reader), for: purpose, at: ExampleTime.now, consents: consents,
            approvals: []
        ).verdict
    }

    var consent: ConsentInContext {
        ConsentInContext(
            id: Identifier(number: 3), state: .given, from: [owner.id], to: [receiver.id], categories: [category], purposes: [purpose],
            validFrom: ExampleTime.yearBegins, validUntil: ExampleTime.yearEnds)
    }

    private func document(opener: OfficerID, reader: OfficerID) -> DocumentFacts {
        let participant = ParticipantFacts(
            id: Identifier(number: 1), organisations: [owner.id], officers: [opener, reader], protectedIdentity: false)
        let value = Case(
            id: Identifier(number: 2), participant: participant.id, openedBy: opener, openedAt: ExampleTime.yearBegins, closedAt: nil,
            officers: [opener, reader])
        return DocumentFacts(
            id: Identifier(number: 4), of: CaseFacts(value: value, participant: participant), owner: owner.organisation, category: category,
            release: .policy)
    }

    private func facts(of reader: OfficerID) -> OfficerFacts {
        OfficerFacts(
            officer: Officer(id: reader, roles: [.caseOfficer], clearedForProtectedIdentity: false, recipient: ""),
            organisation: receiver.organisation)
    }

    private func officer(_ name: String, of organisation: ExampleOrganisation) -> OfficerID? { OfficerID("\(organisation.id)/\(name)") }
}
