/// An attempt that was permitted on remembered facts, ahead of its transaction.
struct Foreseen<Value: Sendable>: Sendable {
    let value: Value
    let entry: PreparedEntry
    let effects: [@Sendable (any StorageWriter) throws -> Void]
    let grounds: Grounds
}

extension Exchange {
    /// How old a decision may be when its transaction runs: a consent may end in the meantime.
    private static let patience: Duration = .seconds(1)

    func foresee<Value>(
        _ action: Action, by officer: OfficerID, _ rules: Rules, _ body: (inout Acting) throws -> Value
    ) -> Foreseen<Value>? {
        let now = clock.now()
        guard let recollection = memory.recollection(at: now), let caller = recollection.caller(officer) else { return nil }
        var acting = Acting(
            changes: nil, recollection: recollection, caller: caller, rules: rules, keys: keys, random: random, now: now,
            draft: AuditDraft(officer: officer, action: action, policyDigest: rules.digest))
        guard let value = try? body(&acting), acting.shown.isEmpty, acting.consequences.isEmpty,
            let entry = try? log.prepare(acting.draft, outcome: .permitted, code: nil, at: now)
        else { return nil }
        return Foreseen(value: value, entry: entry, effects: acting.effects, grounds: recollection.grounds)
    }

    func isStillSo<Value>(_ foreseen: Foreseen<Value>, _ facts: any StorageReader) throws -> Bool {
        let at = foreseen.entry.entry.at
        let now = clock.now()
        return try at <= now && now <= at + Exchange.patience && foreseen.grounds.stillHold(in: facts)
    }

    func perform<Value>(_ foreseen: Foreseen<Value>, _ changes: any StorageWriter) throws -> Outcome<Value> {
        guard foreseen.effects.isEmpty else {
            return apart(changes) {
                for effect in foreseen.effects { try effect(changes) }
                return .done(foreseen.value, try log.append(foreseen.entry, in: changes))
            }
        }
        return .done(foreseen.value, try log.append(foreseen.entry, in: changes))
    }

    /// Undoes what `body` did when it throws, for others share the commit.
    func apart<Value>(_ changes: any StorageWriter, _ body: () throws -> Outcome<Value>) -> Outcome<Value> {
        do { return try changes.undoable(body) } catch { return .failed(ExchangeError(storage: error)) }
    }
}
