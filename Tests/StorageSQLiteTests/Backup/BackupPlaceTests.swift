import Crypto
import Exchange
import Foundation
import StorageContract
import Testing

@testable import StorageSQLite

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

    /// What isn't a backup of ours is neither removed as an old one or an interrupted one, nor taken for the newest.
    @Test func whatHasOtherNamesIsNotTouched() async throws {
        try await inTemporaryFolder { folder in
            let names = ["photos.part", "zebra", "2026-11-23T080000Z", "2026-13-23T080000.000Z", "2026-11-23T08:00:00.000Z"]
            for name in names {
                try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: false)
                try Data([1]).write(to: URL(filePath: "\(folder)/\(name)/manifest"))
            }
            let place = try BackupPlace(folder)
            let both = [try made(place, after: 0), try made(place, after: 1)]
            #expect(BackupPlace.backups(in: folder) == both)
            #expect(try place.keepNewest(1) == 1)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == names.count + 1)
        }
    }

    /// By a clock that went back a new backup would be an old one, and `keepNewest` would remove it.
    @Test func noneIsMadeBeforeAnother() async throws {
        try await inTemporaryFolder { folder in
            let place = try BackupPlace(folder)
            let first = try made(place, after: 5)
            #expect(throws: ExchangeError(.conflict, "")) { try made(place, after: 4) }
            #expect(BackupPlace.backups(in: folder) == [first])
        }
    }

    @Test func aManifestIsAFileOfBoundedSize() async throws {
        try await inTemporaryFolder { folder in
            let backup = BackupFolder(folder)
            try backup.put(manifest: Array(repeating: 0x20, count: 1 << 20))
            #expect(try backup.manifest().count == 1 << 20)
            let mode = try FileManager.default.attributesOfItem(atPath: folder + "/manifest")[.posixPermissions] as? Int
            #expect(mode == 0o600)
            try FileManager.default.moveItem(atPath: folder + "/manifest", toPath: folder + "/elsewhere")
            symlink(folder + "/elsewhere", folder + "/manifest")
            #expect(throws: ExchangeError(.damaged, "")) { try backup.manifest() }
            unlink(folder + "/manifest")
            mkfifo(folder + "/manifest", 0o600)
            #expect(throws: ExchangeError(.damaged, "")) { try backup.manifest() }
            unlink(folder + "/manifest")
            try backup.put(manifest: Array(repeating: 0x20, count: 1 << 20 + 1))
            #expect(throws: ExchangeError(.invalidInput, "")) { try backup.manifest() }
        }
    }

    /// A database is read when it's a file of the size that's expected, and nothing is copied else.
    @Test func aDatabaseIsAFileOfTheSizeThatTheManifestTells() async throws {
        try await inTemporaryFolder { folder in
            let (backup, bytes) = (BackupFolder(folder), SeededRandom(seed: 4).bytes(3 << 20 + 7))
            try Data(bytes).write(to: URL(filePath: backup.databasePath))
            let read = try backup.readDatabase(of: UInt64(bytes.count), copyingTo: folder + "/copy")
            #expect(read.size == UInt64(bytes.count) && read.digest == Array(SHA256.hash(data: bytes)))
            #expect(try Data(contentsOf: URL(filePath: folder + "/copy")) == Data(bytes))
            #expect(throws: ExchangeError(.damaged, "")) { try backup.readDatabase(of: 8, copyingTo: folder + "/other") }
            unlink(backup.databasePath)
            mkfifo(backup.databasePath, 0o600)
            #expect(throws: ExchangeError(.damaged, "")) { try backup.readDatabase(copyingTo: folder + "/other") }
            unlink(backup.databasePath)
            symlink("/dev/zero", backup.databasePath)
            #expect(throws: ExchangeError(.damaged, "")) { try backup.readDatabase(copyingTo: folder + "/other") }
            #expect(!FileManager.default.fileExists(atPath: folder + "/other"))
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
            for (path, mode) in [
                ("", 0o700), ("/\(document.digits.prefix(2))", 0o700), ("/\(document.digits.prefix(2))/\(document)", 0o600),
            ] {
                let found = try FileManager.default.attributesOfItem(atPath: folder + "/1/blobs" + path)[.posixPermissions] as? Int
                #expect(found == mode, "\(path)")
            }
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

    /// A mark that a crash at the very end has left goes when the database is opened: it would have the folder's payloads taken for those of an
    /// interrupted restoring once somebody has moved the database away.
    @Test func aMarkBesideADatabaseGoes() async throws {
        try await inTemporaryFolder { folder in
            _ = try SQLiteStorage.open(folder: folder)
            let mark = folder + "/restoring"
            try Data().write(to: URL(filePath: mark))
            _ = try SQLiteStorage.open(folder: folder)
            #expect(!FileManager.default.fileExists(atPath: mark))
            try FileManager.default.moveItem(atPath: folder + "/kedja.sqlite", toPath: folder + "/kept.sqlite")
            #expect(throws: ExchangeError(.alreadyExists, "")) { try RestoringFolder(folder) }
            #expect(FileManager.default.fileExists(atPath: folder + "/kept.sqlite"))
        }
    }

    @Test func aFolderIsRestoredIntoWhenItIsEmptyOrWasInterrupted() async throws {
        try await inTemporaryFolder { folder in
            let data = folder + "/data"
            var restoring: RestoringFolder? = try RestoringFolder(data)
            try Data().write(to: URL(filePath: data + "/kedja.sqlite.restoring"))
            // Another one at the same time would take half of it for the whole.
            #expect(throws: ExchangeError(.conflict, "")) { try RestoringFolder(data) }
            #expect(FileManager.default.fileExists(atPath: data + "/kedja.sqlite.restoring") && restoring != nil)
            restoring = nil
            try FileManager.default.createDirectory(atPath: data + "/blobs", withIntermediateDirectories: false)
            let again = try RestoringFolder(data)
            #expect(try FileManager.default.contentsOfDirectory(atPath: data) == ["restoring"])
            try Data().write(to: URL(filePath: again.stagedDatabase))
            try again.finish()
            #expect(try FileManager.default.contentsOfDirectory(atPath: data) == ["kedja.sqlite"])
            #expect(throws: ExchangeError(.conflict, "")) { try RestoringFolder(data) }
            again.abandon()
            #expect(try FileManager.default.contentsOfDirectory(atPath: data) == ["kedja.sqlite"])
            // Killed between the database's name and the end: it's all there, and isn't begun again.
            try FileManager.default.createDirectory(atPath: folder + "/whole", withIntermediateDirectories: false)
            for name in ["kedja.sqlite", "restoring"] { try Data().write(to: URL(filePath: "\(folder)/whole/\(name)")) }
            #expect(throws: ExchangeError(.alreadyExists, "")) { try RestoringFolder(folder + "/whole") }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/whole").count == 2)
            try Data().write(to: URL(filePath: folder + "/full"))
            #expect(throws: ExchangeError.self) { try RestoringFolder(folder + "/full") }
            let other = try RestoringFolder(folder + "/other")
            try Data().write(to: URL(filePath: other.stagedDatabase + "-wal"))
            try Data().write(to: URL(filePath: other.stagedDatabase))
            #expect(throws: ExchangeError(.storageFailed, "")) { try other.finish() }
            other.abandon()
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/other").isEmpty)
        }
    }
}
