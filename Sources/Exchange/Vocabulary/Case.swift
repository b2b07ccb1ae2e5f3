/// A participant's way through the chain (ärende), and who takes part in it.
package struct Case: Hashable, Sendable, Codable {
    package internal(set) var id: CaseID
    package internal(set) var participant: ParticipantID
    package let openedBy: OfficerID
    package internal(set) var openedAt: Timestamp
    package var closedAt: Timestamp?
    /// Who takes part, the opener first. Their organisations take part through them.
    package var officers: [OfficerID]

    package init(
        id: CaseID, participant: ParticipantID, openedBy: OfficerID, openedAt: Timestamp, closedAt: Timestamp? = nil, officers: [OfficerID]
    ) {
        self.id = id
        self.participant = participant
        self.openedBy = openedBy
        self.openedAt = openedAt
        self.closedAt = closedAt
        self.officers = officers
    }

    package var isOpen: Bool { closedAt == nil }

    /// The organisations that take part, each once, in the officers' order.
    package var organisations: [OrganisationID] {
        officers.map(\.organisation).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
