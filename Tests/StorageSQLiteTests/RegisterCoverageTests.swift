import Exchange
import Foundation
import GRDB
import StorageSQLite
import Testing

/// A person's register extract has everything that storage holds about them: every column of every table is accounted for here, so that a new
/// one can't be forgotten.
@Suite("Each column that is about a person is in their register extract") struct RegisterCoverageTests {
    /// Tables with rows about a person, and what of the extract tells of each column; `-` for what tells nothing but the row's order or its place.
    private static let aboutPeople: [String: [String: String]] = [
        "participants": [
            "id": "participant", "blind_index": "registrations: HMAC of the number, which is told", "subject_key": "a key, tells nothing",
            "mark": "a random number, tells nothing",
        ],
        "registrations": [
            "seq": "-", "participant": "participant", "organisation": "registrations", "identity": "registrations.identity",
            "at": "registrations", "blind_index": "HMAC of the number, which is told",
        ],
        "cases": [
            "seq": "-", "id": "cases", "participant": "participant", "opened_by": "cases", "opened_at": "cases", "closed_at": "cases",
        ],
        "case_officers": [
            "seq": "-", "case_id": "cases", "officer": "cases.officers", "organisation": "cases.officers", "joined_at": "cases.stays",
        ],
        "case_stays": [
            "seq": "-", "case_id": "cases", "officer": "cases.stays", "joined_at": "cases.stays", "left_at": "cases.stays",
            "ended_by": "cases.stays",
        ],
        "case_steps": [
            "seq": "-", "id": "cases.steps", "case_id": "cases", "kind": "cases.steps", "organisation": "cases.steps",
            "begins_at": "cases.steps", "ends_at": "cases.steps", "stated_by": "cases.steps", "stated_at": "cases.steps",
        ],
        "case_step_history": [
            "seq": "-", "step": "cases.steps", "organisation": "cases.steps", "begins_at": "cases.steps", "ends_at": "cases.steps",
            "stated_by": "cases.steps", "stated_at": "cases.steps",
        ],
        "case_indicators": [
            "case_id": "cases", "municipality": "cases.indicators", "sex": "cases.indicators", "outcome": "cases.indicators",
            "anonymous": "cases.indicators", "details": "cases.indicators",
        ],
        "consents": [
            "seq": "-", "id": "consents", "participant": "participant", "case_id": "consents", "record": "consents.record",
            "recorded_at": "consents", "withdrawn_at": "consents", "withdrawals": "how many consents.withdrawals there are",
            "superseded_by": "consents", "ends_at": "consents.record",
        ],
        "withdrawals": [
            "seq": "-", "consent": "consents", "number": "-", "at": "consents.withdrawals", "record": "consents.withdrawals",
        ],
        "uploads": [
            "id": "uploads", "officer": "uploads.by", "case_id": "uploads", "participant": "participant", "category": "uploads",
            "release": "uploads", "expires_at": "uploads",
        ],
        "documents": [
            "seq": "-", "id": "documents", "participant": "participant", "case_id": "documents", "owner": "documents",
            "category": "documents", "release": "documents", "uploaded_by": "documents", "uploaded_at": "documents",
            "payload_digest": "documents", "payload_size": "documents", "name": "documents.name", "manifest": "documents.manifest",
            "key": "a key, tells nothing", "version": "documents.version", "supersedes": "documents.version",
            "superseded_by": "documents.version",
        ],
        "holdings": ["document": "documents", "holders": "a digest of those whom manifest and rewrap name", "rewrap": "documents.rewrap"],
        "due_documents": ["document": "documents", "rule": "documents.dueRule", "since": "documents.dueSince"],
        "retrievals": [
            "id": "openRetrievals", "officer": "openRetrievals.by", "document": "openRetrievals", "purpose": "openRetrievals",
            "expires_at": "openRetrievals", "emergency": "openRetrievals",
        ],
        "requests": [
            "seq": "-", "id": "requests", "participant": "participant", "owner": "requests", "requester": "requests",
            "purpose": "requests", "reason": "requests.reason", "created_at": "requests", "answer_by": "requests", "state": "requests",
            "answered_by": "requests", "answered_at": "requests", "answer": "requests.answer", "confirmed_by": "requests",
            "confirmed_at": "requests", "confirmation": "requests.confirmation", "closed_because": "requests",
        ],
        "request_documents": [
            "seq": "-", "request": "requests", "document": "requests.documents", "answer": "requests.documents",
            "valid_until": "requests.documents", "header": "requests.documents: a key, tells nothing",
        ],
        "request_events": [
            "seq": "-", "request": "requests", "kind": "what requests and the log tell, for whoever follows", "at": "requests",
        ],
        "emergencies": [
            "seq": "-", "id": "emergencies", "document": "emergencies", "participant": "participant", "owner": "emergencies",
            "reader": "emergencies", "purpose": "emergencies", "reason": "emergencies.reason", "read_at": "emergencies",
            "review_by": "emergencies", "entry": "emergencies", "overdue_since": "emergencies", "reviewed_by": "emergencies",
            "reviewed_at": "emergencies", "verdict": "emergencies", "review": "emergencies.review",
        ],
        "erasures": [
            "seq": "-", "id": "erasures", "target": "erasures", "participant": "participant", "organisations": "registrations, documents",
            "ground": "erasures", "asked_by": "erasures", "asked_at": "erasures", "expires_at": "erasures", "record": "erasures.record",
            "state": "erasures", "ended_by": "erasures", "ended_at": "erasures", "answer": "erasures.answer", "entry": "erasures",
        ],
        "restrictions": [
            "seq": "-", "id": "restrictions", "participant": "participant", "ground": "restrictions", "begun_by": "restrictions",
            "begun_at": "restrictions", "record": "restrictions.record", "ended_by": "restrictions", "ended_at": "restrictions",
            "lifting": "restrictions.lifting",
        ],
        "corrections": [
            "seq": "-", "participant": "participant", "organisation": "corrections", "corrected_by": "corrections",
            "corrected_at": "corrections", "correction": "corrections.correction",
        ],
        "objections": [
            "seq": "-", "id": "objections", "participant": "participant", "target": "objections", "recorded_by": "objections",
            "recorded_at": "objections", "record": "objections.record",
        ],
        "replays": [
            "officer": "keptAnswers", "key": "the caller's own choice", "request_digest": "HMAC of a body",
            "answer": "what the lists above tell",
            "participant": "participant", "at": "keptAnswers",
        ],
        "entries": [
            "log_index": "retrievals.entry", "leaf": "the extract of the log", "leaf_hash": "the extract of the log",
            "text": "retrievals; all of it in the extract of the log", "at": "retrievals", "action": "retrievals",
            "outcome": "the extract of the log", "officer": "retrievals.by", "organisation": "retrievals.by", "participant": "participant",
            "owner": "the extract of the log", "erased_by": "only where the person is gone",
        ],
    ]

