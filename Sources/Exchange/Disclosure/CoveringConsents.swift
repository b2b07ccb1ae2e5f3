extension Acting {
    /// On which consents each of the documents can be let go now; nothing at all for whoever hasn't to answer, or when nobody has.
    func consentsCovering(_ found: FoundRequest) throws -> [DocumentID: [CoveringConsent]] {
        guard let awaited = found.stored.state.awaited, found.parts.allSatisfy({ permits(awaited, on: .request($0.facts)) }) else {
            return [:]
        }
        // One that doesn't open covers nothing, and keeps nobody from answering.
        let consents = try changes.consents(of: found.stored.participant).compactMap { try? open($0) }
        return Dictionary(
            uniqueKeysWithValues: found.parts.map { part in
                let document = part.facts.document
                let covering = consents.filter { consent in
                    let inContext = consent.inContext(at: now)
                    return consent.stored.caseID == document.of.value.id && inContext.holds(at: now)
                        && inContext.covers(document, of: found.stored)
                }
                return (part.document.id, covering.map(CoveringConsent.init))
            })
    }
}

extension RequestState {
    /// What somebody at the owner has still to do.
    fileprivate var awaited: Action? {
        switch self {
        case .open: .answerRequest
        case .awaitingSecond: .confirmAnswer
        case .approved, .partlyApproved, .denied, .withdrawn, .closed: nil
        }
    }
}

extension CoveringConsent {
    fileprivate init(_ consent: Consent) {
        self.init(id: consent.stored.id, validFrom: consent.terms.validFrom, validUntil: consent.terms.validUntil)
    }
}

extension ConsentInContext {
    func holds(at now: Timestamp) -> Bool { state == .given && validFrom <= now && now < validUntil }

    /// Whether it lets the requester have this document of its case for what it's asked for.
    func covers(_ document: DocumentFacts, of request: StoredRequest) -> Bool {
        from.contains(document.owner.id) && to.contains(request.requester.organisation) && categories.contains(document.category)
            && purposes.contains(request.purpose)
    }
}
