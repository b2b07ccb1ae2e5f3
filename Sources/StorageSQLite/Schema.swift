import Exchange
import GRDB

/// The tables, by version. A version that has been delivered never changes; what comes after it is a migration of its own.
///
/// Ids and the values of enumerations are texts, times are milliseconds since 1970, sealed bytes are blobs. `seq` is the order of arrival.
/// The log's tables point at nobody: its entries outlive those they tell of.
enum Schema {
    /// Makes the tables, or brings older ones up to this version.
    static func bringUpToDate(_ pool: DatabasePool) throws {
        let migrator = migrator
        guard try pool.read(migrator.hasBeenSuperseded) == false else {
            throw ExchangeError(
                .storageFailed, "the data folder was written by a newer version of kedjad; use that version, nothing was changed")
        }
        try migrator.migrate(pool)
        // A connection that has looked before knows the tables as they were, and would read their new columns under old names.
        pool.invalidateReadOnlyConnections()
        try FactWatch.watch(pool)
    }

    /// Whether the tables are of just this version. Writes nothing.
    static func isUpToDate(_ pool: DatabasePool) throws -> Bool {
        let migrator = migrator
        return try pool.read { try migrator.hasCompletedMigrations($0) && !migrator.hasBeenSuperseded($0) }
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("v1") { db in
            for statement in directory + casework + documents + log { try db.execute(sql: statement) }
        }
        migrator.registerMigration("v2") { db in
            for statement in searches { try db.execute(sql: statement) }
        }
        migrator.registerMigration("v4") { db in
            for statement in versions { try db.execute(sql: statement) }
        }
        migrator.registerMigration("v5") { db in
            for statement in ownerRelease { try db.execute(sql: statement) }
        }
        migrator.registerMigration("v6") { db in
            for statement in keyRotations { try db.execute(sql: statement) }
        }
        migrator.registerMigration("v7") { db in
            for statement in erasures { try db.execute(sql: statement) }
        }
        migrator.registerMigration("v8", migrate: TileMigration.run)
        migrator.registerMigration("v9") { db in
            for statement in logKeys { try db.execute(sql: statement) }
        }
        migrator.registerMigration("v10") { db in
            for statement in witnesses { try db.execute(sql: statement) }
        }
        migrator.registerMigration("v11") { db in
            for statement in emergencies { try db.execute(sql: statement) }
        }
        migrator.registerMigration("v12") { db in
            for statement in auditReviews { try db.execute(sql: statement) }
        }
        migrator.registerMigration("v14") { db in
            for statement in stamps { try db.execute(sql: statement) }
        }
        migrator.registerMigration("v16") { db in
            for statement in leanLog { try db.execute(sql: statement) }
        }
        migrator.registerMigration("v17") { db in
            for statement in withdrawals { try db.execute(sql: statement) }
        }
        migrator.registerMigration("v18") { db in
            for statement in chain { try db.execute(sql: statement) }
        }
        migrator.registerMigration("v19") { db in
            for statement in severalDocuments { try db.execute(sql: statement) }
        }
        migrator.registerMigration("v20") { db in
            for statement in figures { try db.execute(sql: statement) }
        }
        migrator.registerMigration("v21") { db in
            for statement in rights { try db.execute(sql: statement) }
        }
        migrator.registerMigration("v22") { db in
            for statement in FactWatch.marks { try db.execute(sql: statement) }
        }
        migrator.registerMigration("v23") { db in
            for statement in delegationEnds { try db.execute(sql: statement) }
        }
        return migrator
    }

    private static let directory = [
        """
        CREATE TABLE keys (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            master_key_id TEXT NOT NULL, log_origin TEXT NOT NULL,
            system BLOB NOT NULL, blind_index BLOB NOT NULL, identity BLOB NOT NULL, log_signer BLOB NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE organisations (
            id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
            binding TEXT NOT NULL, agreement_reference TEXT, agreement_date TEXT, host INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE officers (
            id TEXT PRIMARY KEY NOT NULL, organisation TEXT NOT NULL REFERENCES organisations, roles TEXT NOT NULL,
            cleared INTEGER NOT NULL, disabled INTEGER NOT NULL, recipient TEXT NOT NULL
        ) STRICT
        """,
        "CREATE INDEX officers_by_organisation ON officers (organisation, id)",
        "CREATE TABLE directory_records (seq INTEGER PRIMARY KEY, subject TEXT NOT NULL, record BLOB NOT NULL) STRICT",
    ]

