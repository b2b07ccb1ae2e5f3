extension Exchange {
    /// Everything that is kept about a person within ``RegisterScope``, for the person. Making it is an action about them like any other: it's decided, logged, and stands
    /// in their extract of the log. All of it is read in one transaction, so it's how things stood at one moment.
    package func register(of id: ParticipantID, by caller: OfficerID) async throws(ExchangeError) -> Committed<RegisterExtract> {
        let (log, names, pageSize) = (log, extractOfficers, limits.pageSize)
        return try await act(.extractRegister, by: caller) { acting in
            let found = try acting.participant(id)
            try acting.authorize(on: .participant(found.facts))
            return try RegisterGathering(
                acting: acting, participant: found.stored, scope: try acting.scope(of: found.facts), log: log, names: names,
                pageSize: pageSize
            ).extract()
        }
    }
}
