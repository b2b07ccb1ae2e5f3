import Foundation
import SignedRecords

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

/// The answer of a call, as it is kept for when the call is made again. The receipt is made anew then, from the entry.
struct KeptAnswer<Value: Codable>: Codable {
    let value: Value
    let index: UInt64
}

extension Exchange {
    func replay<Value: Codable & Sendable>(
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

    func keep<Value: Codable & Sendable>(
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
