/// A value whose audit entry is durable. Only `Exchange.act`, `consult` and `survey` make one, after the
/// commit; what releases a key takes it as a parameter.
package struct Committed<Value: Sendable>: Sendable {
    package let value: Value
    package let receipt: Receipt

    fileprivate init(value: Value, receipt: Receipt) {
        self.value = value
        self.receipt = receipt
    }

    /// The same commit, with what the witnesses have said until now.
    fileprivate func witnessed(by witnessing: Witnessing?) -> Committed {
        var receipt = receipt
        receipt.witnessed = witnessing?.newest
        return Committed(value: value, receipt: receipt)
    }

    /// The same commit, told of in other words.
    func map<Other: Sendable>(_ transform: (Value) throws(ExchangeError) -> Other) throws(ExchangeError) -> Committed<Other> {
        Committed<Other>(value: try transform(value), receipt: receipt)
    }
}

/// What came of an attempt, while its transaction isn't durable yet.
enum Outcome<Value: Sendable>: Sendable {
    case done(Value, LoggedEntry)
    /// Done by an earlier call, whose entry this is.
    case again(Value, UInt64)
    case refused(ExchangeError)
    /// Storage failed; nothing was logged.
    case failed(ExchangeError)
}

extension Exchange {
    /// Does one action: the facts that `body` loads, its decision, its changes and its audit entry are one transaction.
    ///
    /// When `body` throws, its changes are undone and the attempt is logged all the same; the error that is thrown on carries
    /// the entry's index. With `idempotency`, the same call again gets the first one's answer.
    ///
    /// The log's end is sealed once for all actions that share the commit; receipts are put together after it, each in its caller's task.
    func act<Value: Codable & Sendable>(
        _ action: Action, by officer: OfficerID, idempotency: Idempotency? = nil,
        _ body: @escaping @Sendable (inout Acting) throws -> Value
    ) async throws(ExchangeError) -> Committed<Value> {
        let rules = rulebook.current
        let log = log
        let done = try await transaction(endingWith: { try log.seal($0) }) { changes in
            try attempt(action, by: officer, idempotency: idempotency, rules: rules, changes: changes, body)
        }
        if case .done = done.value, action.mayEndReading { grounds.noteLoss() }
        return try await committed(done.value, done.end)
    }

    /// Does one action that changes no fact, as `act` does: where all that it needs is remembered, it's decided and its entry written ahead
    /// of the transaction, in the caller's task. The transaction then only looks whether the facts are still those (`Grounds`), and appends.
    ///
    /// `body` may run twice: what it changes, it changes by `Acting.change`. Only a permission is given ahead. Refusals, and whatever isn't
    /// remembered or has changed, are decided in the transaction.
    func consult<Value: Codable & Sendable>(
        _ action: Action, by officer: OfficerID, _ body: @escaping @Sendable (inout Acting) throws -> Value
    ) async throws(ExchangeError) -> Committed<Value> {
        try await conclude(foresee(action, by: officer, body), action, by: officer, body)
    }

    /// Does one action that looks at much and changes no fact, as `act` does: it's decided in a snapshot of storage, while others write, and its
    /// entries are made ahead. The transaction then only looks whether facts and rules are still those, and appends.
    ///
    /// Where they aren't, all of it is decided again: in a snapshot a few times, at last in the transaction, so that it ends whatever others do.
    /// `body` may run as often, and changes nothing.
    func survey<Value: Codable & Sendable>(
        _ action: Action, by officer: OfficerID, _ body: @escaping @Sendable (inout Acting) throws -> Value
    ) async throws(ExchangeError) -> Committed<Value> {
        let log = log
        for _ in 0..<Exchange.mostSnapshots {
            guard let foreseen = try await foreseeInSnapshot(action, by: officer, body) else { break }
            let done = try await joining(endingWith: { try log.seal($0) }) { changes in
                try isStillSo(foreseen, changes) ? try perform(foreseen, changes) : nil
            }
            if let outcome = done.value { return try await committed(outcome, done.end) }
        }
        return try await conclude(nil, action, by: officer, body)
    }

