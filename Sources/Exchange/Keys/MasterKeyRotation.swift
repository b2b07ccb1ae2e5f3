import TransparencyLog

/// Changes the master key, beside whatever else uses the storage: `kedjad keys rotate`.
///
/// 1. One transaction notes the rotation, old and new key, and logs it. From then on new subject keys are wrapped by the new key.
/// 2. Small transactions wrap what the old key wraps by the new one. Each value names its key, so any of it may be done twice or left off
///    anywhere, and nothing waits long.
/// 3. One transaction sees that every subject key is wrapped by the new key, wraps the exchange's own keys by it, makes it the one in force
///    and logs that. Transactions are serial, so nobody registers in between.
/// 4. What the old key had wrapped is scrubbed from storage, and that is noted.
///
/// `perform` begins where an earlier one stopped, wherever that was. The new key never lies in storage, not even wrapped by the old one: a backup
/// taken meanwhile and the old key would give it away.
package struct MasterKeyRotation: Sendable {
    /// What is told while it runs.
    package enum Step: Hashable, Sendable {
        case begun(KeyRotation, again: Bool)
        /// So many subject keys of so many are wrapped by the new key.
        case rewrapped(Int, of: Int)
        /// The new key is in force.
        case finished(KeyRotation)
    }

    private let storage: any Storage
    private let new: MasterKey
    private let masters: MasterKeyring
    private let clock: Clock
    private let random: RandomSource
    private let batchSize: Int

    /// - Parameters:
    ///   - new: the key that takes over, which must be durable in its file.
    ///   - masters: holds the key in force, too.
    ///   - batchSize: how many subject keys a transaction wraps.
    package init(
        in storage: any Storage, to new: MasterKey, holding masters: MasterKeyring, clock: Clock, random: RandomSource, batchSize: Int = 500
    ) {
        self.storage = storage
        self.new = new
        self.masters = masters
        self.clock = clock
        self.random = random
        self.batchSize = batchSize
    }

    /// Rotates, or goes on with what was begun.
    ///
    /// - Throws: `ExchangeError`: `conflict` when another rotation is under way or the key can't take over, `wrongMasterKey` when the key in force
    ///   isn't held, `damaged` when something doesn't open under it; nothing of it is lost then.
    package func perform(_ report: @Sendable (Step) -> Void) async throws(ExchangeError) -> KeyRotation {
        var rotation = try await begin(report)
        while rotation.isUnderWay {
            try await rewrapAll(report)
            rotation = try await finish()
        }
        report(.finished(rotation))
        guard rotation.scrubbedAt == nil else { return rotation }
        do { try await storage.scrub() } catch { throw ExchangeError(storage: error) }
        rotation.scrubbedAt = clock.now()
        let scrubbed = rotation
        try await write { try $0.updateKeyRotation(scrubbed) }
        return scrubbed
    }

    // MARK: 1

    private func begin(_ report: @Sendable (Step) -> Void) async throws(ExchangeError) -> KeyRotation {
        let (rotation, again) = try await write { changes in
            let stored = try storedKeys(changes)
            let rotations = try changes.keyRotations()
            if let begun = try rotations.last.flatMap({ try continued($0, stored) }) { return (begun, true) }
            try requireFresh(stored, rotations)
            let rotation = KeyRotation(old: stored.masterKeyID, new: new.keyID, begunAt: clock.now())
            let keys = try stored.open(with: masters)
            try changes.insertKeyRotation(rotation)
            try log(.beginKeyRotation, rotation, keys, changes)
            return (rotation, false)
        }
        report(.begun(rotation, again: again))
        return rotation
    }

    /// The last rotation, when it's this one.
    private func continued(_ last: KeyRotation, _ stored: StoredKeys) throws(ExchangeError) -> KeyRotation? {
        if last.new == new.keyID, last.isUnderWay || stored.masterKeyID == new.keyID { return last }
        guard last.isUnderWay else { return nil }
        throw ExchangeError(
            .conflict,
            "a change of master key from \(last.old) to \(last.new) is under way; finish it with key \(last.new), not \(new.keyID)")
    }

    /// A key that was replaced once is known to whoever replaced it, and opens what was kept from then.
    private func requireFresh(_ stored: StoredKeys, _ rotations: [KeyRotation]) throws(ExchangeError) {
        if stored.masterKeyID == new.keyID {
            throw ExchangeError(.conflict, "master key \(new.keyID) is in force already; a change needs another")
        }
        guard let earlier = rotations.first(where: { $0.old == new.keyID }) else { return }
        throw ExchangeError(
            .conflict, "master key \(new.keyID) was replaced on \(earlier.day); a change needs one that was never used")
    }

    // MARK: 2

    private func rewrapAll(_ report: @Sendable (Step) -> Void) async throws(ExchangeError) {
        let all = try await write { try $0.subjectKeyCount(beginningWith: []) }
        var (done, last): (Int, ParticipantID?) = (0, nil)
        repeat {
            let from = last
            let batch = try await write { try rewrap(after: from, $0) }
            (done, last) = (done + batch.count, batch.last?.participant)
            report(.rewrapped(min(done, all), of: all))
        } while last != nil
    }

    /// Wraps the next few again, where that isn't done, and answers them.
    private func rewrap(after last: ParticipantID?, _ changes: any StorageWriter) throws -> [WrappedSubjectKey] {
        let batch = try changes.subjectKeys(after: last, limit: batchSize)
        for wrapped in batch where wrapped.key.keyID != new.keyID {
            let name = wrapped.participant.text
            let subject = try masters.unwrap(wrapped.key, named: name, as: SubjectUse.self)
            try changes.replaceSubjectKey(of: wrapped.participant, with: try new.wrap(subject, named: name, random: random))
        }
        return batch
    }

    // MARK: 3

    /// Puts the new key in force. Answers the rotation as before when something is left that the old key wraps, and as it is when another
    /// process has finished it.
    private func finish() async throws(ExchangeError) -> KeyRotation {
        try await write { changes in
            let stored = try storedKeys(changes)
            guard var rotation = try changes.keyRotations().last, rotation.new == new.keyID else { throw ExchangeError.notFound }
            let isWhole = try changes.subjectKeyCount(beginningWith: new.sealedPrefix) == changes.subjectKeyCount(beginningWith: [])
            guard rotation.isUnderWay, isWhole else { return rotation }
            let keys = try stored.open(with: masters)
            try changes.replaceKeys(try stored.rewrapped(from: try masters.key(rotation.old), to: new, random: random))
            rotation.finishedAt = clock.now()
            try changes.updateKeyRotation(rotation)
            try log(.finishKeyRotation, rotation, keys, changes)
            return rotation
        }
    }

    // MARK: Log and storage

    private func log(_ action: Action, _ rotation: KeyRotation, _ keys: ExchangeKeys, _ changes: any StorageWriter) throws {
        var draft = try AuditDraft.ofExchange(action, changes)
        draft.resource = "\(rotation.old)/\(rotation.new)"
        let log = AuditLog(keys: keys, random: random)
        _ = try log.append(draft, outcome: .permitted, code: nil, at: clock.now(), in: changes)
        // The keys are known only inside the transaction; sealing here rather than at its end costs nobody anything.
        _ = try log.seal(changes)
    }

    private func storedKeys(_ facts: any StorageReader) throws -> StoredKeys { try StoredKeys.required(facts) }

    private func write<T: Sendable>(_ body: @escaping @Sendable (any StorageWriter) throws -> T) async throws(ExchangeError) -> T {
        do { return try await storage.write(body) } catch { throw ExchangeError(storage: error) }
    }
}

extension KeyRotation {
    /// The day of its end, else of its beginning: `2026-11-24`.
    package var day: String { String((finishedAt ?? begunAt).description.prefix(10)) }
}

extension OfficerID {
    /// In whose name the log tells of what the exchange does by itself. The directory takes no officer of this name.
    static func exchange(of host: OrganisationID) -> OfficerID? { OfficerID("\(host)/kedjad") }
}
