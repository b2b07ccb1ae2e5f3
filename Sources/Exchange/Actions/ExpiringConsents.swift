extension Exchange {
    /// Consents that run out within this many days, the first to do so first, in open cases in which the caller's organisation takes part: those
    /// of them that the caller may read. Each person whose consent is shown gets an entry of their own.
    package func consents(
        expiringWithin days: Int, after last: ConsentID? = nil, limit: Int? = nil, by caller: OfficerID
    ) async throws(ExchangeError) -> Committed<ConsentPage> {
        let paging = paging(after: last, limit: limit)
        return try await act(.readConsent, by: caller) { acting in
            acting.draft.resource = "consents/expiring"
            guard (1...3650).contains(days) else {
                throw ExchangeError.invalid("the number of days must be from 1 to 3650; 30 is usual")
            }
            let read = acting.prepare(.readConsent)
            let (mine, end) = (acting.caller.organisation.id, acting.now + .seconds(days * 86_400))
            let page = try acting.page(paging, by: \StoredConsent.id) { acting, last in
                acting.permits(read, on: .consent(try acting.consent(last).facts))
            } batch: { acting, last, limit in
                try acting.changes.consents(inCasesOf: mine, endingFrom: acting.now, until: end, after: last, limit: limit)
            } show: { acting, stored in
                try acting.viewIfExpiring(stored, until: end, by: read)
            }
            return ConsentPage(consents: page.items, next: page.next)
        }
    }
}

extension Acting {
    fileprivate mutating func viewIfExpiring(
        _ stored: StoredConsent, until end: Timestamp, by read: PreparedDecision
    ) throws -> ConsentView? {
        var scratch = self
        let (facts, consent) = try scratch.consent(stored.id)
        guard consent.state(at: now) == .given, consent.terms.validUntil <= end, facts.of.value.isOpen, permits(read, on: .consent(facts))
        else { return nil }
        shown[stored.participant] = scratch.draft.subjectKey
        return try scratch.view(consent)
    }
}
