import Foundation
import SignedRecords

/// A sealed payload on its way to a caller who may have it.
package struct Payload: Sendable {
    /// SHA-256 of the whole, 32 bytes.
    package let digest: [UInt8]
    package let blob: any Blob

    package var size: UInt64 { blob.size }
}

/// A retrieval whose payload is asked for, and its document where what is remembered says that it would still be permitted.
private struct ForeseenRetrieval: Sendable {
    let retrieval: StoredRetrieval
    let document: StoredDocument?
}

extension Exchange {
    /// The payload of a permitted retrieval, sealed as it lies. Decides again, so that what has been withdrawn since is refused.
    package func payload(of id: RetrievalID, by caller: OfficerID) async throws(ExchangeError) -> Payload {
        let (now, losses) = (clock.now(), grounds.losses)
        guard let known = try await foresee(id, by: caller, at: now), known.retrieval.officer == caller, now < known.retrieval.expiresAt
        else {
            try await refuseUnknown(.retrieveDocument, id.text, by: caller)
            throw .notFound
        }
        guard let stored = try await permitted(known) else { return try await refusedPayload(known.retrieval) }
        guard let blob = try await blobbing({ try await blobs.open(stored.id) }) else {
            throw ExchangeError(.damaged, "the document's payload is missing from storage; tell the administrator")
        }
        return Payload(
            digest: stored.payloadDigest,
            blob: WatchedBlob(blob: blob, retrieval: known.retrieval, exchange: self, look: GroundLook(losses: losses, at: now)))
    }

    /// The sealed payload of a document whose key goes out now, where it's small. Where something was taken from anybody since it was permitted,
    /// that's decided again. `nil` where it's large, can't be read, or isn't permitted any more: the call that fetches it then tells what is wrong.
    func smallPayload(of granted: Committed<RetrievalGrant>, by caller: OfficerID, since losses: UInt64) async -> [UInt8]? {
        let (view, id) = (granted.value.view, granted.value.retrieval)
        guard view.payloadSize <= Limits.payloadInAnswer, let blob = try? await blobs.open(view.id), blob.size == view.payloadSize,
            let bytes = try? await blob.read(at: 0, count: Int(view.payloadSize)), bytes.count == Int(view.payloadSize)
        else { return nil }
        if grounds.losses != losses {
            guard let known = try? await foresee(id, by: caller, at: clock.now()), (try? await permitted(known)) != nil else { return nil }
        }
        tally.bytesGiven.add(view.payloadSize)
        return bytes
    }

    /// `nil` where there's no such retrieval. Whether it would be permitted is looked at for the one whose it is alone.
    private func foresee(_ id: RetrievalID, by caller: OfficerID, at now: Timestamp) async throws(ExchangeError) -> ForeseenRetrieval? {
        let rules = rulebook.current
        return try await reading { facts in
            try facts.retrieval(id).map { retrieval in
                let document = retrieval.officer == caller ? try stillPermitted(retrieval, rules, at: now, by: facts) : nil
                return ForeseenRetrieval(retrieval: retrieval, document: document)
            }
        }
    }

    private func permitted(_ known: ForeseenRetrieval) async throws(ExchangeError) -> StoredDocument? {
        if let document = known.document { document } else { try await stillPermitted(known.retrieval) }
    }

    /// The document when the retrieval would still be permitted by what is remembered, and that is what storage has; `nil` where that can't be told.
    private func stillPermitted(
        _ retrieval: StoredRetrieval, _ rules: Rules, at now: Timestamp, by facts: any StorageReader
    ) throws -> StoredDocument? {
        guard retrieval.emergency == nil, let recollection = memory.recollection(at: now),
            let caller = recollection.caller(retrieval.officer)
        else { return nil }
        var acting = Acting(
            changes: nil, recollection: recollection, caller: caller, rules: rules, keys: keys, random: random, now: now,
            draft: AuditDraft(officer: retrieval.officer, action: .retrieveDocument, policyDigest: rules.digest))
        guard let (known, stored) = try? acting.document(retrieval.document),
            let decision = try? acting.decideRetrieval(of: known, for: retrieval.purpose), decision.permitted
        else { return nil }
        return try recollection.grounds.stillHold(in: facts) ? stored : nil
    }

    /// The document when the policies would still permit the retrieval.
    func stillPermitted(_ retrieval: StoredRetrieval) async throws(ExchangeError) -> StoredDocument? {
        let rules = rulebook.current
        let (keys, random, now) = (keys, random, clock.now())
        return try await transaction { changes in
            guard let officer = try changes.officer(retrieval.officer), !officer.disabled,
                let organisation = try changes.organisation(officer.id.organisation)
            else { return nil }
            var acting = Acting(
                changes: changes, caller: OfficerFacts(officer: officer, organisation: organisation), rules: rules, keys: keys,
                random: random,
                now: now, draft: AuditDraft(officer: officer.id, action: .retrieveDocument, policyDigest: rules.digest))
            let (facts, stored) = try acting.document(retrieval.document)
            let decision =
                retrieval.emergency == nil
                ? try acting.decideRetrieval(of: facts, for: retrieval.purpose)
                : rules.decide(.emergencyRetrieve, by: acting.caller, on: .document(facts), in: Circumstances(now: now))
            return decision.permitted ? stored : nil
        }
    }

    /// Logs the refusal as any other retrieval's, and throws it.
    @discardableResult
    func refusedPayload(_ retrieval: StoredRetrieval) async throws(ExchangeError) -> Payload {
        guard retrieval.emergency == nil else { return try await refusedEmergencyPayload(retrieval) }
        _ = try await retrieve(retrieval.document, for: retrieval.purpose, by: retrieval.officer)
        throw .notFound
    }
}
