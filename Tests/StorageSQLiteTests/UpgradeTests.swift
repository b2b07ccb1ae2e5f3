import Exchange
import Foundation
import GRDB
@testable import StorageContract
import StorageSQLite
import Testing
import TransparencyLog

/// A data folder that an earlier version has written.
@Suite("Older data folders") struct UpgradeTests {
    /// Before there was a chain of changes, records lay there without a place in it.
    @Test func recordsFromBeforeTheChainStayOutOfIt() async throws {
        try await inTemporaryFolder { folder in
            _ = try SQLiteStorage.open(folder: folder)
            try setBack(folder)
            let storage = try SQLiteStorage.open(folder: folder)
            let found = try await storage.read { facts in
                (try facts.founding(), try facts.directoryRecords(from: 0, limit: 9), try facts.lastDirectoryRecord())
            }
            #expect(found.0 == nil && found.1 == [] && found.2 == nil)
            let record = StoredDirectoryRecord(
                place: 1, subject: "af/b", record: [2], entry: 0, latest: Timestamp(milliseconds: 1_780_315_200_000))
            try await storage.write { try $0.insertDirectoryRecord(record) }
            #expect(try await storage.read { try $0.directoryRecords(from: 0, limit: 9) } == [record])
            let kept = try openedDatabase(in: folder)
            #expect(try await kept.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM directory_records") } == 2)
        }
    }

    /// The tree was a row a node. An entry whose leaf was changed before then is still the one whose hash doesn't fit.
    @Test func aTreeOfNodesBecomesTiles() async throws {
        try await inTemporaryFolder { folder in
            try await append(600, to: try SQLiteStorage.open(folder: folder))
            let (nodes, leaves) = try setBackToNodes(folder)
            let storage = try SQLiteStorage.open(folder: folder)
            let found = try await storage.read { facts in
                (
                    try facts.leafHashes(from: 0), try (0...3).map { try facts.tile(level: 0, index: $0) },
                    try facts.tile(level: 1, index: 0), try facts.entry(7), try facts.replay(of: "k", by: try #require(OfficerID("af/a")))
                )
            }
            #expect(found.0 == leaves)
            #expect(found.1.map(\.count) == [8192, 8192, 88 * 32, 0] && found.1.flatMap { $0 } == leaves.flatMap(\.bytes))
            #expect(found.2 == nodes)
            #expect(found.3?.leafHash == leaves[7] && found.3.map { LogHash.leaf($0.leaf) } != leaves[7])
            #expect(found.4 == nil)
            let kept = try openedDatabase(in: folder)
            #expect(try await kept.read { try $0.tableExists("tree_nodes") } == false)
            #expect(try await kept.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM tiles") } == 3)
        }
    }

    /// The table of the log's keys came when later ones were there already.
    @Test func aFolderFromBeforeTheLogsKeysGetsTheirTable() async throws {
        try await inTemporaryFolder { folder in
            _ = try SQLiteStorage.open(folder: folder)
            let database = try openedDatabase(in: folder)
            try await database.write { db in
                try db.execute(sql: "DROP TABLE log_key_statements")
                try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = 'v9'")
            }
            try database.close()
            let storage = try SQLiteStorage.open(folder: folder)
            try await storage.write { try $0.insertLogKeyStatement([1], from: 3) }
            #expect(try await storage.read { try $0.logKeyStatements() } == [[1]])
        }
    }

    /// Whoever was there gets a mark of their own, and what was there is watched from then on.
    @Test func aFolderFromBeforeTheMarksGetsThem() async throws {
        try await inTemporaryFolder { folder in
            let chain = try await Chain.insert(into: try SQLiteStorage.open(folder: folder))
            let database = try openedDatabase(in: folder)
            try await database.write { db in
                for name in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'") {
                    try db.execute(sql: "DROP TRIGGER \(name)")
                }
                for statement in [
                    "DROP TABLE facts_marks", "ALTER TABLE participants DROP COLUMN mark",
                    "DELETE FROM grdb_migrations WHERE identifier = 'v22'",
                ] { try db.execute(sql: statement) }
            }
            try database.close()
            let (storage, id) = (try SQLiteStorage.open(folder: folder), chain.participant.id)
            let before = try await storage.read { (try $0.factsMark(), try $0.factsMark(of: id)) }
            #expect(before.1 != nil && before.1 != 0)
            try await storage.write { try $0.closeCase(chain.value.id, at: chain.samples.time(1)) }
            let after = try await storage.read { (try $0.factsMark(), try $0.factsMark(of: id)) }
            #expect(after.0.whole != before.0.whole && after.0.common == before.0.common && after.1 != before.1)
        }
    }