    /// Does what was foreseen if it's still so, and decides in the transaction if not.
    private func conclude<Value: Codable & Sendable>(
        _ foreseen: Foreseen<Value>?, _ action: Action, by officer: OfficerID,
        _ body: @escaping @Sendable (inout Acting) throws -> Value
    ) async throws(ExchangeError) -> Committed<Value> {
        let log = log
        let done = try await joining(endingWith: { try log.seal($0) }) { changes in
            if let foreseen, try isStillSo(foreseen, changes) { return try perform(foreseen, changes) }
            let rules = rulebook.current
            return apart(changes) {
                try attempt(action, by: officer, idempotency: nil, rules: rules, changes: changes, recalling: true, body)
            }
        }
        return try await committed(done.value, done.end)
    }

    private func committed<Value>(_ outcome: Outcome<Value>, _ end: LogEnd?) async throws(ExchangeError) -> Committed<Value> {
        switch outcome {
        case .done(let value, let entry):
            let receipt = if let receipt = end.flatMap(entry.receipt) { receipt } else { try await receipt(of: entry.index) }
            return Committed(value: value, receipt: receipt).witnessed(by: witnessing)
        case .again(let value, let index):
            return Committed(value: value, receipt: try await receipt(of: index)).witnessed(by: witnessing)
        case .refused(let error), .failed(let error): throw error
        }
    }

    /// Logs that somebody asked for what doesn't exist or isn't theirs, and throws `notFound`.
    func refuseUnknown(_ action: Action, _ resource: String, by officer: OfficerID) async throws(ExchangeError) {
        let _: Committed<Bool> = try await act(action, by: officer) { acting in
            acting.draft.resource = resource
            throw ExchangeError.notFound
        }
    }

    private func attempt<Value: Codable & Sendable>(
        _ action: Action, by officer: OfficerID, idempotency: Idempotency?, rules: Rules, changes: any StorageWriter,
        recalling: Bool = false, _ body: (inout Acting) throws -> Value
    ) throws -> Outcome<Value> {
        let now = clock.now()
        var draft = AuditDraft(officer: officer, action: action, policyDigest: rules.digest)
        let recollection = recalling ? memory.recollection(at: try changes.factsMark()) : nil
        do {
            let caller = try knownOfficer(officer, changes)
            recollection?.learn(caller)
            if let idempotency, let kept = try replay(idempotency, of: action, by: officer, as: Value.self, changes) {
                return .again(kept.value, kept.index)
            }
            var acting = Acting(
                changes: changes, recollection: recollection, caller: caller, rules: rules, keys: keys, random: random, now: now,
                draft: draft)
            defer { draft = acting.draft }
            let value = try changes.undoable { try body(&acting) }
            for draft in acting.draftsOfThoseShown { _ = try log.append(draft, outcome: .permitted, code: nil, at: now, in: changes) }
            let entry = try log.append(acting.draft, outcome: .permitted, code: nil, at: now, in: changes)
            for draft in acting.consequences { _ = try log.append(draft, outcome: .permitted, code: nil, at: now, in: changes) }
            try keep(KeptAnswer(value: value, index: entry.index), idempotency, acting, changes)
            return .done(value, entry)
        } catch let refusal as Refusal {
            return .refused(try logged(refusal.logged, answer: refusal.answered, draft, at: now, changes))
        } catch let error as ExchangeError where error.code != .storageFailed {
            return .refused(try logged(error, answer: error, draft, at: now, changes))
        }
    }

    private func logged(
        _ error: ExchangeError, answer: ExchangeError, _ draft: AuditDraft, at now: Timestamp, _ changes: any StorageWriter
    ) throws -> ExchangeError {
        let outcome: AuditOutcome = error.code == .denied ? .denied : .failed
        var answer = answer
        answer.auditIndex = try log.append(draft, outcome: outcome, code: error.code.rawValue, at: now, in: changes).index
        return answer
    }

    func knownOfficer(_ id: OfficerID, _ facts: any StorageReader) throws -> OfficerFacts {
        guard let officer = try facts.officer(id), let organisation = try facts.organisation(id.organisation) else {
            throw ExchangeError(
                .unknownOfficer, "your certificate is valid but you are not in the directory; ask your administrator to add you")
        }
        guard !officer.disabled else {
            throw ExchangeError(.disabledOfficer, "your access has been disabled; ask your administrator")
        }
        return OfficerFacts(officer: officer, organisation: organisation)
    }
}
