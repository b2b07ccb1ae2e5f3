import Foundation
import SignedRecords

/// A value whose audit entry is durable. Only `Exchange.act` makes one, after the commit; what releases a key takes it as a parameter.
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

/// What a POST carries so that it can be sent again: a key of the client's choice, and the SHA-256 of what is asked.
package struct Idempotency: Sendable, Hashable {
    package let key: String
    package let requestDigest: [UInt8]

    /// `nil` unless the key has 1 to 64 characters of printable ASCII.
    package init?(key: String, requestDigest: [UInt8]) {
        guard (1...64).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else { return nil }
        self.key = key
        self.requestDigest = requestDigest
    }
}

private enum Outcome<Value: Sendable>: Sendable {
    case done(Value, LoggedEntry)
    /// Done by an earlier call, whose entry this is.
    case again(Value, UInt64)
    case refused(ExchangeError)
}

/// The answer of a call, as it is kept for when the call is made again. The receipt is made anew then, from the entry.
private struct KeptAnswer<Value: Codable>: Codable {
    let value: Value
    let index: UInt64
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
        let (outcome, end) = try await transaction(endingWith: { try log.seal($0) }) { changes in
            try attempt(action, by: officer, idempotency: idempotency, rules: rules, changes: changes, body)
        }
        switch outcome {
        case .done(let value, let entry):
            if action.mayEndReading { grounds.noteLoss() }
            let receipt = if let receipt = end.flatMap(entry.receipt) { receipt } else { try await receipt(of: entry.index) }
            return Committed(value: value, receipt: receipt).witnessed(by: witnessing)
        case .again(let value, let index):
            return Committed(value: value, receipt: try await receipt(of: index)).witnessed(by: witnessing)
        case .refused(let error): throw error
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
        _ body: (inout Acting) throws -> Value
    ) throws -> Outcome<Value> {
        let now = clock.now()
        var draft = AuditDraft(officer: officer, action: action, policyDigest: rules.digest)
        do {
            let caller = try knownOfficer(officer, changes)
            if let idempotency, let kept = try replay(idempotency, of: action, by: officer, as: Value.self, changes) {
                return .again(kept.value, kept.index)
            }
            var acting = Acting(changes: changes, caller: caller, rules: rules, keys: keys, random: random, now: now, draft: draft)
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

// MARK: Calls that are made again

extension Exchange {
    private func replay<Value: Codable & Sendable>(
        _ idempotency: Idempotency, of action: Action, by officer: OfficerID, as type: Value.Type, _ facts: any StorageReader
    ) throws -> KeptAnswer<Value>? {
        guard let kept = try facts.replay(of: idempotency.key, by: officer), clock.now() - limits.replayLifetime <= kept.at else {
            return nil
        }
        guard kept.requestDigest == keys.index.replayDigest(idempotency.requestDigest, of: action) else {
            throw ExchangeError(.idempotencyKeyReused, "this Idempotency-Key was used for another request; use a fresh key for each action")
        }
        let place = Exchange.replayPlace(officer, idempotency.key)
        let bytes: [UInt8]
        if let id = kept.participant {
            guard let participant = try facts.participant(id) else { throw ExchangeError.notFound }
            let key = try keys.master.unwrap(participant.subjectKey, named: id.text, as: SubjectUse.self)
            bytes = try key.open(kept.answer, for: place)
        } else {
            bytes = try keys.system.open(kept.answer, for: place)
        }
        return try JSONDecoder().decode(KeptAnswer<Value>.self, from: Data(bytes))
    }

    private func keep<Value: Codable & Sendable>(
        _ answer: KeptAnswer<Value>, _ idempotency: Idempotency?, _ acting: Acting, _ changes: any StorageWriter
    ) throws {
        guard let idempotency else { return }
        let bytes = try CanonicalJSON.encode(answer)
        let place = Exchange.replayPlace(acting.draft.officer, idempotency.key)
        let sealed =
            if let key = acting.draft.subjectKey { try key.seal(bytes, for: place, random: random) } else {
                try keys.system.seal(bytes, for: place, random: random)
            }
        try changes.deleteReplays(before: acting.now - limits.replayLifetime)
        try changes.insertReplay(
            StoredReplay(
                key: idempotency.key, officer: acting.draft.officer,
                requestDigest: keys.index.replayDigest(idempotency.requestDigest, of: acting.draft.action), answer: sealed,
                participant: acting.draft.participant, at: acting.now))
    }

    private static func replayPlace(_ officer: OfficerID, _ key: String) -> String { "replay/\(officer)/\(key)" }
}

// MARK: Storage, with the exchange's errors

extension Exchange {
    func transaction<T: Sendable>(_ body: @escaping @Sendable (any StorageWriter) throws -> T) async throws(ExchangeError) -> T {
        do { return try await storage.write(body) } catch { throw ExchangeError(storage: error) }
    }

    /// For what writes an entry: `end` seals the log.
    func transaction<T: Sendable>(
        endingWith end: @escaping CommitEnd, _ body: @escaping @Sendable (any StorageWriter) throws -> T
    ) async throws(ExchangeError) -> (value: T, end: LogEnd?) {
        do { return try await storage.write(endingWith: end, body) } catch { throw ExchangeError(storage: error) }
    }

    func reading<T: Sendable>(_ body: @escaping @Sendable (any StorageReader) throws -> T) async throws(ExchangeError) -> T {
        do { return try await storage.read(body) } catch { throw ExchangeError(storage: error) }
    }
}

extension ExchangeError {
    /// An error of the exchange as it is; anything else becomes `storage-failed`, whose cause stays out of the answer.
    init(storage error: any Error) {
        self =
            error as? ExchangeError
            ?? ExchangeError(.storageFailed, "the exchange could not use its storage; try again, then tell the administrator")
    }
}
