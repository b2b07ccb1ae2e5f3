extension Acting {
    /// What of a person's the caller's organisation has part in. The person must be loaded: consents are opened for who recorded them.
    func scope(of person: ParticipantFacts) throws -> RegisterScope {
        let own = caller.organisation.id
        let parties = try changes.cases(of: person.id).map { value in
            (value, Set(try changes.stays(in: value.id).map(\.officer.organisation)))
        }
        let (inside, outside) = (parties.filter { $0.1.contains(own) }, parties.filter { !$0.1.contains(own) })
        let guests = inside.reduce(into: Set()) { $0.formUnion($1.1) }
            .subtracting(outside.flatMap(\.1)).subtracting(person.organisations)
        let shared = try contents(of: inside.map(\.0), person.id)
        return RegisterScope(
            cases: shared.cases, organisations: guests.union([own]).union(try authors(of: shared)), documents: shared.documents,
            within: shared.names, elsewhere: try contents(of: outside.map(\.0), person.id).names)
    }

    private func contents(of cases: [Case], _ person: ParticipantID) throws -> CaseContents {
        let ids = Set(cases.map(\.id))
        let documents = try cases.flatMap { try changes.documents(of: $0.id) }
        let documentIDs = Set(documents.map(\.id))
        return CaseContents(
            cases: cases, documents: documents, steps: try cases.flatMap { try changes.steps(of: $0.id) },
            consents: try changes.consents(of: person).filter { ids.contains($0.caseID) },
            requests: try changes.requests(of: person).filter { $0.documents.contains { documentIDs.contains($0.document) } },
            emergencies: try changes.emergencies(of: person).filter { documentIDs.contains($0.document) })
    }

    /// Who has done something in the cases. To have been added to one is no deed: anybody in it adds any active officer.
    private func authors(of shared: CaseContents) throws -> Set<OrganisationID> {
        let stated = shared.steps.flatMap { [$0.current] + $0.earlier }.map(\.by)
        let recorded = try shared.consents.map { try open($0).terms.recordedBy }
        let officers =
            shared.cases.map(\.openedBy) + stated + recorded + shared.requests.map(\.requester) + shared.emergencies.map(\.reader)
        return Set(officers.map(\.organisation) + shared.documents.map(\.owner))
    }
}

/// What lies in some of a person's cases.
private struct CaseContents {
    let cases: [Case]
    let documents: [StoredDocument]
    let steps: [CaseStep]
    let consents: [StoredConsent]
    let requests: [StoredRequest]
    let emergencies: [StoredEmergency]

    /// The ids of all of it, as the log and objections name them.
    var names: Set<String> {
        let first = cases.map(\.id.text) + documents.map(\.id.text) + steps.map(\.id.text)
        return Set(first + consents.map(\.id.text) + requests.map(\.id.text) + emergencies.map(\.id.text))
    }
}
