import Exchange

extension InMemoryTransaction {
    func cases(matching query: CaseQuery, after last: CaseID?, limit: Int) throws -> [Case] {
        let start = last.map { id in rows.cases.firstIndex { $0.id == id }.map { $0 + 1 } ?? rows.cases.count } ?? 0
        return Array(rows.cases[start...].filter { fits($0, query) }.prefix(limit))
    }

    private func fits(_ value: Case, _ query: CaseQuery) -> Bool {
        guard value.isOpen || !query.onlyOpen else { return false }
        return switch query.scope {
        case .all: true
        case .officer(let officer): value.officers.contains(officer)
        }
    }

    func removeOfficer(_ officer: OfficerID, from caseID: CaseID, at time: Timestamp, by remover: OfficerID) throws {
        guard try caseOf(caseID)?.officers.contains(officer) == true else { throw ExchangeError.missingRow }
        try rows.cases.change(where: { $0.id == caseID }) { $0.officers.removeAll { $0 == officer } }
        let stay = Stay(officer: officer, from: rows.joined[caseID]?.removeValue(forKey: officer), until: time, endedBy: remover)
        rows.stays[caseID, default: []].append(stay)
    }

    func stays(in caseID: CaseID) throws -> [Stay] {
        let present = try caseOf(caseID)?.officers.map { Stay(officer: $0, from: rows.joined[caseID]?[$0]) } ?? []
        return present + (rows.stays[caseID] ?? []).oldestFirst { $0.until ?? Timestamp(milliseconds: 0) }
    }

    func openRequests(in caseID: CaseID) throws -> [RequestID] {
        let documents = Set(rows.documents.filter { $0.caseID == caseID }.map(\.id))
        return rows.requests.filter { request in
            RequestState.waiting.contains(request.state) && request.documents.contains { documents.contains($0.document) }
        }
        .oldestFirst(\.createdAt).map(\.id)
    }

    // MARK: Steps

    func step(_ id: StepID) throws -> CaseStep? { rows.steps.first { $0.id == id } }
    func steps(of caseID: CaseID) throws -> [CaseStep] { rows.steps.filter { $0.caseID == caseID }.oldestFirst(\.current.from) }

    func endings(in caseID: CaseID) throws -> [StepsEnding] {
        let byOrganisation = Dictionary(grouping: try steps(of: caseID), by: \.current.organisation)
        return byOrganisation.compactMap { organisation, steps in
            let ends = steps.compactMap(\.current.until)
            return ends.max().flatMap { ends.count == steps.count ? StepsEnding(organisation: organisation, at: $0) : nil }
        }.sorted { $0.organisation < $1.organisation }
    }

    func insertStep(_ step: CaseStep) throws {
        guard try caseOf(step.caseID) != nil else { throw ExchangeError.missingRow }
        try rows.steps.insert(step, by: \.id)
    }

    func changeStep(_ id: StepID, to version: CaseStep.Version) throws {
        try rows.steps.change(where: { $0.id == id }) { step in
            step.earlier.append(step.current)
            step.current = version
        }
    }

    // MARK: What is counted

    func indicators(of caseID: CaseID) throws -> StoredIndicators? { rows.indicators[caseID] }
    func setIndicators(_ indicators: StoredIndicators) throws { rows.indicators[indicators.caseID] = indicators }

    func courses() throws -> [Course] {
        var people: [ParticipantID: Int] = [:]
        return try rows.cases.sorted { $0.id < $1.id }.map { value in
            let person = people[value.participant] ?? people.count
            people[value.participant] = person
            let stated = rows.indicators[value.id]
            guard let stated, !stated.anonymous else { return Course(person: person, anonymousOpened: value.openedAt, sex: stated?.sex) }
            let steps = try steps(of: value.id).map {
                Course.Step(kind: $0.kind, from: $0.current.from, until: $0.current.until)
            }
            return Course(
                person: person, opened: value.openedAt, closed: value.closedAt, municipality: stated.municipality, outcome: stated.outcome,
                steps: steps)
        }
    }

    func forgetChains(of cases: [CaseID]) {
        rows.steps.removeAll { cases.contains($0.caseID) }
        for id in cases { (rows.joined[id], rows.stays[id], rows.indicators[id]) = (nil, nil, nil) }
    }
}
