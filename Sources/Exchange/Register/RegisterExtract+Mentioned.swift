extension RegisterExtract {
    /// The organisations that its rows speak of, whose names a reader wants.
    var mentioned: Set<OrganisationID> {
        var found = Set(recipients + sources)
        found.formUnion(registrations.map(\.organisation) + corrections.map(\.organisation) + documents.map(\.owner))
        found.formUnion(cases.flatMap { $0.steps.flatMap { ([$0.current] + $0.earlier).map(\.organisation) } })
        found.formUnion(requests.map(\.owner) + emergencies.map(\.owner) + retention.map(\.owner))
        return found.union((casework + sharing + rights).map(\.organisation))
    }

    private var casework: [RegisteredOfficer] {
        let stays = cases.flatMap { $0.stays.flatMap { [$0.by] + ($0.endedBy.map { [$0] } ?? []) } }
        let steps = cases.flatMap { $0.steps.flatMap { ([$0.current] + $0.earlier).map(\.by) } }
        return cases.flatMap { [$0.openedBy] + $0.officers } + stays + steps + documents.map(\.uploadedBy) + uploads.map(\.by)
    }

    private var sharing: [RegisteredOfficer] {
        let asked = requests.flatMap { [$0.requester, $0.answeredBy, $0.confirmedBy].compactMap { $0 } }
        let read = emergencies.flatMap { [$0.reader, $0.reviewedBy].compactMap { $0 } }
        return asked + read + retrievals.map(\.by) + openRetrievals.map(\.by) + keptAnswers.map(\.by)
    }

    private var rights: [RegisteredOfficer] {
        let restricted = restrictions.flatMap { [$0.begunBy, $0.endedBy].compactMap { $0 } }
        let erased = erasures.flatMap { [$0.askedBy, $0.endedBy].compactMap { $0 } }
        return corrections.map(\.by) + restricted + erased + objections.map(\.recordedBy)
    }
}
