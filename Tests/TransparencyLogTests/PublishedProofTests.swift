import Foundation
import Testing
import TransparencyLog

/// Inclusion and consistency proofs, good and bad, published with transparency-dev/merkle. Read in place, never copied.
enum PublishedProofs {
    static let folder: URL = {
        let environment = ProcessInfo.processInfo.environment["KEDJA_CONFORMANCE"].map { URL(filePath: $0) }
        let root = environment ?? packageRoot.deletingLastPathComponent().appending(path: "shared/conformance")
        return root.appending(path: "merkle/testdata")
    }()

    static var isPresent: Bool { FileManager.default.fileExists(atPath: folder.path()) }

    static func load<Case: Decodable>(_ kind: String, as: Case.Type) throws -> [(name: String, vector: Case)] {
        let files = FileManager.default.enumerator(at: folder.appending(path: kind), includingPropertiesForKeys: nil)
        let vectors = (files?.allObjects ?? []).compactMap { $0 as? URL }.filter { $0.pathExtension == "json" }
        return try vectors.map { ($0.path(), try JSONDecoder().decode(Case.self, from: Data(contentsOf: $0))) }
    }

    struct Inclusion: Decodable {
        let leafIdx: UInt64
        let treeSize: UInt64
        let root: Data?
        let leafHash: Data?
        let proof: [Data]?
        let wantErr: Bool
    }

    struct Consistency: Decodable {
        let size1: UInt64
        let size2: UInt64
        let root1: Data?
        let root2: Data?
        let proof: [Data]?
        let wantErr: Bool
    }

    /// Some vectors put short words where a hash stands ("don't care"). Filled up to 32 bytes they stay different from each other
    /// and it is the proof's verification, not the length of a hash, that has to judge. An empty hash is refused as it is.
    static func hash(_ data: Data?) throws -> LogHash {
        let bytes = Array(data ?? Data())
        guard (1..<LogHash.byteCount).contains(bytes.count) else { return try LogHash(bytes: bytes) }
        return try LogHash(bytes: bytes + Array(repeating: 0, count: LogHash.byteCount - bytes.count))
    }

    static func isRefused(_ check: () throws -> Void) -> Bool {
        do {
            try check()
            return false
        } catch {
            return true
        }
    }
}

@Suite("Published proofs", .enabled(if: PublishedProofs.isPresent, "no conformance data: set KEDJA_CONFORMANCE"))
struct PublishedProofTests {
    @Test("98 inclusion proofs, each with the published answer")
    func inclusion() throws {
        let vectors = try PublishedProofs.load("inclusion", as: PublishedProofs.Inclusion.self)
        #expect(vectors.count == 98)
        #expect(vectors.count { !$0.vector.wantErr } == 6)
        for (name, vector) in vectors {
            let isRefused = PublishedProofs.isRefused {
                let leaf = try PublishedProofs.hash(vector.leafHash)
                let root = try PublishedProofs.hash(vector.root)
                let proof = try (vector.proof ?? []).map(PublishedProofs.hash)
                try verifyInclusion(of: leaf, at: vector.leafIdx, size: vector.treeSize, proof: proof, root: root)
            }
            #expect(isRefused == vector.wantErr, "\(name)")
        }
    }

    @Test("98 consistency proofs, each with the published answer")
    func consistency() throws {
        let vectors = try PublishedProofs.load("consistency", as: PublishedProofs.Consistency.self)
        #expect(vectors.count == 98)
        #expect(vectors.count { !$0.vector.wantErr } == 6)
        for (name, vector) in vectors {
            let isRefused = PublishedProofs.isRefused {
                let root1 = try PublishedProofs.hash(vector.root1)
                let root2 = try PublishedProofs.hash(vector.root2)
                let proof = try (vector.proof ?? []).map(PublishedProofs.hash)
                try verifyConsistency(from: vector.size1, root1, to: vector.size2, root2, proof: proof)
            }
            #expect(isRefused == vector.wantErr, "\(name)")
        }
    }
}
