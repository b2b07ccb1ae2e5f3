import Exchange
import Foundation
import GRDB
import StorageContract
import StorageSQLite
import Testing

/// A person's register extract has everything that storage holds about them: every column of every table is accounted for here, so that a new
/// one can't be forgotten.
@Suite("Each column that is about a person is in their register extract") struct RegisterCoverageTests {
    /// Tables with rows about a person, and what of the extract tells of each column, as paths into it: `cases.steps.current.by`. What stands
    /// behind a colon or a semicolon, or is no path, says why; `-` is for what tells nothing but the row's order or its place.
    private static let aboutPeople: [String: [String: String]] = [
        "participants": [
            "id": "participant", "blind_index": "registrations.identity.number: its HMAC", "subject_key": "a key, tells nothing",
            "mark": "a random number, tells nothing",
        ],
        "registrations": [
            "seq": "-", "participant": "participant", "organisation": "registrations.organisation", "identity": "registrations.identity",
            "at": "registrations.at", "blind_index": "registrations.identity.number: its HMAC",
        ],
        "cases": [
            "seq": "-", "id": "cases.id", "participant": "participant", "opened_by": "cases.openedBy", "opened_at": "cases.openedAt",
            "closed_at": "cases.closedAt",
        ],
        "case_officers": [
            "seq": "-", "case_id": "cases.id", "officer": "cases.officers.officer", "organisation": "cases.officers.organisation",
            "joined_at": "cases.stays.from",
        ],
        "case_stays": [
            "seq": "-", "case_id": "cases.id", "officer": "cases.stays.by", "joined_at": "cases.stays.from",
            "left_at": "cases.stays.until", "ended_by": "cases.stays.endedBy",
        ],
        "case_steps": [
            "seq": "-", "id": "cases.steps.id", "case_id": "cases.id", "kind": "cases.steps.kind",
            "organisation": "cases.steps.current.organisation", "begins_at": "cases.steps.current.from",
            "ends_at": "cases.steps.current.until", "stated_by": "cases.steps.current.by", "stated_at": "cases.steps.current.at",
        ],
        "case_step_history": [
            "seq": "-", "step": "cases.steps.id", "organisation": "cases.steps.earlier.organisation",
            "begins_at": "cases.steps.earlier.from", "ends_at": "cases.steps.earlier.until", "stated_by": "cases.steps.earlier.by",
            "stated_at": "cases.steps.earlier.at",
        ],
        "case_indicators": [
            "case_id": "cases.id", "municipality": "cases.indicators.indicators.municipality", "sex": "cases.indicators.indicators.sex",
            "outcome": "cases.indicators.indicators.outcome", "anonymous": "cases.indicators.anonymous",
            "details": "cases.indicators.indicators.education, cases.indicators.indicators.before, cases.indicators.indicators.after",
        ],
        "consents": [
            "seq": "-", "id": "consents.id", "participant": "participant", "case_id": "consents.caseID",
            "record": "consents.record.payload", "recorded_at": "consents.recordedAt", "withdrawn_at": "consents.withdrawnAt",
            "withdrawals": "how many consents.withdrawals there are", "superseded_by": "consents.supersededBy",
            "ends_at": "consents.record.payload",
        ],
        "withdrawals": [
            "seq": "-", "consent": "consents.id", "number": "-", "at": "consents.withdrawals.payload",
            "record": "consents.withdrawals.payload",
        ],
        "uploads": [
            "id": "uploads.id", "officer": "uploads.by", "case_id": "uploads.caseID", "participant": "participant",
            "category": "uploads.category", "release": "uploads.release", "expires_at": "uploads.expiresAt",
        ],
        "documents": [
            "seq": "-", "id": "documents.id", "participant": "participant", "case_id": "documents.caseID", "owner": "documents.owner",
            "category": "documents.category", "release": "documents.release", "uploaded_by": "documents.uploadedBy",
            "uploaded_at": "documents.uploadedAt", "payload_digest": "documents.payloadDigest", "payload_size": "documents.payloadSize",
            "name": "documents.name", "manifest": "documents.manifest.payload", "key": "a key, tells nothing",
            "version": "documents.version.number", "supersedes": "documents.version.supersedes",
            "superseded_by": "documents.version.supersededBy",
        ],
        "holdings": [
            "document": "documents.id", "holders": "a digest of those whom manifest and rewrap name",
            "rewrap": "documents.rewrap.payload",
        ],
        "due_documents": [
            "document": "documents.id", "rule": "documents.dueRule", "since": "documents.dueSince",
        ],
        "retrievals": [
            "id": "openRetrievals.id", "officer": "openRetrievals.by", "document": "openRetrievals.document",
            "purpose": "openRetrievals.purpose", "expires_at": "openRetrievals.expiresAt", "emergency": "openRetrievals.emergency",
        ],
        "requests": [
            "seq": "-", "id": "requests.id", "participant": "participant", "owner": "requests.owner", "requester": "requests.requester",
            "purpose": "requests.purpose", "reason": "requests.reason", "created_at": "requests.createdAt",
            "answer_by": "requests.answerBy", "state": "requests.state", "answered_by": "requests.answeredBy",
            "answered_at": "requests.answeredAt", "answer": "requests.answer.payload", "confirmed_by": "requests.confirmedBy",
            "confirmed_at": "requests.confirmedAt", "confirmation": "requests.confirmation.payload",
            "closed_because": "requests.closedBecause",
        ],
        "request_documents": [
            "seq": "-", "request": "requests.id", "document": "requests.documents.document", "answer": "requests.documents.answer",
            "valid_until": "requests.documents.validUntil", "header": "requests.documents.hasHeader: a key, tells nothing more",
        ],
        "request_events": [
            "seq": "-", "request": "requests.id", "kind": "what requests and the log tell, for whoever follows",
            "at": "what requests and the log tell, for whoever follows",
        ],
        "emergencies": [
            "seq": "-", "id": "emergencies.id", "document": "emergencies.document", "participant": "participant",
            "owner": "emergencies.owner", "reader": "emergencies.reader", "purpose": "emergencies.purpose",
            "reason": "emergencies.reason", "read_at": "emergencies.readAt", "review_by": "emergencies.reviewBy",
            "entry": "emergencies.entry", "overdue_since": "emergencies.overdueSince", "reviewed_by": "emergencies.reviewedBy",
            "reviewed_at": "emergencies.reviewedAt", "verdict": "emergencies.verdict", "review": "emergencies.review.payload",
        ],
        "erasures": [
            "seq": "-", "id": "erasures.id", "target": "erasures.target", "participant": "participant",
            "organisations": "registrations.organisation, documents.owner", "ground": "erasures.ground", "asked_by": "erasures.askedBy",
            "asked_at": "erasures.askedAt", "expires_at": "erasures.expiresAt", "record": "erasures.record.payload",
            "state": "erasures.state", "ended_by": "erasures.endedBy", "ended_at": "erasures.endedAt",
            "answer": "erasures.answer.payload", "entry": "erasures.entry",
        ],
        "restrictions": [
            "seq": "-", "id": "restrictions.id", "participant": "participant", "ground": "restrictions.ground",
            "begun_by": "restrictions.begunBy", "begun_at": "restrictions.begunAt", "record": "restrictions.record.payload",
            "ended_by": "restrictions.endedBy", "ended_at": "restrictions.endedAt", "lifting": "restrictions.lifting.payload",
        ],
        "corrections": [
            "seq": "-", "participant": "participant", "organisation": "corrections.organisation", "corrected_by": "corrections.by",
            "corrected_at": "corrections.at", "correction": "corrections.correction",
        ],
        "objections": [
            "seq": "-", "id": "objections.id", "participant": "participant", "target": "objections.target",
            "recorded_by": "objections.recordedBy", "recorded_at": "objections.recordedAt", "record": "objections.record.payload",
        ],
        "replays": [
            "officer": "keptAnswers.by", "key": "the caller's own choice", "request_digest": "HMAC of a body",
            "answer": "what the lists above tell", "participant": "participant", "at": "keptAnswers.at",
        ],
        "entries": [
            "log_index": "retrievals.entry", "leaf": "the extract of the log", "leaf_hash": "the extract of the log",
            "text": "retrievals; all of it in the extract of the log", "at": "retrievals.at",
            "action": "retrievals.isEmergency; the extract of the log", "outcome": "the extract of the log", "officer": "retrievals.by",
            "organisation": "retrievals.by", "participant": "participant", "owner": "the extract of the log",
            "erased_by": "only where the person is gone",
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

    /// What is accounted for is there, and each path leads to something in an extract that has everything.
    @Test func nothingIsAccountedForThatIsntThere() async throws {
        try await inTemporaryFolder { folder in
            let found = try tables(folder)
            #expect(Set(found.keys) == Set(Self.aboutPeople.keys).union(Self.aboutNobody.keys))
            let extract = try FullRegister.extract()
            #expect(FullRegister.gaps(in: extract) == [])
            let named = Self.aboutPeople.values.flatMap(\.values).flatMap(Self.paths)
            #expect(named.count > 150)
            #expect(Set(named).subtracting(try FullRegister.paths(of: extract)) == [])
        }
    }

    @Test func aPathThatLeadsNowhereShows() throws {
        #expect(Self.paths("cases.nonsense") == ["cases.nonsense"])
        #expect(Self.paths("registrations, documents.owner: why") == ["registrations", "documents.owner"])
        #expect(
            Self.paths("retrievals; the log, too") == ["retrievals"] && Self.paths("a key, tells nothing").isEmpty
                && Self.paths("-").isEmpty)
        #expect(try !FullRegister.paths(of: try FullRegister.extract()).contains("cases.nonsense"))
    }

    private static func paths(_ told: String) -> [String] {
        let paths = told.split { ":;".contains($0) }.first?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } ?? []
        return paths.filter { $0.wholeMatch(of: /[A-Za-z]+(\.[A-Za-z]+)*/) != nil }
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
