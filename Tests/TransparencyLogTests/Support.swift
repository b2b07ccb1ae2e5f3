import Foundation
import TransparencyLog

/// A small repeatable generator (SplitMix64), so that a failing property names its seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
    }
}

/// A log in memory: leaves, the stored subtrees, and the right edge.
struct MemoryLog {
    struct MissingNode: Error { let id: NodeID }

    private(set) var frontier = TreeFrontier()
    private(set) var leaves: [LogHash] = []
    private(set) var nodes: [NodeID: LogHash] = [:]

    init(leaves: [LogHash] = []) {
        for leaf in leaves { append(leaf) }
    }

    init(entries: Int, seed: UInt64 = 1) {
        var generator = SeededGenerator(seed: seed)
        self.init(leaves: (0..<entries).map { _ in LogHash.leaf(generator.bytes(12)) })
    }

    mutating func append(_ leaf: LogHash) {
        leaves.append(leaf)
        for (id, hash) in frontier.append(leaf) { nodes[id] = hash }
    }

    func node(_ id: NodeID) throws -> LogHash {
        guard let hash = nodes[id] else { throw MissingNode(id: id) }
        return hash
    }

    func root(_ size: UInt64) -> LogHash { referenceRoot(leaves.prefix(Int(size))) }
}

/// MTH of RFC 6962 §2.1, written as the text has it, to judge the real one.
func referenceRoot(_ leaves: ArraySlice<LogHash>) -> LogHash {
    guard let first = leaves.first else { return .emptyTree }
    guard leaves.count > 1 else { return first }
    let middle = leaves.startIndex + largestPower(below: leaves.count)
    return .node(referenceRoot(leaves[..<middle]), referenceRoot(leaves[middle...]))
}

/// PATH of RFC 6962 §2.1.1.
func referencePath(_ index: Int, _ leaves: ArraySlice<LogHash>) -> [LogHash] {
    guard leaves.count > 1 else { return [] }
    let split = largestPower(below: leaves.count)
    let left = leaves.prefix(split)
    let right = leaves.dropFirst(split)
    return index < split
        ? referencePath(index, left) + [referenceRoot(right)]
        : referencePath(index - split, right) + [referenceRoot(left)]
}

/// SUBPROOF of RFC 6962 §2.1.2.
func referenceSubproof(_ old: Int, _ leaves: ArraySlice<LogHash>, isOldRootKnown: Bool = true) -> [LogHash] {
    guard old < leaves.count else { return isOldRootKnown ? [] : [referenceRoot(leaves)] }
    let split = largestPower(below: leaves.count)
    let left = leaves.prefix(split)
    let right = leaves.dropFirst(split)
    return old <= split
        ? referenceSubproof(old, left, isOldRootKnown: isOldRootKnown) + [referenceRoot(right)]
        : referenceSubproof(old - split, right, isOldRootKnown: false) + [referenceRoot(left)]
}

private func largestPower(below count: Int) -> Int {
    var power = 1
    while power * 2 < count { power *= 2 }
    return power
}

/// The hash with one bit turned.
func flipped(_ hash: LogHash, bit: Int = 3) throws -> LogHash {
    var bytes = hash.bytes
    bytes[bit / 8 % 32] ^= 1 << UInt8(bit % 8)
    return try LogHash(bytes: bytes)
}

func bytes(hex: String) -> [UInt8] {
    let digits = Array(hex)
    return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0..<$0 + 2]), radix: 16) }
}

func hash(hex: String) throws -> LogHash {
    try LogHash(bytes: bytes(hex: hex))
}

/// The package's folder, from which other test data is found.
let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// A signer whose key follows from a number; for tests alone.
func testSigner(_ name: String = "log.example/test", seed: UInt64 = 7) throws -> NoteSigner {
    var generator = SeededGenerator(seed: seed)
    return try NoteSigner(name: name, privateKeyBytes: generator.bytes(32))
}
