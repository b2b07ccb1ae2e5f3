import Testing
import TransparencyLog

@Suite("Proofs: every size, every index")
struct ProofPropertyTests {
    static let sizes: ClosedRange<UInt64> = 1...130

    @Test("inclusion proofs equal the RFC's recursion and verify", arguments: [UInt64(1)])
    func inclusion(seed: UInt64) throws {
        let log = MemoryLog(entries: Int(Self.sizes.upperBound), seed: seed)
        for size in Self.sizes {
            let root = log.root(size)
            for index in 0..<size {
                let proof = try inclusionProof(of: index, inTreeOf: size, node: log.node)
                #expect(proof == referencePath(Int(index), log.leaves.prefix(Int(size))))
                try verifyInclusion(of: log.leaves[Int(index)], at: index, size: size, proof: proof, root: root)
            }
        }
    }

    @Test("consistency proofs equal the RFC's recursion and verify", arguments: [UInt64(3)])
    func consistency(seed: UInt64) throws {
        let log = MemoryLog(entries: Int(Self.sizes.upperBound), seed: seed)
        let roots = ([0] + Array(Self.sizes)).map(log.root)
        for new in Self.sizes {
            for old in 1...new {
                let proof = try consistencyProof(from: old, to: new, node: log.node)
                #expect(proof == referenceSubproof(Int(old), log.leaves.prefix(Int(new))))
                try verifyConsistency(from: old, roots[Int(old)], to: new, roots[Int(new)], proof: proof)
            }
        }
    }

    @Test("an inclusion proof with anything changed proves nothing", arguments: [UInt64(1), 2, 3, 7, 8, 64, 97, 130])
    func inclusionMutations(size: UInt64) throws {
        let log = MemoryLog(entries: Int(size), seed: size)
        let root = log.root(size)
        for index in 0..<size {
            let leaf = log.leaves[Int(index)]
            let proof = try inclusionProof(of: index, inTreeOf: size, node: log.node)
            for mutated in try mutations(of: proof) {
                #expect(throws: LogError.inclusionNotProven) {
                    try verifyInclusion(of: leaf, at: index, size: size, proof: mutated, root: root)
                }
            }
            for other in [index ^ 1, index &+ 1, index &- 1, size, UInt64.max] where other != index {
                #expect(throws: LogError.self) { try verifyInclusion(of: leaf, at: other, size: size, proof: proof, root: root) }
            }
            #expect(throws: LogError.inclusionNotProven) {
                try verifyInclusion(of: flipped(leaf), at: index, size: size, proof: proof, root: root)
            }
            #expect(throws: LogError.inclusionNotProven) {
                try verifyInclusion(of: leaf, at: index, size: size, proof: proof, root: flipped(root))
            }
        }
    }

    @Test("a consistency proof with anything changed proves nothing", arguments: [UInt64(2), 3, 7, 8, 33, 64])
    func consistencyMutations(new: UInt64) throws {
        let log = MemoryLog(entries: Int(new), seed: new)
        let newRoot = log.root(new)
        for old in 1..<new {
            let oldRoot = log.root(old)
            let proof = try consistencyProof(from: old, to: new, node: log.node)
            for mutated in try mutations(of: proof) {
                #expect(throws: LogError.consistencyNotProven) {
                    try verifyConsistency(from: old, oldRoot, to: new, newRoot, proof: mutated)
                }
            }
            for (first, second) in [(try flipped(oldRoot), newRoot), (oldRoot, try flipped(newRoot)), (newRoot, oldRoot)] {
                #expect(throws: LogError.consistencyNotProven) {
                    try verifyConsistency(from: old, first, to: new, second, proof: proof)
                }
            }
        }
    }

    @Test("proofs work in the largest tree there can be")
    func largestTree() throws {
        let constant = LogHash.leaf([1])
        let size = UInt64.max
        for index in [0, 1, size / 2, size - 2, size - 1] {
            let proof = try inclusionProof(of: index, inTreeOf: size) { _ in constant }
            #expect((1...64).contains(proof.count))
            #expect(throws: LogError.inclusionNotProven) {
                try verifyInclusion(of: constant, at: index, size: size, proof: proof, root: constant)
            }
        }
        #expect(try consistencyProof(from: size - 1, to: size) { _ in constant }.count == 64)
    }

    /// Each element changed, removed, doubled; one too many at either end; two swapped; all gone.
    private func mutations(of proof: [LogHash]) throws -> [[LogHash]] {
        var all = [proof + [.emptyTree], [.emptyTree] + proof]
        if !proof.isEmpty { all.append([]) }
        for position in proof.indices {
            for bit in [0, 77, 255] {
                var changed = proof
                changed[position] = try flipped(proof[position], bit: bit)
                all.append(changed)
            }
            var (shorter, longer) = (proof, proof)
            shorter.remove(at: position)
            longer.insert(proof[position], at: position)
            all += [shorter, longer]
        }
        for position in proof.indices.dropFirst() {
            var swapped = proof
            swapped.swapAt(position - 1, position)
            all.append(swapped)
        }
        return all
    }
}

@Suite("Proofs: what is refused")
struct ProofRefusalTests {
    let log = MemoryLog(entries: 9)

    @Test("an index outside the tree", arguments: [(UInt64(9), UInt64(9)), (10, 9), (0, 0), (.max, .max)])
    func outside(index: UInt64, size: UInt64) {
        let expected = LogError.indexOutsideTree(index: index, size: size)
        #expect(throws: expected) { try inclusionProof(of: index, inTreeOf: size, node: log.node) }
        #expect(throws: expected) {
            try verifyInclusion(of: .emptyTree, at: index, size: size, proof: [], root: .emptyTree)
        }
    }

    @Test("a tree that shrinks, or starts empty")
    func sizes() {
        #expect(throws: LogError.sizesReversed(old: 5, new: 4)) { try consistencyProof(from: 5, to: 4, node: log.node) }
        #expect(throws: LogError.sizesReversed(old: 5, new: 4)) {
            try verifyConsistency(from: 5, log.root(5), to: 4, log.root(4), proof: [])
        }
        #expect(throws: LogError.consistencyFromEmptyTree) { try consistencyProof(from: 0, to: 4, node: log.node) }
        #expect(throws: LogError.consistencyFromEmptyTree) {
            try verifyConsistency(from: 0, .emptyTree, to: 4, log.root(4), proof: [])
        }
    }

    @Test("equal sizes with other roots, or with a proof")
    func equalSizes() throws {
        try verifyConsistency(from: 4, log.root(4), to: 4, log.root(4), proof: [])
        #expect(throws: LogError.consistencyNotProven) {
            try verifyConsistency(from: 4, log.root(4), to: 4, log.root(5), proof: [])
        }
        #expect(throws: LogError.consistencyNotProven) {
            try verifyConsistency(from: 4, log.root(4), to: 4, log.root(4), proof: [log.root(4)])
        }
    }

    @Test("a missing node is the reader's own error")
    func missingNode() {
        #expect(throws: MemoryLog.MissingNode.self) { try inclusionProof(of: 0, inTreeOf: 16, node: log.node) }
    }
}
