import Foundation
import TransparencyLog

/// Leaves of the log in order, for whoever holds a copy of it.
package struct LeafPage: Sendable, Codable, Hashable {
    /// Base64, from the index that was asked for on.
    package let leaves: [String]
    package let next: UInt64?
}

/// The log itself, which tells nothing and so is open to every officer.
extension Exchange {
    /// The newest signed checkpoint, a signed note; `nil` before the first entry.
    package func checkpoint() async throws(ExchangeError) -> [UInt8]? {
        try await reading { try $0.checkpoint() }
    }

    /// Leaves from `index` on, at most a page.
    package func leaves(from index: UInt64) async throws(ExchangeError) -> LeafPage {
        let limit = limits.pageSize
        return try await reading { facts in
            let leaves = try facts.leaves(from: index, limit: limit)
            return LeafPage(
                leaves: leaves.map { Data($0).base64EncodedString() }, next: leaves.count == limit ? index + UInt64(limit) : nil)
        }
    }

    /// That the entry at `index` stands in the tree of `size` (RFC 6962 §2.1.1), hashes base64.
    package func inclusionProof(of index: UInt64, in size: UInt64) async throws(ExchangeError) -> [String] {
        try await proof(upTo: size) { node in try TransparencyLog.inclusionProof(of: index, inTreeOf: size, node: node) }
    }

    /// That the tree of `new` begins with the tree of `old` (RFC 6962 §2.1.2), hashes base64.
    package func consistencyProof(from old: UInt64, to new: UInt64) async throws(ExchangeError) -> [String] {
        try await proof(upTo: new) { node in try TransparencyLog.consistencyProof(from: old, to: new, node: node) }
    }

    private func proof(
        upTo size: UInt64, _ make: @escaping @Sendable ((NodeID) throws -> LogHash) throws -> [LogHash]
    ) async throws(ExchangeError) -> [String] {
        try await reading { facts in
            guard size <= (try facts.logSize()) else {
                throw ExchangeError.invalid("the log has fewer than \(size) entries; ask for its checkpoint")
            }
            do {
                var tree = TreeReader(facts)
                return try make { id in try tree.hash(at: id) }.map { Data($0.bytes).base64EncodedString() }
            } catch let error as LogError {
                throw ExchangeError.invalid("\(error)")
            }
        }
    }

    /// What is served at a tile's path, `tile/0/x001/234.p/8` (C2SP tlog-tiles); `nil` for any other spelling, and where no checkpoint covers it.
    ///
    /// A partial tile's width is in its path, so what is found there never changes, either.
    package func tile(at path: String) async throws(ExchangeError) -> [UInt8]? {
        guard let tile = try? Tile(path: path) else { return nil }
        return try await self.tile(tile)
    }

    /// A tile's hashes, or the entries under it as a bundle, at the width that is asked for (C2SP tlog-tiles); `nil` where no checkpoint covers it.
    func tile(_ tile: Tile) async throws(ExchangeError) -> [UInt8]? {
        try await reading { facts in
            guard let size = try facts.signedHead()?.size, tile.isCovered(byTreeOf: size) else { return nil }
            return try facts.bytes(of: tile)
        }
    }
}

// MARK: Receipts made anew

extension Exchange {
    /// The receipt of an entry, against the newest checkpoint. For whoever may have it: nothing is decided here.
    func receipt(of index: UInt64) async throws(ExchangeError) -> Receipt {
        let (log, master) = (log, keys.master)
        return try await reading { facts in
            guard let stored = try facts.entry(index), let note = try facts.checkpoint() else {
                throw ExchangeError.damaged(place: "entry/\(index)")
            }
            let subject = try stored.participant.map { id in
                guard let participant = try facts.participant(id) else { throw ExchangeError.damaged(place: "entry/\(index)") }
                return try master.unwrap(participant.subjectKey, named: id.text, as: SubjectUse.self)
            }
            let opened = try log.open(stored, subject: subject)
            var tree = TreeReader(facts)
            let size = try Checkpoint(storedNote: note).size
            let proof = try TransparencyLog.inclusionProof(of: index, inTreeOf: size) { try tree.hash(at: $0) }
            return Receipt(
                index: index, leaf: stored.leaf, opening: Opening(salt: opened.salt, text: opened.text), inclusionProof: proof,
                checkpoint: note)
        }
    }
}
