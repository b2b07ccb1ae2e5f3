import Exchange
import GRDB
import Testing

@testable import StorageSQLite

/// How SQLite finds what the log is asked for.
@Suite("The log's indexes") struct LogIndexTests {
    @Test func eachNarrowQuestionHasAnIndex() async throws {
        let officer = try #require(OfficerID("af/anna"))
        let plans: [(EntryFilter, [String])] = [
            (EntryFilter(participant: ParticipantID(random: .zeros)), ["entries_by_participant"]),
            (EntryFilter(officer: officer), ["entries_by_officer"]),
            (EntryFilter(organisation: officer.organisation), ["entries_by_organisation", "entries_by_owner"]),
            (EntryFilter(action: .emergencyRetrieve), ["entries_by_rare_action"]),
            (EntryFilter(outcome: .denied), ["entries_refused"]),
            (EntryFilter(outcome: .failed), ["entries_refused"]),
        ]
        for (filter, indexes) in plans {
            let plan = try await plan(of: filter)
            for index in indexes { #expect(plan.contains(index), "\(filter): \(plan)") }
        }
    }

    /// What most entries are is found by reading on, and costs no action an index.
    @Test func everydayQuestionsReadOn() async throws {
        for filter in [EntryFilter(action: .describeDocument), EntryFilter(outcome: .permitted)] {
            #expect(try await plan(of: filter).contains("INTEGER PRIMARY KEY"))
        }
    }

    @Test func theLogHasTheseIndexes() async throws {
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            let names = try await storage.pool.read { db in
                try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'entries' ORDER BY name")
            }
            #expect(
                names == [
                    "entries_by_officer", "entries_by_organisation", "entries_by_owner", "entries_by_participant", "entries_by_rare_action",
                    "entries_by_time", "entries_refused",
                ])
        }
    }

    private func plan(of filter: EntryFilter) async throws -> String {
        var plan = ""
        try await inTemporaryFolder { folder in
            let storage = try SQLiteStorage.open(folder: folder)
            plan = try await storage.pool.read { db in
                let (sql, arguments) = filter.question(from: 0, limit: 10)
                let bound = StatementArguments(arguments.map { $0?.stored ?? .null })
                let rows = try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: bound)
                return rows.map { $0["detail"] as String }.joined(separator: "; ")
            }
        }
        return plan
    }
}

extension RandomSource {
    fileprivate static let zeros = RandomSource { Array(repeating: 0, count: $0) }
}
