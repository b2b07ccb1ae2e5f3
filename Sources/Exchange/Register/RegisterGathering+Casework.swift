extension RegisterGathering {
    func caseOf(_ value: Case) throws -> RegisteredCase {
        let indicators = try changes.indicators(of: value.id).map { _ in
            try acting.indicatorsView(of: try acting.caseFacts(value, of: try acting.facts(of: participant, try acting.loadedKey())))
        }
        return RegisteredCase(
            id: value.id, openedBy: told(value.openedBy), openedAt: value.openedAt, closedAt: value.closedAt,
            officers: value.officers.map(told),
            stays: try changes.stays(in: value.id).map {
                RegisteredStay(by: told($0.officer), from: $0.from, until: $0.until, endedBy: $0.endedBy.map(told))
            },
            steps: try changes.steps(of: value.id).map { step in
                RegisteredStep(id: step.id, kind: step.kind, current: told(step.current), earlier: step.earlier.map(told))
            },
            indicators: indicators)
    }

    private func told(_ version: CaseStep.Version) -> RegisteredStep.Version {
        RegisteredStep.Version(
            organisation: version.organisation, from: version.from, until: version.until, by: told(version.by), at: version.at)
    }

    func request(_ stored: StoredRequest) throws -> RegisteredRequest {
        let reason = try acting.loadedKey().open(stored.reason, for: "request/\(stored.id)/reason")
        return RegisteredRequest(
            id: stored.id, owner: stored.owner, requester: told(stored.requester), purpose: stored.purpose,
            reason: String(decoding: reason, as: UTF8.self), createdAt: stored.createdAt, answerBy: stored.answerBy, state: stored.state,
            closedBecause: stored.closedBecause,
            documents: stored.documents.map {
                RegisteredRequest.Part(
                    document: $0.document, answer: $0.answer, validUntil: $0.validUntil, hasHeader: $0.header != nil)
            },
            answeredBy: stored.answeredBy.map(told), answeredAt: stored.answeredAt,
            answer: try stored.answer.map { try record($0, for: stored.answerPlace) },
            confirmedBy: stored.confirmedBy.map(told), confirmedAt: stored.confirmedAt,
            confirmation: try stored.confirmation.map { try record($0, for: stored.confirmationPlace) })
    }
}