    /// Tables that hold nothing about a participant, and why.
    private static let aboutNobody: [String: String] = [
        "keys": "the exchange's own", "key_rotations": "the exchange's own", "log_key_statements": "the log's",
        "organisations": "the directory",
        "officers": "the directory: officers, not participants", "directory_records": "the directory",
        "directory_founding": "the directory",
        "tiles": "hashes of salted commitments", "checkpoints": "the log's", "cosigned_checkpoints": "the log's",
        "checkpoint_stamps": "the log's", "removals": "ids of what is being removed", "grdb_migrations": "the schema's versions",
        "delegations": "between officers", "figure_issues": "counts of people, in groups that are large enough",
        "audit_reviews": "answers to findings, which name entries and officers", "facts_marks": "random numbers",
    ]

    @Test func everyTableAndColumnIsAccountedFor() async throws {
        try await inTemporaryFolder { folder in
            for (table, columns) in try tables(folder) {
                if Self.aboutNobody[table] != nil {
                    #expect(!columns.contains("participant") && !columns.contains("document") && !columns.contains("case_id"), "\(table)")
                    continue
                }
                let told = try #require(Self.aboutPeople[table], "\(table) isn't in the register extract, nor said to be about nobody")
                #expect(Set(told.keys) == columns, "\(table)")
                #expect(told.values.allSatisfy { !$0.isEmpty })
            }
        }
    }

    /// What is accounted for is there, and lists that are named are the extract's.
    @Test func nothingIsAccountedForThatIsntThere() async throws {
        try await inTemporaryFolder { folder in
            let found = try tables(folder)
            #expect(Set(found.keys) == Set(Self.aboutPeople.keys).union(Self.aboutNobody.keys))
            let extract = RegisterExtract(
                participant: try #require(ParticipantID("par_00000000000000000000000000")), madeAt: Timestamp(milliseconds: 0),
                officers: .shown)
            let members = Set(Mirror(reflecting: extract).children.compactMap(\.label))
            let named = Self.aboutPeople.values.flatMap(\.values).compactMap { $0.split(separator: ".").first.map(String.init) }
            for name in named where name.allSatisfy(\.isLetter) { #expect(members.contains(name), "\(name)") }
        }
    }

    /// A table with a participant that nobody thought of turns the first test red.
    @Test func aForgottenTableShows() async throws {
        try await inTemporaryFolder { folder in
            _ = try tables(folder)
            let queue = try DatabaseQueue(path: folder + "/" + SQLiteStorage.fileName)
            try await queue.write { try $0.execute(sql: "CREATE TABLE notes (id TEXT, participant TEXT)") }
            try queue.close()
            #expect(try tables(folder).contains { Self.aboutPeople[$0.key] == nil && Self.aboutNobody[$0.key] == nil })
        }
    }

    private func tables(_ folder: String) throws -> [String: Set<String>] {
        _ = try SQLiteStorage.open(folder: folder)
        let queue = try DatabaseQueue(path: folder + "/" + SQLiteStorage.fileName)
        defer { try? queue.close() }
        return try queue.read { db in
            let names = try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
            return try Dictionary(uniqueKeysWithValues: names.map { ($0, Set(try db.columns(in: $0).map(\.name))) })
        }
    }
}
