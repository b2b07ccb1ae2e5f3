import Exchange
import Foundation
import GRDB
import StorageContract
import Testing

@testable import StorageSQLite

@Suite("Scrubbing leaves nothing of what was deleted") struct ScrubbingTests {
    /// Rows of many sizes, so that pages split and rows move; then every other one is deleted, and no byte of any of those is in any file.
    @Test func noByteOfADeletedRowIsLeftInAnyFile() async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            let random = SeededRandom(seed: 7)
            let rows = try (0..<600).map { try replay($0, random) }
            try await insert(rows, into: storage)
            let (gone, kept) = (rows.filter { $0.at.milliseconds == 1 }, rows.filter { $0.at.milliseconds != 1 })
            #expect(try left(of: kept, in: folder) == kept.count)
            try await storage.write { try $0.deleteReplays(before: Timestamp(milliseconds: 2)) }
            #expect(try left(of: gone, in: folder) > 0, "nothing was left before either: the test shows nothing")
            try await storage.scrub()
            #expect(try left(of: gone, in: folder) == 0)
            #expect(try left(of: kept, in: folder) == kept.count)
            #expect(try fileSize(folder + "/kedja.sqlite-wal") == 0)
        }
    }

    /// Why VACUUM: what the checkpoint alone would leave in the gaps of pages whose rows have moved.
    @Test func secureDeleteAloneLeavesRowsThatHaveMoved() async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            let random = SeededRandom(seed: 7)
            let rows = try (0..<600).map { try replay($0, random) }
            try await insert(rows, into: storage)
            try await storage.write { try $0.deleteReplays(before: Timestamp(milliseconds: 2)) }
            try await storage.pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
            #expect(try left(of: rows.filter { $0.at.milliseconds == 1 }, in: folder) > 0)
        }
    }

    @Test func anotherProcessWithTheFileOpenGoesOn() async throws {
        try await inTemporaryFolder { folder in
            let (daemon, command) = (try SQLiteStorage.open(folder: folder), try SQLiteStorage.open(folder: folder))
            try await append(20, to: daemon)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<3 { group.addTask { try await command.scrub() } }
                for _ in 0..<30 {
                    group.addTask { try await append(1, to: daemon) }
                    group.addTask { _ = try await daemon.read { try $0.entries(from: 0, limit: 100, matching: EntryFilter()) } }
                }
                try await group.waitForAll()
            }
            #expect(try await daemon.read { try $0.logSize() } == 50)
            #expect(try await command.read { try $0.logSize() } == 50)
        }
    }

    /// Noted before erasures were told apart: read, and taken away, or they'd be scrubbed for ever.
    @Test func tracesFromBeforeAreTakenAway() async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            try await storage.pool.write { try $0.execute(sql: "INSERT INTO removals (kind, name) VALUES ('traces', '')") }
            let noted = try await storage.read { try $0.removals(limit: 9) }
            #expect(noted == [.traces(of: nil)])
            try await storage.write { try $0.deleteRemoval(noted[0]) }
            #expect(try await storage.read { try $0.removals(limit: 9) } == [])
        }
    }

    /// A backup reads for minutes, and nobody can write while the WAL file's cutting waits for it: it's given up, and later tried again.
    @Test func aReaderHoldsScrubbingUpForALittle() async throws {
        try await inTemporaryFolder { folder in
            let (daemon, backup) = (try SQLiteStorage.open(folder: folder), try SQLiteStorage.open(folder: folder))
            try await append(1, to: daemon)
            func patience() async throws -> Int? { try await daemon.pool.write { try Int.fetchOne($0, sql: "PRAGMA busy_timeout") } }
            let usual = try await patience()
            let (finished, finish) = AsyncStream<Void>.makeStream()
            let (began, begin) = AsyncStream<Void>.makeStream()
            let reading = Task {
                try await backup.pool.read { db in
                    _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM entries")
                    begin.yield()
                    let done = DispatchSemaphore(value: 0)
                    Task {
                        for await _ in finished { break }
                        done.signal()
                    }
                    done.wait()
                }
            }
            for await _ in began { break }
            await #expect(throws: ExchangeError(.storageFailed, "")) { try await daemon.scrub() }
            try await append(1, to: daemon)
            finish.yield()
            try await reading.value
            try await daemon.scrub()
            #expect(try await patience() == usual && usual == 60_000)
            #expect(try fileSize(folder + "/kedja.sqlite-wal") == 0)
        }
    }

    @Test func aFailureIsTheExchangesAndNothingIsLost() async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            try await append(3, to: storage)
            try await storage.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = ON") }
            await #expect(throws: ExchangeError(.storageFailed, "")) { try await storage.scrub() }
            try await storage.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = OFF") }
            try await storage.scrub()
            #expect(try await storage.read { try $0.logSize() } == 3)
        }
    }

    private func replay(_ number: Int, _ random: SeededRandom) throws -> StoredReplay {
        let officer = try #require(OfficerID("af/a"))
        return StoredReplay(
            key: "\(random.below(1 << 40))-\(number)", officer: officer, requestDigest: random.bytes(32),
            answer: Sealed(bytes: random.bytes(40 + Int(random.below(900)))), participant: nil,
            at: Timestamp(milliseconds: number.isMultiple(of: 2) ? 1 : 3))
    }

    /// Twenty a transaction.
    private func insert(_ rows: [StoredReplay], into storage: SQLiteStorage) async throws {
        for start in stride(from: 0, to: rows.count, by: 20) {
            let part = rows[start..<min(start + 20, rows.count)]
            try await storage.write { changes in for row in part { try changes.insertReplay(row) } }
        }
    }

    /// How many of the rows have a part of their sealed bytes somewhere in the folder.
    private func left(of rows: [StoredReplay], in folder: String) throws -> Int {
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).map {
            try Data(contentsOf: URL(filePath: folder + "/" + $0))
        }
        return rows.count { row in
            let part = Data(row.answer.bytes.prefix(24))
            return files.contains { $0.range(of: part) != nil }
        }
    }

    private func fileSize(_ path: String) throws -> Int? { try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int }
}
