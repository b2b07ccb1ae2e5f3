import Crypto
import Exchange
import Foundation
import GRDB
import Testing

@testable import StorageContract
@testable import StorageSQLite

@Suite("A backup has each payload that its records name, or says why not") struct PayloadCopyingTests {
    /// A data folder with three documents, of which the last was erased after the backup's records were read.
    private func inFolder(
        _ body: (_ folder: String, _ documents: [NamedPayload], _ then: StoredFacts, _ now: StoredFacts) async throws -> Void
    )
        async throws
    {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder + "/data")
            let chain = try await Chain.insert(into: storage)
            let documents = try (0..<3).map { _ in try document(chain) }
            for (document, bytes) in documents {
                try put(bytes, of: document.id, in: folder + "/data")
                try await storage.write { try $0.insertDocument(document) }
            }
            try FileManager.default.createDirectory(atPath: folder + "/backup", withIntermediateDirectories: false)
            try DatabaseSnapshot.take(of: folder + "/data", to: folder + "/backup/kedja.sqlite")
            let erased = documents[2].0.id
            try await storage.pool.write { try $0.execute(sql: "DELETE FROM documents WHERE id = ?", arguments: [erased.text]) }
            unlink(path(of: erased, in: folder + "/data"))
            let named = documents.map { NamedPayload(document: $0.0.id, size: $0.0.payloadSize, digest: $0.0.payloadDigest) }
            try await body(folder, named, StoredFacts(in: try SQLiteCopy(folder: folder + "/backup")), StoredFacts(in: storage))
        }
    }

    /// Doctor looks at each payload, whatever is erased meanwhile.
    @Test func behindAPageWhoseLastDocumentIsErasedComesTheNext() async throws {
        try await inFolder { _, documents, _, now in
            let (behindAll, behindFirst) = (
                try await now.payloads(behind: documents, limit: 9),
                try await now.payloads(behind: [documents[0], documents[2]], limit: 9)
            )
            #expect(behindAll == [] && behindFirst == [documents[1]])
            await #expect(throws: ExchangeError(.conflict, "")) { try await now.payloads(behind: [documents[2]], limit: 9) }
        }
    }

    private func document(_ chain: Chain) throws -> (StoredDocument, [UInt8]) {
        let bytes = chain.samples.random.bytes(2000)
        let sample = try chain.samples.document(chain.value)
        let document = StoredDocument(
            id: sample.id, participant: sample.participant, caseID: sample.caseID, owner: sample.owner, category: sample.category,
            release: sample.release, uploadedBy: sample.uploadedBy, uploadedAt: sample.uploadedAt,
            payloadDigest: Array(SHA256.hash(data: bytes)), payloadSize: UInt64(bytes.count), name: sample.name, manifest: sample.manifest,
            key: sample.key, version: sample.version)
        return (document, bytes)
    }

    private func path(of document: DocumentID, in folder: String) -> String { "\(folder)/blobs/\(document.digits.prefix(2))/\(document)" }

    private func put(_ bytes: [UInt8], of document: DocumentID, in folder: String) throws {
        let path = path(of: document, in: folder)
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(filePath: path))
    }

    private func copy(
        _ folder: String, sharing earlier: String? = nil, _ then: StoredFacts, _ now: StoredFacts,
        told: (DocumentID) async throws -> Void = { _ in }
    ) async throws -> PayloadCopying {
        var copying = PayloadCopying(
            from: PayloadFiles(folder: folder + "/data"), to: PayloadFiles(folder: folder + "/backup"),
            sharing: earlier.map { PayloadFiles(folder: $0) })
        try await copying.all(namedBy: then, now: now, told: told)
        return copying
    }

    @Test func whatWasErasedMeanwhileIsSaidSo() async throws {
        try await inFolder { folder, documents, then, now in
            let copying = try await copy(folder, then, now)
            #expect(copying.count == 2 && copying.bytes == 4000 && copying.shared == 0)
            #expect(copying.absent == [documents[2].document: .erased])
            let files = PayloadFiles(folder: folder + "/backup")
            #expect(try files.examine(documents[0]) == .whole && files.examine(documents[2]) == .missing)
        }
    }

    /// Copied already, or shared with an earlier backup: it goes again, from this backup alone.
    @Test(arguments: [false, true]) func whatIsErasedAfterItWasCopiedIsTakenAway(isShared: Bool) async throws {
        try await inFolder { folder, documents, then, now in
            let (first, earlier) = (documents[0].document, folder + "/earlier")
            let bytes = try #require(FileManager.default.contents(atPath: path(of: first, in: folder + "/data")))
            try put(Array(bytes), of: first, in: earlier)
            var wasThere = false
            let copying = try await copy(folder, sharing: isShared ? earlier : nil, then, now) { document in
                guard document == first else { return }
                wasThere = FileManager.default.fileExists(atPath: path(of: first, in: folder + "/backup"))
                let queue = try DatabaseQueue(path: folder + "/data/kedja.sqlite")
                try await queue.write { try $0.execute(sql: "DELETE FROM documents WHERE id = ?", arguments: [first.text]) }
            }
            #expect(wasThere && copying.count == 1 && copying.bytes == 2000 && copying.shared == 0)
            #expect(copying.absent == [first: .erased, documents[2].document: .erased])
            #expect(!FileManager.default.fileExists(atPath: path(of: first, in: folder + "/backup")))
            #expect(FileManager.default.fileExists(atPath: path(of: first, in: earlier)))
        }
    }

    /// What isn't there, or is something else than its document says, is missing or damaged, and nothing of it comes into the backup.
    @Test func whatIsLostIsNoErasure() async throws {
        let losses: [(BackupManifest.Absence, (String) throws -> Void)] = [
            (.missing, { unlink($0) }),
            (.damaged, { try Data(repeating: 7, count: 2000).write(to: URL(filePath: $0)) }),
            (.damaged, { try Data(repeating: 7, count: 1999).write(to: URL(filePath: $0)) }),
            (
                .damaged,
                {
                    unlink($0); mkfifo($0, 0o600)
                }
            ),
            (
                .damaged,
                {
                    unlink($0); mkdir($0, 0o700)
                }
            ),
            (
                .damaged,
                {
                    try FileManager.default.moveItem(atPath: $0, toPath: $0 + ".whole")
                    symlink($0 + ".whole", $0)
                }
            ),
        ]
        for (absence, lose) in losses {
            try await inFolder { folder, documents, then, now in
                try lose(path(of: documents[1].document, in: folder + "/data"))
                let copying = try await copy(folder, then, now)
                #expect(copying.count == 1 && copying.absent == [documents[1].document: absence, documents[2].document: .erased])
                #expect(!FileManager.default.fileExists(atPath: path(of: documents[1].document, in: folder + "/backup")))
            }
        }
    }

    /// What an earlier backup has is shared, whatever became of the data folder's, but what was erased isn't; nor is a link or a file of another size.
    @Test func whatAnEarlierBackupHasIsShared() async throws {
        try await inFolder { folder, documents, then, now in
            let earlier = folder + "/earlier"
            try put(Array(repeating: 9, count: 1999), of: documents[0].document, in: earlier)
            for document in documents.dropFirst() {
                let own = path(of: document.document, in: folder + "/data")
                let bytes = FileManager.default.contents(atPath: own) ?? Data(repeating: 1, count: 2000)
                try put(Array(bytes), of: document.document, in: earlier)
            }
            unlink(path(of: documents[1].document, in: folder + "/data"))
            let copying = try await copy(folder, sharing: earlier, then, now)
            #expect(copying.count == 2 && copying.shared == 1 && copying.absent == [documents[2].document: .erased])
            let files = PayloadFiles(folder: folder + "/backup")
            #expect(try files.examine(documents[0]) == .whole && files.examine(documents[1]) == .whole)
        }
        try await inFolder { folder, documents, then, now in
            let (earlier, shelf) = (folder + "/earlier", String(documents[0].document.digits.prefix(2)))
            try FileManager.default.createDirectory(atPath: "\(earlier)/blobs/\(shelf)", withIntermediateDirectories: true)
            symlink(path(of: documents[0].document, in: folder + "/data"), path(of: documents[0].document, in: earlier))
            let copying = try await copy(folder, sharing: earlier, then, now)
            #expect(copying.count == 2 && copying.shared == 0)
        }
    }
}
