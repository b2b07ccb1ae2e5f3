import Exchange
import FuzzKit
import TransparencyLog

/// What a backup says of itself: what is read is written as it was read, states a digest and ids of their one spelling, and is no checkpoint, which
/// the same key signs.
enum BackupManifestProperties {
    static let target = FuzzTarget("backup-manifest", dictionary: "log", replays: 8000, seeds: { seeds }, check)

    private static var seeds: [[UInt8]] {
        let digest = [UInt8](repeating: 0x9f, count: 32)
        return fixture {
            let tree = BackupManifest.Tree(size: 4711, root: try LogHash(bytes: digest))
            let absent: [DocumentID: BackupManifest.Absence] = [
                DocumentID(random: .same(1)): .erased, DocumentID(random: .same(2)): .missing, DocumentID(random: .same(3)): .damaged,
            ]
            return [(nil, [:]), (tree, [:]), (tree, absent)].map { tree, absent in
                let manifest = BackupManifest(
                    origin: "kedja.example/log", madeAt: Timestamp(milliseconds: 1_780_000_000_000), masterKeyID: "1f2e3d4c5b6a7988",
                    databaseSize: 1_261_568, databaseDigest: digest, tree: tree, payloadCount: 812, payloadBytes: 91_827_364, absent: absent
                )
                return Array(manifest.text.utf8)
            }
        }
    }

    static func check(_ bytes: [UInt8]) -> FuzzOutcome {
        outcome {
            let text = String(decoding: bytes, as: UTF8.self)
            guard let manifest = try? BackupManifest(parsing: text) else { return false }
            try require(manifest.text.utf8.elementsEqual(text.utf8), "it's written otherwise than it was read")
            try require(manifest.databaseDigest.count == 32, "no digest")
            try require(
                text.utf8.split(separator: UInt8(ascii: "\n")).filter { $0.starts(with: "absent ".utf8) }.count >= manifest.absent.count,
                "more is absent than is named")
            try require((try? Checkpoint(parsing: text)) == nil, "it passes for a checkpoint")
            return true
        }
    }
}

extension RandomSource {
    /// The same byte again and again.
    fileprivate static func same(_ byte: UInt8) -> RandomSource { RandomSource { [UInt8](repeating: byte, count: $0) } }
}