    /// When whoever takes part in a case had joined was not noted before; that they take part was.
    @Test func whoeverTookPartBeforeStillDoesSinceNobodyKnowsWhen() async throws {
        try await inTemporaryFolder { folder in
            _ = try SQLiteStorage.open(folder: folder)
            let id = try setBackToCasesWithoutSteps(folder)
            let storage = try SQLiteStorage.open(folder: folder)
            let found = try await storage.read { facts in
                (try facts.caseOf(id), try facts.stays(in: id), try facts.steps(of: id), try facts.courses())
            }
            let officer = try #require(OfficerID("af/a"))
            #expect(found.0?.officers == [officer] && found.1 == [Stay(officer: officer, from: nil)] && found.2 == [])
            #expect(found.3.map(\.anonymous) == [true])
        }
    }

    /// Undoes version 18, and puts a case where the version before put it.
    private func setBackToCasesWithoutSteps(_ folder: String) throws -> CaseID {
        let random = RandomSource { Array(repeating: 5, count: $0) }
        let (id, participant) = (CaseID(random: random), ParticipantID(random: random))
        let database = try openedDatabase(in: folder)
        try database.write { db in
            for statement in [
                "DROP TABLE case_step_history", "DROP TABLE case_steps", "DROP TABLE case_stays", "DROP TABLE case_indicators",
                "ALTER TABLE case_officers DROP COLUMN joined_at", "DELETE FROM grdb_migrations WHERE identifier = 'v18'",
                "INSERT INTO organisations VALUES ('af', 'AF', 'arbetsformedlingen', 'statute', NULL, NULL, 0)",
                "INSERT INTO officers VALUES ('af/a', 'af', 'caseOfficer', 0, 0, '')",
                "INSERT INTO participants (id, blind_index, subject_key) VALUES ('\(participant)', x'01', x'02')",
                "INSERT INTO cases (id, participant, opened_by, opened_at) VALUES ('\(id)', '\(participant)', 'af/a', 0)",
                "INSERT INTO case_officers (case_id, officer, organisation) VALUES ('\(id)', 'af/a', 'af')",
            ] {
                try db.execute(sql: statement)
            }
        }
        try database.close()
        return id
    }

    /// A consent had room for one withdrawal, of the whole; when it ends wasn't noted.
    @Test func aWithdrawalFromBeforePartsIsKept() async throws {
        try await inTemporaryFolder { folder in
            let (first, second) = try await withConsents(try SQLiteStorage.open(folder: folder))
            let database = try openedDatabase(in: folder)
            try await database.write { db in
                for statement in [
                    "DROP TABLE withdrawals", "DROP INDEX consents_by_case", "ALTER TABLE consents DROP COLUMN withdrawals",
                    "ALTER TABLE consents DROP COLUMN ends_at", "ALTER TABLE requests DROP COLUMN closed_because",
                    "ALTER TABLE consents ADD COLUMN withdrawal BLOB",
                    "UPDATE consents SET withdrawn_at = 1780315260000, withdrawal = x'0102' WHERE id = '\(first.id)'",
                    "DELETE FROM grdb_migrations WHERE identifier = 'v17'",
                ] { try db.execute(sql: statement) }
            }
            try database.close()
            let storage = try SQLiteStorage.open(folder: folder)
            let found = try await storage.read { (try $0.consent(first.id), try $0.consent(second.id)) }
            let at = Timestamp(milliseconds: 1_780_315_260_000)
            #expect(found.0?.withdrawnAt == at && found.0?.endsAt == nil)
            #expect(found.0?.withdrawals == [StoredWithdrawal(at: at, record: Sealed(bytes: [1, 2]))])
            #expect(found.1?.withdrawals == [] && found.1?.withdrawnAt == nil && found.1?.record == second.record)
            try await storage.write { try $0.addWithdrawal(StoredWithdrawal(at: at, record: Sealed(bytes: [3])), to: first.id) }
            #expect(try await storage.read { try $0.consent(first.id)?.withdrawals.map(\.record.bytes) } == [[1, 2], [3]])
        }
    }

