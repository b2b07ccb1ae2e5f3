import Foundation
import SignedRecords
import TransparencyLog

@testable import Exchange

/// A log as the exchange keeps it, in memory.
struct FakeLog: Sendable {
    static let origin = "kedja.test/log"
    private(set) var signer: NoteSigner
    private(set) var views: [AuditEntryView] = []
    private var tree = TreeFrontier()
    private var nodes: [NodeID: LogHash] = [:]

    init(seed: UInt8 = 9) throws { signer = try NoteSigner(name: Self.origin, privateKeyBytes: [UInt8](repeating: seed, count: 32)) }

    var size: UInt64 { tree.size }

    @discardableResult
    mutating func append(
        _ action: Action, by officer: OfficerID, resource: String? = nil, purpose: Purpose? = nil, outcome: AuditOutcome = .permitted,
        record: String? = nil, erased: ErasureStatement? = nil, participant: ParticipantID? = nil
    ) throws -> Receipt {
        let entry = AuditEntry(
            index: size, at: testNow, officer: officer, action: action, resource: resource, participant: participant, owner: nil,
            purpose: purpose,
            outcome: outcome, code: nil, policies: ["p1"], policyErrors: [], policyDigest: "ab", consent: nil, approval: nil,
            record: record,
            erased: erased)
        let text = try CanonicalJSON.encode(entry)
        let salt = [UInt8](repeating: UInt8(truncatingIfNeeded: size), count: 32)
        let commitment = Commitment(to: text, salt: salt, at: testNow)
        let opening = Opening(salt: salt, text: text)
        for (id, hash) in tree.append(commitment.hash) { nodes[id] = hash }
        views.append(
            AuditEntryView(
                index: entry.index, leaf: Data(commitment.leaf).base64EncodedString(), leafHash: commitment.hash.base64, opening: opening,
                closed: nil, entry: entry))
        return Receipt(
            index: entry.index, leaf: commitment.leaf, opening: opening, inclusionProof: try tree.inclusionProofOfLastLeaf(),
            checkpoint: Array(try note().utf8))
    }

    /// Replaces the key as the exchange does: the entry that tells of it is the first that the new one seals.
    @discardableResult
    mutating func replaceKey(by new: NoteSigner, record: String? = nil) throws -> LogKeyStatement {
        let statement = try LogKeyStatement(replacing: signer, by: new, from: size + 1)
        signer = new
        try append(.rotateLogKey, by: World.officer("sdf-angered/kedjad"), record: record ?? statement.digest)
        return statement
    }

    /// The receipt of an entry, proven against the newest checkpoint.
    func receipt(of index: UInt64) throws -> Receipt {
        let view = views[Int(index)]
        let proof = try inclusionProof(of: index, inTreeOf: size) { try hash($0) }
        return Receipt(
            index: index, leaf: Array(Data(base64Encoded: view.leaf) ?? Data()),
            opening: view.opening ?? Opening(salt: [], text: []), inclusionProof: proof, checkpoint: Array(try note().utf8))
    }

    func note(by other: NoteSigner? = nil) throws -> String {
        try (other ?? signer).sign(try Checkpoint(origin: Self.origin, size: tree.size, root: tree.root)).encoded
    }

    func consistency(from old: UInt64, to new: UInt64) throws -> [String] {
        try consistencyProof(from: old, to: new) { try hash($0) }.map(\.base64)
    }

    private func hash(_ id: NodeID) throws -> LogHash {
        guard let hash = nodes[id] else { throw LogError.malformedProof }
        return hash
    }
}
