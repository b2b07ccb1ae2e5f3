import Crypto
import Exchange
import Foundation
import GRDB
import StorageContract
import Testing

@testable import StorageSQLite

@Suite("A snapshot of the records") struct SnapshotTests {
    @Test func isOneMomentWhileOthersWrite() async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder + "/data")
            try await append(30, to: storage)
            let writing = Task { try await append(200, to: storage) }
            for round in 0..<5 {
                let place = "\(folder)/\(round)"
                try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
                try DatabaseSnapshot.take(of: folder + "/data", to: place + "/kedja.sqlite")
                let copy = try SQLiteCopy(folder: place)
                let (size, note) = try await copy.read { (try $0.logSize(), try $0.checkpoint()) }
                #expect(size >= 30 && note == Array("\(size - 1)".utf8))
                #expect(try await copy.faults().isEmpty)
                try copy.close()
                #expect(try FileManager.default.contentsOfDirectory(atPath: place) == ["kedja.sqlite"])
                let mode = try FileManager.default.attributesOfItem(atPath: place + "/kedja.sqlite")[.posixPermissions] as? Int
                #expect(mode == 0o600)
            }
            try await writing.value
            #expect(try await storage.read { try $0.logSize() } == 230)
        }
    }

    /// What was deleted isn't carried along, as it would be in a copy of the file.
    @Test func hasNoByteOfWhatWasDeleted() async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder + "/data")
            let random = SeededRandom(seed: 7)
            let officer = try #require(OfficerID("af/a"))
            let secrets = (0..<400).map { _ in random.bytes(Int(20 + random.below(900))) }
            try await storage.write { changes in
                for (number, secret) in secrets.enumerated() {
                    try changes.insertReplay(
                        StoredReplay(
                            key: "\(number)", officer: officer, requestDigest: [1], answer: Sealed(bytes: secret), participant: nil,
                            at: Timestamp(milliseconds: Int64(number % 2))))
                }
            }
            try await storage.write { try $0.deleteReplays(before: Timestamp(milliseconds: 1)) }
            try DatabaseSnapshot.take(of: folder + "/data", to: folder + "/copy")
            let bytes = try Data(contentsOf: URL(filePath: folder + "/copy"))
            let left = secrets.enumerated().filter { bytes.range(of: Data($1.suffix(20))) != nil }
            #expect(left.count == 200 && left.allSatisfy { $0.offset % 2 == 1 })
        }
    }

    @Test func faultsAreCounted() async throws {
        try await inTemporaryFolder { folder in
            _ = try await Chain.insert(into: try SQLiteStorage.open(folder: folder))
            var loose = Configuration()
            loose.foreignKeysEnabled = false
            try await DatabaseQueue(path: folder + "/kedja.sqlite", configuration: loose).write {
                try $0.execute(sql: "DELETE FROM organisations WHERE id = 'af'")
            }
            let faults = try await SQLiteCopy(folder: folder).faults()
            #expect(faults.integrity == 0 && faults.dangling > 0)
        }
    }

    @Test func whereNothingIsNothingIsMade() async throws {
        try await inTemporaryFolder { folder in
            #expect(throws: ExchangeError(.storageFailed, "")) { try DatabaseSnapshot.take(of: folder, to: folder + "/copy") }
            #expect(!FileManager.default.fileExists(atPath: folder + "/copy"))
        }
    }
}

@Suite("A place of backups") struct BackupPlaceTests {
    private let time = Timestamp(milliseconds: 1_795_420_800_000)

    private func made(_ place: BackupPlace, after minutes: Int64) throws -> BackupFolder {
        let folder = try place.begin(at: Timestamp(milliseconds: time.milliseconds + minutes * 60_000))
        try folder.put(manifest: [1])
        return try place.finish(folder)
    }

    @Test func onlyWhatIsFinishedLooksWhole() async throws {
        try await inTemporaryFolder { folder in
            let path = folder + "/backups"
            let place = try BackupPlace(path)
            let first = try made(place, after: 0)
            #expect(first.path.hasSuffix("/2026-11-23T080000.000Z"), "\(first.path)")
            let half = try place.begin(at: Timestamp(milliseconds: time.milliseconds + 60_000))
            try half.put(manifest: [1])
            #expect(BackupPlace.backups(in: path) == [first])
            #expect(throws: ExchangeError(.alreadyExists, "")) { try place.begin(at: time) }
            let second = try made(place, after: 2)
            #expect(BackupPlace.backups(in: path) == [first, second])
            #expect(try FileManager.default.contentsOfDirectory(atPath: path).count == 2)
            // Another backup at the same time waits for its turn.
            #expect(throws: ExchangeError(.conflict, "")) { try BackupPlace(path) }
            #expect(try place.keepNewest(1) == 1)
            #expect(BackupPlace.backups(in: path) == [second])
            #expect(try second.manifest() == [1])
            #expect(throws: ExchangeError(.storageFailed, "")) { try first.manifest() }
        }
    }