    /// Rows of withdrawals that are gone would give back what a person has taken back.
    @Test func aWithdrawalThatIsMissingIsDamage() async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            let (first, second) = try await withConsents(storage)
            let withdrawal = StoredWithdrawal(at: first.recordedAt, record: Sealed(bytes: [1]))
            for _ in 0..<2 { try await storage.write { try $0.addWithdrawal(withdrawal, to: first.id) } }
            let database = try openedDatabase(in: folder)
            try await database.write { try $0.execute(sql: "DELETE FROM withdrawals WHERE number = 1") }
            try database.close()
            let error = await #expect(throws: ExchangeError.self) { _ = try await storage.read { try $0.consent(first.id) } }
            #expect(error?.code == .damaged)
            #expect(try await storage.read { try $0.consent(second.id) } == second)
        }
    }

    /// A person with a case and two consents.
    private func withConsents(_ storage: SQLiteStorage) async throws -> (StoredConsent, StoredConsent) {
        let chain = try await Chain.insert(into: storage)
        let consents = (chain.samples.consent(chain.value), chain.samples.consent(chain.value, ending: 9))
        try await storage.write { changes in
            try changes.insertConsent(consents.0)
            try changes.insertConsent(consents.1)
        }
        return consents
    }

    /// A request asked for one document, and its answer stood in the same row.
    @Test func requestsFromBeforeBecomeRequestsForOne() async throws {
        try await inTemporaryFolder { folder in
            _ = try SQLiteStorage.open(folder: folder)
            try setBackToSingleRequests(folder)
            let storage = try SQLiteStorage.open(folder: folder)
            let found = try await storage.read { facts in
                try facts.requests(to: try #require(OrganisationID("fk")), after: nil, limit: 9)
            }
            #expect(found.map(\.state) == [.approved, .denied, .withdrawn, .open])
            #expect(found.map { $0.documents.map(\.answer) } == [[.approved], [.denied], [nil], [nil]])
            #expect(found[0].documents[0].validUntil == Timestamp(milliseconds: 9) && found[0].documents[0].header == Sealed(bytes: [7]))
            #expect(found.allSatisfy { $0.documents.map(\.document.text) == ["doc_00000000000000000000000000"] && $0.answerBy == nil })
            let document = try #require(DocumentID("doc_00000000000000000000000000"))
            #expect(try await storage.read { try $0.approvals(of: document).map(\.id) } == [found[0].id])
            #expect(try await storage.read { try $0.lastRequestEvent() } == 0)
        }
    }

    /// Undoes version 19, and puts requests where the version before put them.
    private func setBackToSingleRequests(_ folder: String) throws {
        let database = try openedDatabase(in: folder)
        defer { try? database.close() }
        try database.write { db in
            for table in ["request_events", "request_documents", "requests", "delegations"] { try db.execute(sql: "DROP TABLE \(table)") }
            for statement in [
                "DELETE FROM grdb_migrations WHERE identifier IN ('v19', 'v23')",
                """
                CREATE TABLE requests (
                    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL REFERENCES documents (id),
                    participant TEXT NOT NULL REFERENCES participants, owner TEXT NOT NULL REFERENCES organisations,
                    requester TEXT NOT NULL REFERENCES officers, purpose TEXT NOT NULL, reason BLOB NOT NULL, created_at INTEGER NOT NULL,
                    state TEXT NOT NULL, answered_by TEXT REFERENCES officers, answered_at INTEGER, valid_until INTEGER, answer BLOB,
                    header BLOB, closed_because TEXT
                ) STRICT
                """,
                "CREATE INDEX requests_by_document ON requests (document, requester, state, created_at)",
                "CREATE INDEX requests_by_owner ON requests (owner, created_at)",
                "INSERT INTO organisations VALUES ('fk', 'FK', 'forsakringskassan', 'statute', NULL, NULL, 0)",
                "INSERT INTO officers VALUES ('fk/a', 'fk', '', 0, 0, '')",
                "INSERT INTO participants (id, blind_index, subject_key) VALUES ('par_00000000000000000000000000', x'01', x'01')",
                """
                INSERT INTO cases (id, participant, opened_by, opened_at)
                VALUES ('case_00000000000000000000000000', 'par_00000000000000000000000000', 'fk/a', 0)
                """,
                """
                INSERT INTO documents (
                    id, participant, case_id, owner, category, release, uploaded_by, uploaded_at, payload_digest, payload_size, name, manifest, key)
                VALUES ('doc_00000000000000000000000000', 'par_00000000000000000000000000', 'case_00000000000000000000000000', 'fk',
                    'planering', 'owner', 'fk/a', 0, x'00', 1, x'01', x'01', x'01')
                """,
            ] {
                try db.execute(sql: statement)
            }
            for (number, row) in [("open", "NULL, NULL"), ("withdrawn", "NULL, NULL"), ("denied", "NULL, NULL"), ("approved", "9, x'07'")]
                .enumerated()
            {
                try db.execute(
                    sql: """
                        INSERT INTO requests (id, document, participant, owner, requester, purpose, reason, created_at, state, valid_until, header)
                        VALUES ('req_\(String(repeating: "0", count: 25))\(number)', 'doc_00000000000000000000000000',
                            'par_00000000000000000000000000', 'fk', 'fk/a', 'planering', x'01', \(number), '\(row.0)', \(row.1))
                        """)
            }
        }
    }

    /// Undoes version 8: a row for each complete subtree, no hash beside the leaf, and a kept answer. One leaf was changed since.
    private func setBackToNodes(_ folder: String) throws -> ([UInt8], [LogHash]) {
        let database = try openedDatabase(in: folder)
        defer { try? database.close() }
        return try database.write { db in
            let leaves = try Row.fetchAll(db, sql: "SELECT leaf FROM entries ORDER BY log_index").map { LogHash.leaf($0["leaf"] as Data) }
            for statement in [
                "DROP TABLE tiles", "ALTER TABLE entries DROP COLUMN leaf_hash", "DELETE FROM grdb_migrations WHERE identifier = 'v8'",
                "CREATE TABLE tree_nodes (level INTEGER NOT NULL, node_index INTEGER NOT NULL, hash BLOB NOT NULL, "
                    + "PRIMARY KEY (level, node_index)) STRICT, WITHOUT ROWID",
                "INSERT INTO replays VALUES ('af/a', 'k', x'00', x'00', NULL, 0)", "UPDATE entries SET leaf = x'00' WHERE log_index = 7",
            ] {
                try db.execute(sql: statement)
            }
            var (tree, level8) = (TreeFrontier(), [UInt8]())
            for leaf in leaves {
                for (id, hash) in tree.append(leaf) {
                    if id.level == 8 { level8 += hash.bytes }
                    try db.execute(
                        sql: "INSERT INTO tree_nodes VALUES (?, ?, ?)", arguments: [id.level, Int64(id.index), Data(hash.bytes)])
                }
            }
            return (level8, leaves)
        }
    }

    /// Undoes the last migration, and puts a record where the version before put them.
    private func setBack(_ folder: String) throws {
        let database = try openedDatabase(in: folder)
        try database.write { db in
            for statement in [
                "DROP TABLE holdings", "DROP TABLE directory_founding", "DROP INDEX directory_records_by_place",
                "ALTER TABLE directory_records DROP COLUMN place", "ALTER TABLE directory_records DROP COLUMN log_index",
                "ALTER TABLE directory_records DROP COLUMN latest", "DELETE FROM grdb_migrations WHERE identifier = 'v5'",
                "INSERT INTO directory_records (subject, record) VALUES ('af/a', x'01')",
            ] {
                try db.execute(sql: statement)
            }
        }
        try database.close()
    }
}

/// Waits for the connections of a storage that was just let go: they close when they come to it.
private func openedDatabase(in folder: String) throws -> DatabaseQueue {
    var patient = Configuration()
    patient.busyMode = .timeout(60)
    return try DatabaseQueue(path: folder + "/" + SQLiteStorage.fileName, configuration: patient)
}
