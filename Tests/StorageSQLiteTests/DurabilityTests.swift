import Exchange
import Foundation
import GRDB
import Testing
import TransparencyLog

@testable import StorageSQLite

@Suite("What is committed stays, and is whole") struct DurabilityTests {
    @Test func theWriterHoldsWhatDurabilityRestsOn() async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            let found = try await storage.pool.writeWithoutTransaction { db in
                try ["journal_mode", "synchronous", "foreign_keys", "secure_delete"].map { try Durability.read($0, in: db) }
            }
            #expect(found == ["wal", "2", "1", "1"])
        }
    }

    @Test(arguments: ["synchronous = NORMAL", "foreign_keys = OFF", "secure_delete = OFF"])
    func aConnectionThatHoldsLessIsRefused(_ pragma: String) async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            try await storage.pool.writeWithoutTransaction { db in
                try Durability.require(in: db)
                try db.execute(sql: "PRAGMA \(pragma)")
                #expect(throws: ExchangeError(.storageFailed, "")) { try Durability.require(in: db) }
            }
        }
    }

    @Test func whatWasWrittenIsThereAfterReopening() async throws {
        try await inTemporaryFolder { folder in
            do {
                let storage = try SQLiteStorage.open(folder: folder)
                try await append(20, to: storage)
                try storage.pool.close()
            }
            let reopened = try SQLiteStorage.open(folder: folder)
            #expect(try await reopened.read { try $0.logSize() } == 20)
            try await append(1, to: reopened)
            #expect(try await reopened.read { try $0.checkpoint() } == Array("20".utf8))
        }
    }

    @Test func aDatabaseOfANewerVersionIsRefusedAndLeftAlone() async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            try await storage.pool.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('v999')") }
            try storage.pool.close()
            do {
                _ = try SQLiteStorage.open(folder: folder)
                Issue.record("it was opened")
            } catch let error as ExchangeError {
                #expect(error.code == .storageFailed)
                #expect(error.sentence.contains("newer version"))
            }
        }
    }

    @Test func aFileThatIsNoDatabaseIsDamaged() async throws {
        try await inTemporaryFolder { folder in
            try Data(repeating: 0x41, count: 8192).write(to: URL(fileURLWithPath: folder + "/kedja.sqlite"))
            #expect(throws: ExchangeError(.damaged, "")) { try SQLiteStorage.open(folder: folder) }
        }
    }

    /// What a kill or a power cut leaves: the database file, and the WAL file up to some byte. Any such copy must open to whole transactions.
    @Test func aCopyCutAnywhereInTheWALOpensToWholeTransactions() async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            try await append(30, to: storage)
            let database = try Data(contentsOf: URL(fileURLWithPath: folder + "/kedja.sqlite"))
            let wal = try Data(contentsOf: URL(fileURLWithPath: folder + "/kedja.sqlite-wal"))
            #expect(wal.count > 100_000)
            var sizes: [UInt64] = []
            for cut in stride(from: wal.count, through: wal.count / 2, by: -37_777) {
                let copy = folder + "/cut\(cut)"
                try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
                try database.write(to: URL(fileURLWithPath: copy + "/kedja.sqlite"))
                try wal.prefix(cut).write(to: URL(fileURLWithPath: copy + "/kedja.sqlite-wal"))
                sizes.append(try await consistentSize(in: copy))
            }
            #expect(sizes.first == 30)
            #expect(sizes == sizes.sorted(by: >))
            #expect(Set(sizes).count > 1)
        }
    }

    @Test func deletedRowsAreOverwritten() async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            let secret = Array("erased-erased-erased".utf8)
            let officer = try #require(OfficerID("af/a"))
            let replay = StoredReplay(
                key: "k", officer: officer, requestDigest: secret, answer: Sealed(bytes: secret), participant: nil,
                at: Timestamp(milliseconds: 1))
            try await storage.write { try $0.insertReplay(replay) }
            #expect(try checkpointed(storage, folder).range(of: Data(secret)) != nil)
            try await storage.write { try $0.deleteReplays(before: Timestamp(milliseconds: 2)) }
            #expect(try checkpointed(storage, folder).range(of: Data(secret)) == nil)
        }
    }

    @Test func foldersAndFilesAreTheOwnersAlone() async throws {
        try await inTemporaryFolder { parent in
            let folder = parent + "/deep/data"
            let storage = try SQLiteStorage.open(folder: folder)
            try await append(1, to: storage)
            let modes = try ["", "/kedja.sqlite", "/kedja.sqlite-wal"].map { try mode(of: folder + $0) }
            #expect(modes == [0o700, 0o600, 0o600])
        }
    }

    @Test func twoProcessesOnOneFileMakeOneLog() async throws {
        try await inTemporaryFolder { folder in
            let both = [try SQLiteStorage.open(folder: folder), try SQLiteStorage.open(folder: folder)]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<60 { group.addTask { try await append(1, to: both[number % 2]) } }
                try await group.waitForAll()
            }
            #expect(try await both[0].read { try $0.logSize() } == 60)
            #expect(try await both[1].read { try $0.entries(from: 0, limit: 100, matching: EntryFilter()).map(\.index) } == Array(0..<60))
        }
    }
}

/// Appends entries, each a transaction; the checkpoint is the entry's index as text.
func append(_ count: Int, to storage: SQLiteStorage) async throws {
    for _ in 0..<count {
        try await storage.write { changes in
            guard let officer = OfficerID("af/a") else { return }
            let index = try changes.logSize()
            let leaf = Array(repeating: UInt8(truncatingIfNeeded: index), count: 41)
            let entry = StoredEntry(
                index: index, leaf: leaf, text: Sealed(bytes: leaf), at: Timestamp(milliseconds: Int64(index)), action: .readCase,
                outcome: .permitted, officer: officer, participant: nil, owner: nil)
            try changes.appendEntry(entry)
            try changes.putCheckpoint(Array("\(index)".utf8))
        }
    }
}

private func consistentSize(in folder: String) async throws -> UInt64 {
    let storage = try SQLiteStorage.open(folder: folder)
    return try await storage.read { facts in
        let size = try facts.logSize()
        let entries = try facts.entries(from: 0, limit: 1000, matching: EntryFilter())
        #expect(entries.map(\.index) == Array(0..<size))
        #expect(try facts.checkpoint() == (size == 0 ? nil : Array("\(size - 1)".utf8)))
        #expect(try facts.leafHashes(from: 0) == entries.map { .leaf($0.leaf) })
        return size
    }
}

private func checkpointed(_ storage: SQLiteStorage, _ folder: String) throws -> Data {
    try storage.pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
    return try Data(contentsOf: URL(fileURLWithPath: folder + "/kedja.sqlite"))
}

func mode(of path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? NSNumber).intValue
}
