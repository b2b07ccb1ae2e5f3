extension Exchange {
    /// Consents that run out within this many days, the first to do so first, in open cases in which the caller's organisation takes part: those
    /// of them that the caller may read. Each person whose consent is shown gets an entry of their own.
    package func consents(
        expiringWithin days: Int, after last: ConsentID? = nil, limit: Int? = nil, by caller: OfficerID
    ) async throws(ExchangeError) -> Committed<ConsentPage> {
        let limit = min(max(limit ?? limits.pageSize, 1), limits.pageSize)
        return try await act(.readConsent, by: caller) { acting in
            acting.draft.resource = "consents/expiring"
            guard (1...3650).contains(days) else {
                throw ExchangeError.invalid("the number of days must be from 1 to 3650; 30 is usual")
            }
            let read = acting.prepare(.readConsent)
            if let last { try acting.requireKnown(last, by: read) }
            return try acting.page(until: acting.now + .seconds(days * 86_400), after: last, limit: limit, by: read)
        }
    }
}

extension Acting {
    /// Behind a consent that the caller may not read lies what lies behind one that doesn't exist: an error.
    fileprivate func requireKnown(_ id: ConsentID, by read: PreparedDecision) throws {
        var scratch = self
        guard permits(read, on: .consent(try scratch.consent(id).facts)) else { throw ExchangeError.notFound }
    }

    /// A page, full unless it's the last.
    fileprivate mutating func page(
        until end: Timestamp, after last: ConsentID?, limit: Int, by read: PreparedDecision
    ) throws -> ConsentPage {
        var (found, last) = ([ConsentView](), last)
        while true {
            let batch = try changes.consents(
                inCasesOf: caller.organisation.id, endingFrom: now, until: end, after: last, limit: limit)
            for stored in batch {
                guard let view = try viewIfExpiring(stored, until: end, by: read) else { continue }
                found.append(view)
                if found.count == limit { return ConsentPage(consents: found, next: stored.id) }
            }
            guard batch.count == limit else { return ConsentPage(consents: found, next: nil) }
            last = batch.last?.id
        }
    }

    private mutating func viewIfExpiring(_ stored: StoredConsent, until end: Timestamp, by read: PreparedDecision) throws -> ConsentView? {
        var scratch = self
        let (facts, consent) = try scratch.consent(stored.id)
        guard consent.state(at: now) == .given, consent.terms.validUntil <= end, facts.of.value.isOpen, permits(read, on: .consent(facts))
        else { return nil }
        shown[stored.participant] = scratch.draft.subjectKey
        return try scratch.view(consent)
    }
}
