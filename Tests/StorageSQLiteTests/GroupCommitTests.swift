import Dispatch
import Exchange
import GRDB
import Synchronization
import Testing

@testable import StorageSQLite

@Suite("Writes share a commit, for better and for worse") struct GroupCommitTests {
    @Test func whenTheCommitFailsNobodyInTheBatchHearsOfSuccess() async throws {
        try await inTemporaryFolder { folder in
            let commits = try SQLiteStorage.open(folder: folder).commits
            let outcomes = try await batch(of: 5, in: commits) { number, db in
                try db.execute(sql: "INSERT INTO directory_records (subject, record) VALUES ('x', x'00')")
                if number == 2 { try breakTheCommit(db) }
            }
            #expect(outcomes == Array(repeating: false, count: 5))
            #expect(try await records(in: commits) == 0)
        }
    }

    @Test func whenTheTransactionIsLostNobodyInTheBatchHearsOfSuccess() async throws {
        try await inTemporaryFolder { folder in
            let commits = try SQLiteStorage.open(folder: folder).commits
            let outcomes = try await batch(of: 5, in: commits) { number, db in
                try db.execute(sql: "INSERT INTO directory_records (subject, record) VALUES ('x', x'00')")
                if number == 2 { try db.execute(sql: "ROLLBACK") }
            }
            #expect(outcomes == Array(repeating: false, count: 5))
            #expect(try await records(in: commits) == 0)
        }
    }

    @Test func oneThatThrowsLeavesTheOthersInTheBatchAlone() async throws {
        try await inTemporaryFolder { folder in
            let commits = try SQLiteStorage.open(folder: folder).commits
            let outcomes = try await batch(of: 5, in: commits) { number, db in
                try db.execute(sql: "INSERT INTO directory_records (subject, record) VALUES ('x', x'00')")
                if number == 2 { throw CancellationError() }
            }
            #expect(outcomes.filter { $0 }.count == 4)
            #expect(try await records(in: commits) == 4)
        }
    }

    @Test func aSharedCommitIsSealedOnce() async throws {
        try await inTemporaryFolder { folder in
            let commits = try SQLiteStorage.open(folder: folder).commits
            let outcomes = try await batch(
                of: 5, in: commits,
                endingWith: { changes in
                    // The 5 that share it have run.
                    try changes.insertFounding([UInt8(try changes.directoryRecords(from: 0, limit: 9).count)])
                    return nil
                }
            ) { number, db in
                let sql = "INSERT INTO directory_records (subject, record, place, log_index, latest) VALUES ('x', x'00', ?, 0, 0)"
                try db.execute(sql: sql, arguments: [number + 1])
            }
            #expect(outcomes == Array(repeating: true, count: 5))
            #expect(try await commits.perform { try SQLiteTransaction(db: $0).founding() } == [5])
        }
    }

    @Test func whenTheSealFailsNobodyInTheBatchHearsOfSuccess() async throws {
        try await inTemporaryFolder { folder in
            let commits = try SQLiteStorage.open(folder: folder).commits
            let outcomes = try await batch(of: 5, in: commits, endingWith: { _ in throw CancellationError() }) { _, db in
                try db.execute(sql: "INSERT INTO directory_records (subject, record) VALUES ('x', x'00')")
            }
            #expect(outcomes == Array(repeating: false, count: 5))
            #expect(try await records(in: commits) == 0)
        }
    }

