import Exchange
import Foundation
import GRDB
import StorageContract
import Synchronization
import Testing

@testable import StorageSQLite

@Suite("After a failed sync nothing is written any more") struct WriteStopTests {
    private static let syncFailed = DatabaseError(resultCode: .SQLITE_IOERR_FSYNC)

    @Test func everybodyInTheBatchAndAfterItIsRefusedAndReadingGoesOn() async throws {
        try await inTemporaryFolder { folder in
            let told = Atomic<Int>(0)
            let storage = try SQLiteStorage.open(folder: folder, stop: WriteStop { told.add(1, ordering: .relaxed) })
            try await append(3, to: storage)
            #expect(!storage.hasStoppedWriting)
            for _ in 0..<3 {
                await #expect(throws: ExchangeError(.storageStopped, "")) { try await storage.write { _ -> Void in throw Self.syncFailed } }
            }
            await #expect(throws: ExchangeError(.storageStopped, "")) { try await append(1, to: storage) }
            await #expect(throws: ExchangeError(.storageStopped, "")) { try await storage.scrub() }
            #expect(storage.hasStoppedWriting && told.load(ordering: .relaxed) == 1)
            #expect(try await storage.read { try $0.logSize() } == 3)
            let reopened = try SQLiteStorage.open(folder: folder)
            try await append(1, to: reopened)
            #expect(try await reopened.read { try $0.logSize() } == 4)
        }
    }

    /// A folder of payloads and the records beside it stop together.
    @Test func payloadsStopWithTheRecords() async throws {
        try await inTemporaryFolder { folder in
            let stop = WriteStop()
            let storage = try SQLiteStorage.open(folder: folder, stop: stop)
            let blobs = try FolderBlobs.open(folder: folder, stop: stop)
            let (id, document) = (
                UploadID(random: RandomSource { .init(repeating: 1, count: $0) }), DocumentID("doc_00000000000000000000000000")
            )
            try await blobs.append([1, 2, 3], to: id, at: 0)
            await #expect(throws: ExchangeError(.storageStopped, "")) { try await storage.write { _ -> Void in throw Self.syncFailed } }
            let stopped = ExchangeError(.storageStopped, "")
            await #expect(throws: stopped) { try await blobs.append([4], to: id, at: 3) }
            await #expect(throws: stopped) { try await blobs.truncate(id, to: 0) }
            await #expect(throws: stopped) { try await blobs.keep(id, as: try #require(document)) }
            await #expect(throws: stopped) { try await blobs.remove(try #require(document)) }
            await #expect(throws: stopped) { try await blobs.discard(id) }
            #expect(try await blobs.uploadedSize(id) == 3)
        }
    }

    @Test(arguments: [ResultCode.SQLITE_IOERR_WRITE, .SQLITE_FULL, .SQLITE_BUSY, .SQLITE_CORRUPT, .SQLITE_READONLY])
    func whateverElseFailsIsTriedAgain(_ code: ResultCode) async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            await #expect(throws: ExchangeError.self) { try await storage.write { _ -> Void in throw DatabaseError(resultCode: code) } }
            #expect(!storage.hasStoppedWriting)
            try await append(1, to: storage)
        }
    }

    @Test func aDatabaseThatIsHeldIsToldOf() async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            let other = try SQLiteStorage(path: folder + "/kedja.sqlite", patience: .milliseconds(1))
            var configuration = Configuration()
            configuration.allowsUnsafeTransactions = true
            let holder = try DatabaseQueue(path: folder + "/kedja.sqlite", configuration: configuration)
            try await holder.writeWithoutTransaction { try $0.beginTransaction(.immediate) }
            do {
                try await append(1, to: other)
                Issue.record("it was written")
            } catch let error as ExchangeError {
                #expect(error.code == .storageFailed && error.sentence.contains("another process holds the database"))
            }
            #expect(try await other.read { try $0.logSize() } == 0)
            try await holder.writeWithoutTransaction { try $0.commit() }
            #expect(try await storage.read { try $0.logSize() } == 0)
            try await append(1, to: other)
        }
    }

    /// What a crash left in the WAL file is in the database file before anything is written behind it.
    @Test func anOpeningLeavesNothingToTheWALFile() async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder + "/living")
            try await append(3, to: storage)
            func copy(_ names: [String], from source: String, to target: String) throws {
                try FileManager.default.createDirectory(atPath: folder + target, withIntermediateDirectories: true)
                for name in names { try FileManager.default.copyItem(atPath: folder + source + name, toPath: folder + target + name) }
            }
            try copy(["/kedja.sqlite", "/kedja.sqlite-wal"], from: "/living", to: "/crashed")
            let opened = try SQLiteStorage.open(folder: folder + "/crashed")
            try copy(["/kedja.sqlite"], from: "/crashed", to: "/alone")
            #expect(try await SQLiteStorage.open(folder: folder + "/alone").read { try $0.logSize() } == 3)
            try await append(1, to: opened)
            #expect(try await storage.read { try $0.logSize() } == 3)
        }
    }

    /// The WAL file is moved to the database as soon as it has grown, as SQLite itself would do.
    @Test func theWALFileDoesNotGrowOn() async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            try await append(1200, to: storage)
            let size = try #require(try FileManager.default.attributesOfItem(atPath: folder + "/kedja.sqlite-wal")[.size] as? Int)
            #expect(size < 18_000_000)
            let moved = try #require(try FileManager.default.attributesOfItem(atPath: folder + "/kedja.sqlite")[.size] as? Int)
            #expect(moved > 100_000)
        }
    }
}