    private static let casework = [
        """
        CREATE TABLE participants (
            id TEXT PRIMARY KEY NOT NULL, blind_index BLOB NOT NULL UNIQUE, subject_key BLOB NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE registrations (
            seq INTEGER PRIMARY KEY, participant TEXT NOT NULL REFERENCES participants,
            organisation TEXT NOT NULL REFERENCES organisations, identity BLOB NOT NULL, at INTEGER NOT NULL,
            UNIQUE (participant, organisation)
        ) STRICT
        """,
        "CREATE INDEX registrations_by_organisation ON registrations (organisation, participant)",
        """
        CREATE TABLE cases (
            seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, participant TEXT NOT NULL REFERENCES participants,
            opened_by TEXT NOT NULL REFERENCES officers, opened_at INTEGER NOT NULL, closed_at INTEGER
        ) STRICT
        """,
        "CREATE INDEX cases_by_participant ON cases (participant, opened_at)",
        """
        CREATE TABLE case_officers (
            seq INTEGER PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases (id), officer TEXT NOT NULL REFERENCES officers,
            organisation TEXT NOT NULL REFERENCES organisations, UNIQUE (case_id, officer)
        ) STRICT
        """,
        "CREATE INDEX cases_by_organisation ON case_officers (organisation, case_id)",
        """
        CREATE TABLE consents (
            seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, participant TEXT NOT NULL REFERENCES participants,
            case_id TEXT NOT NULL REFERENCES cases (id), record BLOB NOT NULL, recorded_at INTEGER NOT NULL,
            withdrawn_at INTEGER, withdrawal BLOB, superseded_by TEXT
        ) STRICT
        """,
        "CREATE INDEX consents_by_participant ON consents (participant, recorded_at)",
    ]

