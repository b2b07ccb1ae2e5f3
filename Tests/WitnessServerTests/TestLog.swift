import Foundation
import TransparencyLog

/// A log with a key, and another history that parts from it behind the third entry.
struct TestLog {
    let signer: NoteSigner
    let origin: String
    private var honest = Tree()
    private var forked = Tree()

    init(_ origin: String = "log.example/a", entries: Int = 20) throws {
        self.origin = origin
        signer = try NoteSigner(name: origin, privateKeyBytes: Array(repeating: 11, count: 32))
        for number in 0..<entries {
            honest.append([UInt8(number)])
            forked.append(number < 3 ? [UInt8(number)] : [UInt8(number), 1])
        }
    }

    /// The key that took over from `signer`.
    var successor: NoteSigner {
        get throws { try NoteSigner(name: origin, privateKeyBytes: Array(repeating: 12, count: 32)) }
    }

    func request(
        _ old: UInt64, _ new: UInt64, forked isForked: Bool = false, by other: NoteSigner? = nil
    ) throws -> AddCheckpointRequest {
        let tree = isForked ? forked : honest
        let proof = old == 0 ? [] : try consistencyProof(from: old, to: new) { try tree.node($0) }
        let note = try (other ?? signer).sign(Checkpoint(origin: origin, size: new, root: tree.root(new)))
        return try AddCheckpointRequest(oldSize: old, proof: proof, note: note)
    }

    var verifier: NoteVerifier {
        get throws { try NoteVerifier(verifierKey: signer.verifierKey) }
    }
}

private struct Tree {
    struct Missing: Error {}

    var frontier = TreeFrontier()
    var nodes: [NodeID: LogHash] = [:]
    var roots = [LogHash.emptyTree]

    mutating func append(_ entry: [UInt8]) {
        for (id, hash) in frontier.append(.leaf(entry)) { nodes[id] = hash }
        roots.append(frontier.root)
    }

    func node(_ id: NodeID) throws -> LogHash {
        guard let hash = nodes[id] else { throw Missing() }
        return hash
    }

    func root(_ size: UInt64) -> LogHash { roots[Int(size)] }
}

func testCosigner(_ byte: UInt8 = 21) throws -> Cosigner {
    try Cosigner(name: "witness.example/w1", privateKeyBytes: Array(repeating: byte, count: 32))
}

/// A folder that goes when the test ends.
final class Scratch: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "witness-\(UUID().uuidString)").path()
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func files(_ folder: String = "state") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)").sorted()
    }
}
