import FuzzKit
@testable import TransparencyLog

/// Proofs. A text of a proof is written as it was read. After a zero byte come instructions: a leaf, a tree and changes to a true proof, which
/// then holds if nothing was changed, and otherwise doesn't.
enum ProofProperties {
    static let target = FuzzTarget("proof", dictionary: "log", replays: 1500, seeds: { seeds }, check)

    private static var seeds: [[UInt8]] {
        [
            Array(LogFixtures.proof.encoded), [0, 0, 3, 30, 1], [0, 1, 3, 36, 2], [0, 0, 3, 30, 0, 0, 0, 1, 0, 0, 5],
            [0, 1, 6, 20, 0, 2, 0, 1],
        ]
    }

    static func check(_ bytes: [UInt8]) -> FuzzOutcome {
        outcome {
            guard bytes.first != 0 else { return try changed(bytes.dropFirst()) }
            guard let proof = try? LogProof(parsing: bytes) else { return false }
            try require(Array(proof.encoded) == bytes, "a proof is written otherwise")
            try require(proof.hashes.count <= LogProof.hashLimit, "\(proof.hashes.count) hashes")
            guard (try? proof.verify(leaf: LogFixtures.leaves[3], by: LogFixtures.verifier)) != nil else { return true }
            let isTrue = proof.index == 3 && LogFixtures.heads.contains { $0.text.isSame(as: proof.checkpoint.text) }
            try require(isTrue, "a proof of what isn't in the log")
            return true
        }
    }

    private static func changed(_ bytes: ArraySlice<UInt8>) throws -> Bool {
        var reader = FuzzReader(bytes)
        let isInclusion = reader.byte() % 2 == 0
        let first = Int(reader.byte()) % 36
        let size = first + 1 + Int(reader.byte()) % (37 - first)
        return isInclusion ? try inclusion(first, size, &reader) : try consistency(max(1, first), size, &reader)
    }

    private static func inclusion(_ index: Int, _ size: Int, _ reader: inout FuzzReader) throws -> Bool {
        let truth = try inclusionProof(of: UInt64(index), inTreeOf: UInt64(size)) { id throws(LogError) in try LogFixtures.hash(id) }
        let stated = change(truth, &reader)
        let root = LogFixtures.root(of: size)
        let leaf = LogFixtures.leaves[index]
        let holds = (try? verifyInclusion(of: leaf, at: UInt64(index), size: UInt64(size), proof: stated, root: root)) != nil
        try require(holds == (stated == truth), "leaf \(index) of \(size): \(holds)")
        // At another place, in another tree, of another leaf.
        let place = reader.number(bytes: 8)
        let elsewhere: Void? = try? verifyInclusion(of: leaf, at: place, size: UInt64(size), proof: truth, root: root)
        try require(elsewhere == nil || place == index, "leaf \(index) of \(size) at \(place)")
        let neighbour = LogFixtures.leaves[(index + 1) % LogFixtures.leaves.count]
        let other: Void? = try? verifyInclusion(of: neighbour, at: UInt64(index), size: UInt64(size), proof: stated, root: root)
        try require(other == nil, "another leaf at \(index) of \(size)")
        return true
    }

    private static func consistency(_ old: Int, _ new: Int, _ reader: inout FuzzReader) throws -> Bool {
        let truth = try consistencyProof(from: UInt64(old), to: UInt64(new)) { id throws(LogError) in try LogFixtures.hash(id) }
        let stated = change(truth, &reader)
        let (oldRoot, newRoot) = (LogFixtures.root(of: old), LogFixtures.root(of: new))
        let holds = (try? verifyConsistency(from: UInt64(old), oldRoot, to: UInt64(new), newRoot, proof: stated)) != nil
        try require(holds == (stated == truth), "from \(old) to \(new): \(holds)")
        let size = reader.number(bytes: 8)
        let from: Void? = try? verifyConsistency(from: size, newRoot, to: UInt64(new), newRoot, proof: stated)
        try require(from == nil || size == new, "the new root taken for that of \(size) of \(new)")
        return true
    }

    private static func change(_ proof: [LogHash], _ reader: inout FuzzReader) -> [LogHash] {
        var proof = proof
        for _ in 0..<reader.byte() % 4 where !proof.isEmpty {
            let place = Int(reader.byte()) % proof.count
            switch reader.byte() % 4 {
            case 0:
                var bytes = proof[place].bytes
                bytes[Int(reader.byte() % 32)] ^= 1 << (reader.byte() % 8)
                proof[place] = (try? LogHash(bytes: bytes)) ?? proof[place]
            case 1: proof.remove(at: place)
            case 2: proof.insert(proof[place], at: place)
            default: proof.swapAt(place, Int(reader.byte()) % proof.count)
            }
        }
        return proof
    }
}