    private static let documents = [
        """
        CREATE TABLE uploads (
            id TEXT PRIMARY KEY NOT NULL, officer TEXT NOT NULL REFERENCES officers, case_id TEXT NOT NULL REFERENCES cases (id),
            participant TEXT NOT NULL REFERENCES participants, category TEXT NOT NULL, release TEXT NOT NULL, expires_at INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX uploads_by_expiry ON uploads (expires_at)",
        """
        CREATE TABLE documents (
            seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, participant TEXT NOT NULL REFERENCES participants,
            case_id TEXT NOT NULL REFERENCES cases (id), owner TEXT NOT NULL REFERENCES organisations, category TEXT NOT NULL,
            release TEXT NOT NULL, uploaded_by TEXT NOT NULL REFERENCES officers, uploaded_at INTEGER NOT NULL,
            payload_digest BLOB NOT NULL, payload_size INTEGER NOT NULL, name BLOB NOT NULL, manifest BLOB NOT NULL, key BLOB NOT NULL
        ) STRICT
        """,
        "CREATE INDEX documents_by_case ON documents (case_id, uploaded_at)",
        """
        CREATE TABLE retrievals (
            id TEXT PRIMARY KEY NOT NULL, officer TEXT NOT NULL REFERENCES officers, document TEXT NOT NULL REFERENCES documents (id),
            purpose TEXT NOT NULL, expires_at INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX retrievals_by_expiry ON retrievals (expires_at)",
        """
        CREATE TABLE requests (
            seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL REFERENCES documents (id),
            participant TEXT NOT NULL REFERENCES participants, owner TEXT NOT NULL REFERENCES organisations,
            requester TEXT NOT NULL REFERENCES officers, purpose TEXT NOT NULL, reason BLOB NOT NULL, created_at INTEGER NOT NULL,
            state TEXT NOT NULL, answered_by TEXT REFERENCES officers, answered_at INTEGER, valid_until INTEGER, answer BLOB, header BLOB
        ) STRICT
        """,
        "CREATE INDEX requests_by_requester ON requests (requester, created_at)",
        "CREATE INDEX requests_by_owner ON requests (owner, created_at)",
        "CREATE INDEX requests_by_document ON requests (document, requester, state, created_at)",
    ]

    private static let log = [
        """
        CREATE TABLE entries (
            log_index INTEGER PRIMARY KEY, leaf BLOB NOT NULL, text BLOB NOT NULL, at INTEGER NOT NULL, action TEXT NOT NULL,
            outcome TEXT NOT NULL, officer TEXT NOT NULL, organisation TEXT NOT NULL, participant TEXT, owner TEXT
        ) STRICT
        """,
        "CREATE INDEX entries_by_participant ON entries (participant) WHERE participant IS NOT NULL",
        "CREATE INDEX entries_by_officer ON entries (officer)",
        "CREATE INDEX entries_by_organisation ON entries (organisation)",
        "CREATE INDEX entries_by_owner ON entries (owner) WHERE owner IS NOT NULL",
        "CREATE INDEX entries_by_action ON entries (action)",
        "CREATE INDEX entries_by_outcome ON entries (outcome)",
        "CREATE INDEX entries_by_time ON entries (at)",
        """
        CREATE TABLE tree_nodes (
            level INTEGER NOT NULL, node_index INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (level, node_index)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE TABLE checkpoints (only INTEGER PRIMARY KEY CHECK (only = 1), note BLOB NOT NULL) STRICT",
        """
        CREATE TABLE replays (
            officer TEXT NOT NULL, key TEXT NOT NULL, request_digest BLOB NOT NULL, answer BLOB NOT NULL, participant TEXT,
            at INTEGER NOT NULL, PRIMARY KEY (officer, key)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX replays_by_time ON replays (at)",
    ]

    /// Where documents stand among their versions. No references: each version may be erased by itself.
    private static let versions = [
        "ALTER TABLE documents ADD COLUMN version INTEGER NOT NULL DEFAULT 1",
        "ALTER TABLE documents ADD COLUMN supersedes TEXT",
        "ALTER TABLE documents ADD COLUMN superseded_by TEXT",
    ]

    /// The changes of master key. A key is replaced once, and takes over once; the partial index holds one rotation under way.
    private static let keyRotations = [
        """
        CREATE TABLE key_rotations (
            seq INTEGER PRIMARY KEY, old_key TEXT NOT NULL UNIQUE, new_key TEXT NOT NULL UNIQUE, begun_at INTEGER NOT NULL,
            finished_at INTEGER, scrubbed_at INTEGER
        ) STRICT
        """,
        "CREATE UNIQUE INDEX one_key_rotation_at_a_time ON key_rotations ((finished_at IS NULL)) WHERE finished_at IS NULL",
    ]

    /// Erasures outlive those they're about, so they point at nobody but officers.
    private static let erasures = [
        "ALTER TABLE entries ADD COLUMN erased_by INTEGER",
        """
        CREATE TABLE erasures (
            seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, target TEXT NOT NULL, participant TEXT NOT NULL,
            organisations TEXT NOT NULL, ground TEXT NOT NULL, asked_by TEXT NOT NULL REFERENCES officers, asked_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL, record BLOB, state TEXT NOT NULL, ended_by TEXT REFERENCES officers, ended_at INTEGER,
            answer BLOB, entry INTEGER
        ) STRICT
        """,
        "CREATE INDEX erasures_by_target ON erasures (target, asked_at)",
        "CREATE INDEX erasures_by_participant ON erasures (participant)",
        "CREATE TABLE removals (seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL) STRICT",
        """
        CREATE TABLE due_documents (
            document TEXT PRIMARY KEY NOT NULL REFERENCES documents (id), rule TEXT NOT NULL, since INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX documents_by_participant ON documents (participant)",
        "CREATE INDEX requests_by_participant ON requests (participant)",
        "CREATE INDEX uploads_by_participant ON uploads (participant)",
        "CREATE INDEX replays_by_participant ON replays (participant) WHERE participant IS NOT NULL",
        "CREATE INDEX retrievals_by_document ON retrievals (document)",
    ]

    /// What was stated when the log's key was replaced, by the size from which on the next one signs.
    private static let logKeys = [
        "CREATE TABLE log_key_statements (size INTEGER PRIMARY KEY, note BLOB NOT NULL) STRICT"
    ]

    /// Checkpoints that witnesses have cosigned, the newest few.
    private static let witnesses = [
        "CREATE TABLE cosigned_checkpoints (size INTEGER PRIMARY KEY, note BLOB NOT NULL) STRICT"
    ]

    /// Documents opened in an emergency. A row outlives its document, which may be erased before anybody has reviewed it.
    private static let emergencies = [
        """
        CREATE TABLE emergencies (
            seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL, participant TEXT NOT NULL REFERENCES participants,
            owner TEXT NOT NULL REFERENCES organisations, reader TEXT NOT NULL REFERENCES officers, purpose TEXT NOT NULL,
            reason BLOB NOT NULL, read_at INTEGER NOT NULL, review_by INTEGER NOT NULL, entry INTEGER NOT NULL, overdue_since INTEGER,
            reviewed_by TEXT REFERENCES officers, reviewed_at INTEGER, verdict TEXT, review BLOB
        ) STRICT
        """,
        "CREATE INDEX emergencies_by_participant ON emergencies (participant)",
        "CREATE INDEX emergencies_unreviewed ON emergencies (review_by) WHERE reviewed_at IS NULL",
        "ALTER TABLE retrievals ADD COLUMN emergency TEXT",
    ]

    /// Answers to findings of a review of the log. They outlive those whom the entries are about.
    private static let auditReviews = [
        """
        CREATE TABLE audit_reviews (
            seq INTEGER PRIMARY KEY, finding TEXT NOT NULL, reviewed_by TEXT NOT NULL REFERENCES officers, reviewed_at INTEGER NOT NULL,
            record BLOB NOT NULL, UNIQUE (finding, reviewed_by)
        ) STRICT
        """
    ]

    /// What an authority of time has said of checkpoints. Each lies there with its own, for later ones replace the newest.
    private static let stamps = [
        """
        CREATE TABLE checkpoint_stamps (
            size INTEGER PRIMARY KEY, at INTEGER NOT NULL, note BLOB NOT NULL, token BLOB NOT NULL
        ) STRICT
        """
    ]

    /// Each index is a write more for every action. What most entries have alike, a permitted reading, is found without one.
    private static let leanLog = [
        "DROP INDEX entries_by_action",
        "DROP INDEX entries_by_outcome",
        "CREATE INDEX entries_by_rare_action ON entries (action) WHERE \(EverydayEntries.actionIsRare)",
        "CREATE INDEX entries_refused ON entries (outcome) WHERE \(EverydayEntries.isRefused)",
    ]

    /// What documents are searched by, across cases.
    private static let searches = [
        "CREATE INDEX cases_by_officer ON case_officers (officer, case_id)",
        "CREATE INDEX documents_by_owner ON documents (owner, seq)",
    ]

    /// The directory as a chain of signed changes, and who holds an owner's document. Records of changes from before the chain have no place in it.
    private static let ownerRelease = [
        "CREATE TABLE directory_founding (only INTEGER PRIMARY KEY CHECK (only = 1), text BLOB NOT NULL) STRICT",
        "ALTER TABLE directory_records ADD COLUMN place INTEGER",
        "ALTER TABLE directory_records ADD COLUMN log_index INTEGER",
        "ALTER TABLE directory_records ADD COLUMN latest INTEGER",
        "CREATE UNIQUE INDEX directory_records_by_place ON directory_records (place) WHERE place IS NOT NULL",
        """
        CREATE TABLE holdings (
            document TEXT PRIMARY KEY NOT NULL REFERENCES documents (id) ON DELETE CASCADE, holders BLOB NOT NULL, rewrap BLOB
        ) STRICT, WITHOUT ROWID
        """,
    ]
}
