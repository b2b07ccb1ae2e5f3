import FuzzKit
@testable import TransparencyLog

/// A log with two keys and two witnesses, made anew in each run, always the same ones: their keys are nobody's.
enum LogFixtures {
    static let origin = "fuzz.example/log"
    static let signer = fixture { try NoteSigner(name: origin, privateKeyBytes: [UInt8](repeating: 1, count: 32)) }
    static let nextSigner = fixture { try NoteSigner(name: origin, privateKeyBytes: [UInt8](repeating: 2, count: 32)) }
    static let verifier = fixture { try NoteVerifier(verifierKey: signer.verifierKey) }
    static let cosigners = (0..<2).map { number in
        fixture { try Cosigner(name: "witness.example/w\(number)", privateKeyBytes: [UInt8](repeating: UInt8(10 + number), count: 32)) }
    }
    static let policy = fixture {
        let witnesses = zip(["af", "fk"], cosigners).map { WitnessPolicy.Witness(organisation: $0, key: $1.verifier) }
        return try WitnessPolicy(witnesses, quorum: 2)
    }

    static let leaves = (0..<37).map { LogHash.leaf(Array("leaf \($0)")) }
    static let nodes: [NodeID: LogHash] = fixture {
        var frontier = TreeFrontier()
        return Dictionary(uniqueKeysWithValues: leaves.flatMap { frontier.append($0) })
    }

    static func hash(_ id: NodeID) throws(LogError) -> LogHash {
        guard let hash = nodes[id] else { throw .inclusionNotProven }
        return hash
    }

    static func root(of size: Int) -> LogHash { LogHash.root(over: Array(leaves.prefix(size))) }

    static func head(of size: Int) -> SignedNote {
        fixture { try signer.sign(try Checkpoint(origin: origin, size: UInt64(size), root: root(of: size))) }
    }

    /// The heads that the log has signed.
    static let heads = [3, 5, 37].map { head(of: $0) }

    /// A head with both cosignatures.
    static let cosigned = fixture {
        let head = try Checkpoint(parsing: heads[1].text)
        return try heads[1].adding(try cosigners.map { try $0.cosign(head, at: 1_780_315_200) })
    }

    static let statement = fixture { try LogKeyStatement(replacing: signer, by: nextSigner, from: 5) }

    static let proof = fixture {
        let hashes = try inclusionProof(of: 3, inTreeOf: 5) { id throws(LogError) in try hash(id) }
        return try LogProof(extra: Array("{}"), index: 3, hashes: hashes, checkpoint: cosigned)
    }

    /// What the first witness is asked that knows the log at size 3.
    static let request = fixture {
        let hashes = try consistencyProof(from: 3, to: 5) { id throws(LogError) in try hash(id) }
        return try AddCheckpointRequest(oldSize: 3, proof: hashes, note: heads[1])
    }
}