    @Test func payloadsAreCopiedWholeOrNotAtAll() async throws {
        try await inTemporaryFolder { folder in
            let blobs = try FolderBlobs.open(folder: folder + "/data")
            let random = SeededRandom(seed: 3)
            let bytes = random.bytes(3 << 20)
            let (upload, document) = (UploadID(random: random.source), DocumentID(random: random.source))
            try await blobs.append(bytes, to: upload, at: 0)
            try await blobs.keep(upload, as: document)
            let payload = NamedPayload(document: document, size: UInt64(bytes.count), digest: Array(SHA256.hash(data: bytes)))
            let (source, first, second) = (
                PayloadFiles(folder: folder + "/data"), PayloadFiles(folder: folder + "/1"), PayloadFiles(folder: folder + "/2")
            )
            #expect(try source.copy(payload, to: first) == .whole)
            #expect(try first.examine(payload) == .whole && first.size(of: document) == payload.size)
            #expect(try second.share(payload, from: first))
            #expect(try second.examine(payload) == .whole)
            // As the daemon reads it.
            #expect(try await FolderBlobs.open(folder: folder + "/2").open(document)?.size == payload.size)

            let other = NamedPayload(document: document, size: payload.size, digest: Array(repeating: 0, count: 32))
            let third = PayloadFiles(folder: folder + "/3")
            #expect(try source.copy(other, to: third) == .damaged && third.size(of: document) == nil)
            let shorter = NamedPayload(document: document, size: payload.size - 1, digest: payload.digest)
            #expect(try source.copy(shorter, to: third) == .damaged && !third.share(shorter, from: first))
            let none = NamedPayload(document: DocumentID(random: random.source), size: 1, digest: payload.digest)
            #expect(try source.copy(none, to: third) == .missing && !third.share(none, from: first))
            #expect(try FileManager.default.subpathsOfDirectory(atPath: folder + "/3").allSatisfy { !$0.contains("doc_") })

            var found: [DocumentID] = []
            var strangers = 0
            try Data().write(to: URL(filePath: "\(folder)/data/blobs/\(document.digits.prefix(2))/x"))
            try await source.forEachFolder(before: Timestamp(milliseconds: .max / 2)) { documents, others in
                found += documents
                strangers += others
            }
            #expect(found == [document] && strangers == 1)
            try await source.forEachFolder(before: Timestamp(milliseconds: 0)) { documents, others in
                #expect(documents.isEmpty && others == 0)
            }
        }
    }

    @Test func aFolderIsRestoredIntoWhenItIsEmptyOrWasInterrupted() async throws {
        try await inTemporaryFolder { folder in
            let data = folder + "/data"
            let restoring = try RestoringFolder(data)
            try Data().write(to: URL(filePath: restoring.stagedDatabase))
            try FileManager.default.createDirectory(atPath: data + "/blobs", withIntermediateDirectories: false)
            let again = try RestoringFolder(data)
            #expect(try FileManager.default.contentsOfDirectory(atPath: data) == ["restoring"])
            try Data().write(to: URL(filePath: again.stagedDatabase))
            try again.finish()
            #expect(try FileManager.default.contentsOfDirectory(atPath: data) == ["kedja.sqlite"])
            #expect(throws: ExchangeError(.alreadyExists, "")) { try RestoringFolder(data) }
            again.abandon()
            #expect(try FileManager.default.contentsOfDirectory(atPath: data) == ["kedja.sqlite"])
            let other = try RestoringFolder(folder + "/other")
            try Data().write(to: URL(filePath: other.stagedDatabase + "-wal"))
            try Data().write(to: URL(filePath: other.stagedDatabase))
            #expect(throws: ExchangeError(.storageFailed, "")) { try other.finish() }
            other.abandon()
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/other").isEmpty)
        }
    }
}
