import Testing
import TransparencyLog

@Suite("TreeFrontier")
struct TreeFrontierTests {
    @Test("root, last leaf's proof and stored nodes are right at sizes 1 to 300")
    func growing() throws {
        var log = MemoryLog()
        var generator = SeededGenerator(seed: 11)
        for size in UInt64(1)...300 {
            log.append(.leaf(generator.bytes(8)))
            #expect(log.frontier.size == size)
            #expect(log.frontier.root == log.root(size))
            let proof = try log.frontier.inclusionProofOfLastLeaf()
            #expect(proof == (try inclusionProof(of: size - 1, inTreeOf: size, node: log.node)))
            #expect(proof == referencePath(Int(size) - 1, log.leaves[...]))
        }
    }

    @Test("append returns each completed subtree once, with its root")
    func completed() throws {
        var frontier = TreeFrontier()
        var log = MemoryLog()
        for count in 1...64 {
            let leaf = LogHash.leaf([UInt8(count)])
            log.append(leaf)
            let completed = frontier.append(leaf)
            #expect(completed.map(\.0.level) == Array(0...count.trailingZeroBitCount))
            for (id, hash) in completed {
                let leaves = Int(id.index) << id.level..<Int(id.index + 1) << id.level
                #expect(leaves.upperBound == count)
                #expect(hash == referenceRoot(log.leaves[leaves]))
            }
        }
        #expect(log.nodes.count == 127)
    }

    @Test("a frontier rebuilt from stored nodes goes on as if never stopped")
    func rebuilding() throws {
        let log = MemoryLog(entries: 140, seed: 5)
        for size in UInt64(0)...130 {
            let hashes = try TreeFrontier.nodeIDs(ofSize: size).map(log.node)
            var rebuilt = try TreeFrontier(size: size, hashes: hashes)
            #expect(rebuilt.root == log.root(size))
            let isKnown = !size.isMultiple(of: 2)
            #expect(
                (try? rebuilt.inclusionProofOfLastLeaf()) == (isKnown ? referencePath(Int(size) - 1, log.leaves.prefix(Int(size))) : nil))
            for leaf in log.leaves[Int(size)...] { rebuilt.append(leaf) }
            #expect(rebuilt == log.frontier)
            #expect(rebuilt.hashValue == log.frontier.hashValue)
        }
    }

    @Test("the places of the edge, largest subtree first")
    func places() {
        #expect(TreeFrontier.nodeIDs(ofSize: 0).isEmpty)
        #expect(
            TreeFrontier.nodeIDs(ofSize: 11) == [NodeID(level: 3, index: 0), NodeID(level: 1, index: 4), NodeID(level: 0, index: 10)])
        #expect(TreeFrontier.nodeIDs(ofSize: .max).count == 64)
    }

    @Test("another number of hashes than the size needs is refused", arguments: [(UInt64(0), 1), (1, 0), (3, 1), (4, 2), (1 << 63, 1)])
    func refused(size: UInt64, count: Int) {
        #expect(throws: LogError.wrongFrontier(size: size, hashes: count)) {
            try TreeFrontier(size: size, hashes: Array(repeating: .emptyTree, count: count))
        }
    }

    @Test("an empty tree has the root of nothing and no last leaf")
    func empty() {
        #expect(TreeFrontier().root == .emptyTree)
        #expect(throws: LogError.lastLeafUnknown) { try TreeFrontier().inclusionProofOfLastLeaf() }
    }
}
