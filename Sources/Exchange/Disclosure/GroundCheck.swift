extension Acting {
    /// That what an approval rests on can carry it, now: a consent that holds and covers it, or a ground of the catalogue that fits.
    func checkGround(of part: ApprovalRecord.DocumentAnswer, of found: FoundRequest) throws {
        guard let facts = found.part(part.document)?.facts, let requester = try changes.organisation(found.stored.requester.organisation)
        else { throw ExchangeError.notFound }
        let disclosure = Disclosure(
            owner: facts.document.owner.kind, receiver: requester.kind, category: facts.document.category, purpose: found.stored.purpose)
        switch part.ground {
        case .consent(let id?):
            try requireGround(rules.disclosure.grounds.filter { $0.basis == .consent }, disclosure)
            try requireConsent(id, facts.document, found.stored)
        case .listed(let ground): try check(ground, disclosure)
        case .consent(nil), .law, nil:
            throw ExchangeError(.invalidRecord, "an approval states its ground: a consent by its id, or a ground of the catalogue")
        }
    }

    private func check(_ stated: ListedGround, _ disclosure: Disclosure) throws(ExchangeError) {
        guard let ground = rules.disclosure.ground(stated.id), ground.basis != .consent, ground.act == stated.act,
            ground.section == stated.section
        else {
            throw ExchangeError(UnusableGround.unknown)
        }
        try requireGround([ground], disclosure)
        guard let balancing = stated.balancing else {
            guard !ground.needsBalancing else { throw ExchangeError(UnusableGround.needsBalancing) }
            return
        }
        guard !balancing.isEmpty, balancing.utf8.count <= 4000 else {
            throw ExchangeError(.invalidRecord, "a balancing has 1 to 4000 bytes; say what weighs on either side")
        }
    }

    private func requireGround(_ grounds: [CataloguedGround], _ disclosure: Disclosure) throws(ExchangeError) {
        let obstacles = grounds.map { $0.obstacle(to: disclosure) }
        guard !obstacles.contains(nil) else { return }
        throw ExchangeError((obstacles.first ?? nil).map { UnusableGround($0) } ?? .consentNotListed)
    }

    /// A consent is given in a case and carries that case's documents, not those of another.
    private func requireConsent(_ id: ConsentID, _ document: DocumentFacts, _ request: StoredRequest) throws {
        let consent = try consentsInContext(for: document).first { $0.id == id }
        guard let consent, consent.holds(at: now) else { throw ExchangeError(UnusableGround.consentNotInForce) }
        guard consent.covers(document, of: request) else { throw ExchangeError(UnusableGround.consentNotCovering) }
    }
}
