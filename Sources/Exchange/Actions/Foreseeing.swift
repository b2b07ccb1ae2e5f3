/// An attempt that was permitted on remembered facts or in a snapshot, ahead of its transaction.
struct Foreseen<Value: Sendable>: Sendable {
    let value: Value
    let rules: Rules
    /// Of those whom it has shown, beside the one that it's about.
    let shown: [PreparedEntry]
    let entry: PreparedEntry
    let effects: [@Sendable (any StorageWriter) throws -> Void]
    let grounds: Grounds
}

extension Exchange {
    /// How old a decision may be when its transaction runs: a consent may end in the meantime.
    private static let patience: Duration = .seconds(1)
    /// How often a survey is decided in a snapshot before it's the transaction's turn.
    static let mostSnapshots = 3

    /// What `body` permits by what is remembered; `nil` where it refuses, or needs more.
    func foresee<Value: Sendable>(
        _ action: Action, by officer: OfficerID, _ body: (inout Acting) throws -> Value
    ) -> Foreseen<Value>? {
        let now = clock.now()
        guard let recollection = memory.recollection(at: now), let caller = recollection.caller(officer) else { return nil }
        return foresee(action, by: caller, rulebook.current, recollection, nil, at: now, body)
    }

    /// What `body` permits by storage as it is at one moment, beside the writer; `nil` where it refuses.
    func foreseeInSnapshot<Value: Sendable>(
        _ action: Action, by officer: OfficerID, _ body: @escaping @Sendable (inout Acting) throws -> Value
    ) async throws(ExchangeError) -> Foreseen<Value>? {
        let (rules, forgettings) = (rulebook.current, memory.forgettings)
        return try await reading { facts in
            let recollection = memory.recollection(at: try facts.factsMark(), since: forgettings)
            guard let caller = try? knownOfficer(officer, facts) else { return nil }
            recollection.learn(caller)
            return foresee(action, by: caller, rules, recollection, facts, at: clock.now(), body)
        }
    }

    private func foresee<Value: Sendable>(
        _ action: Action, by caller: OfficerFacts, _ rules: Rules, _ recollection: Recollection, _ snapshot: (any StorageReader)?,
        at now: Timestamp, _ body: (inout Acting) throws -> Value
    ) -> Foreseen<Value>? {
        var acting = Acting(
            changes: nil, snapshot: snapshot, recollection: recollection, caller: caller, rules: rules, keys: keys, random: random,
            now: now, draft: AuditDraft(officer: caller.officer.id, action: action, policyDigest: rules.digest))
        guard let value = try? body(&acting), acting.consequences.isEmpty,
            let shown = try? acting.draftsOfThoseShown.map({ try log.prepare($0, outcome: .permitted, code: nil, at: now) }),
            let entry = try? log.prepare(acting.draft, outcome: .permitted, code: nil, at: now)
        else { return nil }
        return Foreseen(
            value: value, rules: rules, shown: shown, entry: entry, effects: acting.effects, grounds: recollection.grounds)
    }

    func isStillSo<Value>(_ foreseen: Foreseen<Value>, _ facts: any StorageReader) throws -> Bool {
        let at = foreseen.entry.entry.at
        let now = clock.now()
        return try at <= now && now <= at + Exchange.patience && foreseen.rules === rulebook.current
            && foreseen.grounds.stillHold(in: facts)
    }

    /// What fails here is storage's failure, which undoes the commit: no savepoint is worth its price for it.
    func perform<Value>(_ foreseen: Foreseen<Value>, _ changes: any StorageWriter) throws -> Outcome<Value> {
        for effect in foreseen.effects { try effect(changes) }
        for entry in foreseen.shown { _ = try log.append(entry, in: changes) }
        return .done(foreseen.value, try log.append(foreseen.entry, in: changes))
    }

    /// Undoes what `body` did when it throws, for others share the commit.
    func apart<Value>(_ changes: any StorageWriter, _ body: () throws -> Outcome<Value>) -> Outcome<Value> {
        do { return try changes.undoable(body) } catch { return .failed(ExchangeError(storage: error)) }
    }
}
