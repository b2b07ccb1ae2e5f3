import Foundation
import SignedRecords

extension Acting {
    /// Erases what a second person has confirmed. From here on the attempt is told of under the system key: the person's is gone.
    private func erasing(_ stored: StoredErasure, entry: UInt64) throws -> ErasedRows {
        switch stored.target {
        case .participant(let id): try changes.eraseParticipant(id, by: stored.id, entry: entry)
        case .document(let id): try changes.eraseDocument(id, by: stored.id)
        }
    }

    mutating func erase(_ stored: StoredErasure, _ asked: SignedRecord, _ facts: ErasureFacts, _ answer: SignedRecord) throws -> ErasureView
    {
        let entry = try changes.logSize()
        let terms = try CanonicalJSON.decode(ErasureRecord.self, from: asked.payload)
        let rows = try erasing(stored, entry: entry)
        var done = stored
        (done.state, done.endedBy, done.endedAt, done.entry, done.record) = (.done, caller.officer.id, now, entry, nil)
        // That somebody with protected identity was here is told to nobody.
        done.organisations = facts.protectedIdentity ? [] : facts.organisations
        done.answer = try keys.system.seal(answer.encoded, for: ErasureView.answerPlace(of: stored.id), random: random)
        try changes.updateErasure(done)
        draft.erased = ErasureStatement(
            erasure: stored.id, ground: stored.ground, decision: terms.decision, askedBy: stored.askedBy, confirmedBy: caller.officer.id,
            record: asked.digest, counts: rows.counts, entries: rows.entries)
        draft.owner = stored.askedBy.organisation
        draft.participant = nil
        draft.subjectKey = nil
        return try view(done)
    }
}

// MARK: After the commit

extension Exchange {
    private static let removalBatch = 64

    /// Removes what erasures have left outside the transaction: payloads, uploads' files, and traces of deleted rows in storage's own files.
    /// Goes on with what an earlier try, or a process that died, has left. Answers whether nothing is left; what failed stays noted.
    package func finishErasures() async -> Bool {
        forgetUnused()
        do {
            while true {
                let removals = try await reading { try $0.removals(limit: Exchange.removalBatch) }
                guard !removals.isEmpty else { return true }
                memory.forgetAll()
                guard try await finish(removals) else { return false }
            }
        } catch {
            return false
        }
    }

    /// Lets go of the keys and facts of everybody whom nobody has asked for in ten minutes.
    package func forgetUnused() { memory.age(to: clock.now()) }

    func hasRemovals() async throws(ExchangeError) -> Bool { try await reading { try !$0.removals(limit: 1).isEmpty } }

    /// Each for itself, so that one that fails holds up no other. The traces come last: the others leave some, too. Those of an erasure that
    /// commits while this scrubs stay noted: they may lie where it has been already.
    private func finish(_ removals: [StoredRemoval]) async throws -> Bool {
        var all = true
        for removal in removals where !removal.isTraces {
            do { try await remove(removal) } catch { all = false }
        }
        let traces = removals.filter(\.isTraces)
        guard !traces.isEmpty else { return all }
        do { try await storage.scrub() } catch { return false }
        try await transaction { changes in
            for each in traces { try changes.deleteRemoval(each) }
        }
        return all
    }

    private func remove(_ removal: StoredRemoval) async throws {
        switch removal {
        case .blob(let document): try await blobs.remove(document)
        case .upload(let upload): try await blobs.discard(upload)
        case .traces: break
        }
        try await transaction { try $0.deleteRemoval(removal) }
    }
}
