import TransparencyLog

extension Exchange {
    /// How many checkpoints with cosignatures are kept: a witness on a poor line may hand in one for a checkpoint that isn't the newest any more.
    private static var keptCheckpoints: Int { 64 }

    /// Reads what storage has of the witnesses; once, before anything is served.
    package func recallWitnesses() async throws(ExchangeError) {
        guard let witnessing else { return }
        // Whatever is handed in from now on is newer.
        let reading = witnessing.beginReading()
        let stored = try await self.reading { try $0.cosignedCheckpoints(limit: Exchange.keptCheckpoints) }
        do { try witnessing.take(stored, of: reading) } catch { throw ExchangeError.damaged(place: "cosigned_checkpoints") }
    }

    /// The newest checkpoint that has cosignatures, a signed note; `nil` before the first.
    package func cosignedCheckpoint() async throws(ExchangeError) -> [UInt8]? {
        try await reading { try $0.cosignedCheckpoints(limit: 1) }.first?.note
    }

    /// Takes a checkpoint of this log with cosignatures, keeps those that verify with the configured witnesses' keys, and stores them with
    /// those that it has.
    ///
    /// Whoever brings them needs no right: a cosignature speaks for itself, and nothing else is taken.
    @discardableResult
    package func takeCosignatures(_ bytes: [UInt8]) async throws(ExchangeError) -> WitnessStatus {
        guard let witnessing else { throw ExchangeError.invalid("this exchange has no witnesses; configure log.witnesses first") }
        let known = try await reading { try keys.logKeys(in: $0) }
        let note: SignedNote
        let size: UInt64
        do throws(LogError) {
            note = try SignedNote(parsing: bytes)
            size = try known.checkpoint(in: note).size
            guard try !witnessing.rules.policy.count(note).signed.isEmpty else { throw .unknownSigner }
        } catch {
            throw ExchangeError.invalid("the cosignatures can't be taken: \(error)")
        }
        let policy = witnessing.rules.policy
        let (stored, reading) = try await transaction { changes in
            let earlier = try changes.cosignedCheckpoint(ofSize: size).map { try SignedNote(parsing: $0.note) }
            if let earlier, !earlier.text.utf8.elementsEqual(note.text.utf8) { throw ExchangeError.damaged(place: "cosigned_checkpoints") }
            let merged = try note.keeping(known.key(ofSize: size), policy, besides: earlier)
            try changes.storeCosignedCheckpoint(CosignedCheckpoint(size: size, note: Array(merged.encoded.utf8)))
            let kept = try changes.cosignedCheckpoints(limit: Exchange.keptCheckpoints)
            if let last = kept.last { try changes.deleteCosignedCheckpoints(below: last.size) }
            return (kept, witnessing.beginReading())
        }
        do { try witnessing.take(stored, of: reading) } catch { throw ExchangeError.damaged(place: "cosigned_checkpoints") }
        return witnessing.status(at: clock.now())
    }

    /// Looks whether the quorum is missing, and writes an entry when that begins and when it ends.
    ///
    /// - Returns: `true` when it begins, `false` when it ends, `nil` when nothing changed.
    package func noteQuorum() async throws(ExchangeError) -> Bool? {
        let now = clock.now()
        guard let witnessing, let begins = witnessing.alarm(at: now) else { return nil }
        let log = log
        _ = try await transaction(endingWith: { try log.seal($0) }) { changes in
            var draft = try AuditDraft.ofExchange(begins ? .loseQuorum : .regainQuorum, changes)
            draft.resource = "log/witnesses"
            _ = try log.append(draft, outcome: .permitted, code: nil, at: now, in: changes)
        }
        witnessing.noteAlarm(begins)
        return begins
    }
}

extension SignedNote {
    /// The log's own lines, and of each witness the newest cosignature, from this note or an earlier one of the same text. All are verified.
    fileprivate func keeping(_ log: NoteVerifier, _ policy: WitnessPolicy, besides earlier: SignedNote?) throws(LogError) -> SignedNote {
        var lines = Array(signatures.filter { $0.keyID == log.keyID && $0.name == log.name }.prefix(1))
        for key in policy.witnesses.map(\.key) {
            let both = key.signatures(in: self) + (earlier.map(key.signatures) ?? [])
            // The time stands in front, big-endian, so that the bytes' order is the times'.
            guard let newest = both.max(by: { $0.bytes.lexicographicallyPrecedes($1.bytes) }) else { continue }
            lines.append(newest)
        }
        return try SignedNote(text: text, signatures: lines)
    }
}
