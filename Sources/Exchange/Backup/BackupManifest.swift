package import TransparencyLog

/// What a backup says of itself: the text of a signed note (C2SP signed-note) by the log's key of its time.
///
///     kedja/backup/v1
///     kedja.example/log
///     made 2026-11-26T04:15:00.000Z
///     master-key 1f2e3d4c5b6a7988
///     database 1261568 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
///     tree 4711 CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
///     payloads 812 91827364
///     absent doc_0c8jv3k… erased
///
///     — kedja.example/log Az3grlgt…
///
/// It names the master key by its id and never tells it. Payloads aren't listed: the database, whose digest is here, has the size and the digest of
/// each, and those that the backup hasn't got are named as absent, in the order of their ids. `tree` is missing while the log is empty. The kind stands
/// where a checkpoint has its origin, and no number follows: neither passes for the other. What parses encodes to the same bytes.
package struct BackupManifest: Hashable, Sendable {
    /// The first line.
    package static let kind = "kedja/backup/v1"
    /// More absent payloads than this make no backup.
    package static let absentLimit = 10_000

    /// Why a payload isn't there.
    package enum Absence: String, Hashable, Sendable {
        /// Its document was erased while the backup was made: the database still names it.
        case erased
        /// It wasn't in the data folder.
        case missing
        /// What lay there wasn't what its document says.
        case damaged
    }

    package struct Tree: Hashable, Sendable {
        package let size: UInt64
        package let root: LogHash

        package init(size: UInt64, root: LogHash) {
            self.size = size
            self.root = root
        }

        package init(_ head: Checkpoint) { self.init(size: head.size, root: head.root) }
    }

    package let origin: String
    package let madeAt: Timestamp
    /// The id of the master key in force.
    package let masterKeyID: String
    package let databaseSize: UInt64
    /// SHA-256, 32 bytes.
    package let databaseDigest: [UInt8]
    package let tree: Tree?
    package let payloadCount: UInt64
    package let payloadBytes: UInt64
    package let absent: [DocumentID: Absence]

    package init(
        origin: String, madeAt: Timestamp, masterKeyID: String, databaseSize: UInt64, databaseDigest: [UInt8], tree: Tree?,
        payloadCount: UInt64, payloadBytes: UInt64, absent: [DocumentID: Absence]
    ) {
        self.origin = origin
        self.madeAt = madeAt
        self.masterKeyID = masterKeyID
        self.databaseSize = databaseSize
        self.databaseDigest = databaseDigest
        self.tree = tree
        self.payloadCount = payloadCount
        self.payloadBytes = payloadBytes
        self.absent = absent
    }

    /// What is signed.
    package var text: String {
        var lines = [
            BackupManifest.kind, origin, "made \(madeAt)", "master-key \(masterKeyID)",
            "database \(databaseSize) \(Hexadecimal.text(databaseDigest))",
        ]
        if let tree { lines.append("tree \(tree.size) \(tree.root.base64)") }
        lines.append("payloads \(payloadCount) \(payloadBytes)")
        lines += absent.sorted { $0.key < $1.key }.map { "absent \($0.key) \($0.value.rawValue)" }
        return lines.map { $0 + "\n" }.joined()
    }

    /// Reads a manifest's text; who signed it is for `ExchangeKeys.verify` to say.
    ///
    /// - Throws: `invalidInput` for whatever isn't spelled as `text` spells it.
    package init(parsing text: String) throws(ExchangeError) {
        var lines = ManifestLines(text)
        guard lines.next() == BackupManifest.kind, let origin = lines.next(),
            let made = lines.fields("made", 1)?.first.flatMap({ Timestamp($0) }), let key = lines.fields("master-key", 1)?.first,
            let database = lines.fields("database", 2), let size = UInt64(database[0]),
            let digest = Hexadecimal.bytes(database[1]), digest.count == 32
        else { throw .malformedManifest }
        let tree = try lines.fields("tree", 2).map { fields throws(ExchangeError) in
            guard let size = UInt64(fields[0]), let root = try? LogHash(base64: fields[1]) else { throw ExchangeError.malformedManifest }
            return Tree(size: size, root: root)
        }
        guard let payloads = lines.fields("payloads", 2), let count = UInt64(payloads[0]), let bytes = UInt64(payloads[1]) else {
            throw .malformedManifest
        }
        var absent: [DocumentID: Absence] = [:]
        while let fields = lines.fields("absent", 2) {
            guard let id = DocumentID(fields[0]), let reason = Absence(rawValue: fields[1]) else { throw .malformedManifest }
            absent[id] = reason
        }
        self.init(
            origin: origin, madeAt: made, masterKeyID: key, databaseSize: size, databaseDigest: digest, tree: tree, payloadCount: count,
            payloadBytes: bytes, absent: absent)
        guard self.text.utf8.elementsEqual(text.utf8) else { throw .malformedManifest }
    }
}

/// The lines of a text, one after the other.
private struct ManifestLines {
    private var rest: ArraySlice<String>

    init(_ text: String) {
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        rest = ArraySlice(lines.map { String(decoding: $0, as: UTF8.self) })
    }

    mutating func next() -> String? { rest.popFirst() }

    /// The fields of the next line when it has this name and so many of them; else the line stays.
    mutating func fields(_ name: String, _ count: Int) -> [String]? {
        guard let parts = rest.first?.split(separator: " ", omittingEmptySubsequences: false).map(String.init), parts.first == name,
            parts.count == count + 1
        else { return nil }
        rest.removeFirst()
        return Array(parts.dropFirst())
    }
}

extension ExchangeError {
    fileprivate static let malformedManifest = ExchangeError.invalid("the backup's manifest can't be read; take another backup")
}