    @Test func writingGoesOnAfterAFailedCommit() async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            await #expect(throws: DatabaseError.self) { try await storage.commits.perform { try breakTheCommit($0) } }
            try await append(3, to: storage)
            #expect(try await storage.read { try $0.logSize() } == 3)
        }
    }

    /// How long a commit took tells of the disk only where it came to its end.
    @Test func failedCommitsAreCountedForThemselves() async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            let told = Mutex<[String]>([])
            storage.watchCommits(
                by: CommitWatch(
                    stopwatch: Stopwatch { 0 }, note: { writes, _ in told.withLock { $0.append("\(writes)") } },
                    noteFailure: { told.withLock { $0.append("failed") } }))
            try await append(1, to: storage)
            await #expect(throws: DatabaseError.self) { try await storage.commits.perform { try breakTheCommit($0) } }
            await #expect(throws: CancellationError.self) { try await storage.commits.perform { _ in throw CancellationError() } }
            // Watchers are told after those who wrote: the writer's next turn comes after that.
            try await storage.requireWritable()
            #expect(told.withLock { $0 } == ["1", "failed", "1"])
        }
    }

    @Test func databaseErrorsComeOutAsTheExchanges() async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            let stranger = try #require(OfficerID("nobody/x"))
            let officer = Officer(id: stranger, roles: [], clearedForProtectedIdentity: false, recipient: "age1x")
            await #expect(throws: ExchangeError(.storageFailed, "")) {
                try await storage.write { try $0.insertOfficer(officer) }
            }
        }
    }

    /// What isn't in a savepoint of its own can't be undone alone: better nothing than half of it.
    @Test func anErrorOfAJoinedWriteUndoesTheCommit() async throws {
        try await inTemporaryFolder { folder in
            let commits = try SQLiteStorage.open(folder: folder).commits
            let outcomes = try await batch(of: 5, in: commits, .joined) { number, db in
                let sql = "INSERT INTO directory_records (subject, record, place, log_index, latest) VALUES ('x', x'00', ?, 0, 0)"
                try db.execute(sql: sql, arguments: [number + 1])
                if number == 2 { throw CancellationError() }
            }
            #expect(outcomes == Array(repeating: false, count: 5))
            #expect(try await records(in: commits) == 0)
        }
    }

    /// SQLite gives up a transaction when the disk is full, say. What a body would write then would be a transaction of its own.
    @Test(arguments: [GroupCommit.Part.joined, .undoable]) func aLostTransactionEndsTheCommit(_ part: GroupCommit.Part) async throws {
        try await inTemporaryFolder { folder in
            let commits = try SQLiteStorage.open(folder: folder).commits
            let outcomes = try await batch(of: 4, in: commits, part) { number, db in
                if number == 1 { try db.execute(sql: "ROLLBACK") }
            }
            #expect(outcomes == Array(repeating: false, count: 4))
        }
    }

    /// A foreign key that is looked at when the transaction commits.
    private func breakTheCommit(_ db: Database) throws {
        try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
        try db.execute(sql: "INSERT INTO officers VALUES ('x/y', 'x', '', 0, 0, '')")
    }

    private func records(in commits: GroupCommit) async throws -> Int {
        try await commits.perform { try Int.fetchOne($0, sql: "SELECT count(*) FROM directory_records") ?? -1 }
    }

    /// Runs bodies in one transaction: a first write holds the writer until all of them wait. Answers which succeeded.
    private func batch(
        of count: Int, in commits: GroupCommit, _ part: GroupCommit.Part = .undoable, endingWith end: CommitEnd? = nil,
        _ body: @escaping @Sendable (Int, Database) throws -> Void
    ) async throws -> [Bool] {
        let gate = DispatchSemaphore(value: 0)
        await withCheckedContinuation { entered in
            Task {
                try await commits.perform { _ in
                    entered.resume()
                    gate.wait()
                }
            }
        }
        return await withTaskGroup(of: (Int, Bool).self) { group in
            for number in 0..<count {
                group.addTask { (number, (try? await commits.perform(endingWith: end, part) { try body(number, $0.db) }) != nil) }
            }
            while commits.waitingCount < count { await Task.yield() }
            gate.signal()
            let outcomes = await group.reduce(into: [Int: Bool]()) { $0[$1.0] = $1.1 }
            return (0..<count).map { outcomes[$0] ?? false }
        }
    }
}
