import Testing
import TransparencyLog

/// The reference tree of eight leaves that Certificate Transparency's implementations publish and share.
@Suite("RFC 6962: the reference tree")
struct ReferenceTreeTests {
    static let entries = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]

    static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    struct Path: Sendable {
        let index: UInt64
        let size: UInt64
        let hashes: [String]
    }

    static let paths = [
        Path(index: 0, size: 1, hashes: []),
        Path(
            index: 0, size: 8,
            hashes: [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ]),
        Path(
            index: 5, size: 8,
            hashes: [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ]),
        Path(index: 2, size: 3, hashes: ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
        Path(
            index: 1, size: 5,
            hashes: [
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ]),
    ]

    struct Growth: Sendable {
        let old: UInt64
        let new: UInt64
        let hashes: [String]
    }

    static let growths = [
        Growth(old: 1, new: 1, hashes: []),
        Growth(
            old: 1, new: 8,
            hashes: [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ]),
        Growth(
            old: 6, new: 8,
            hashes: [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ]),
        Growth(
            old: 2, new: 5,
            hashes: [
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ]),
    ]

    static var log: MemoryLog { MemoryLog(leaves: entries.map { .leaf(bytes(hex: $0)) }) }

    @Test("each prefix has the published root", arguments: 0...8)
    func root(size: Int) throws {
        let log = MemoryLog(leaves: Array(Self.log.leaves.prefix(size)))
        #expect(log.frontier.root.hex == Self.roots[size])
        #expect(log.frontier.size == UInt64(size))
    }

    @Test("inclusion proofs are the published ones and verify", arguments: paths)
    func inclusion(path: Path) throws {
        let log = Self.log
        let proof = try inclusionProof(of: path.index, inTreeOf: path.size, node: log.node)
        #expect(proof.map(\.hex) == path.hashes)
        let root = try hash(hex: Self.roots[Int(path.size)])
        try verifyInclusion(of: log.leaves[Int(path.index)], at: path.index, size: path.size, proof: proof, root: root)
    }

    @Test("consistency proofs are the published ones and verify", arguments: growths)
    func consistency(growth: Growth) throws {
        let proof = try consistencyProof(from: growth.old, to: growth.new, node: Self.log.node)
        #expect(proof.map(\.hex) == growth.hashes)
        let (old, new) = (try hash(hex: Self.roots[Int(growth.old)]), try hash(hex: Self.roots[Int(growth.new)]))
        try verifyConsistency(from: growth.old, old, to: growth.new, new, proof: proof)
    }
}
