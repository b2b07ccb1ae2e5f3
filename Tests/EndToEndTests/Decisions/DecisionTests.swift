import Exchange
import ExchangeAPI
import ExchangeClient
import Foundation
import Testing
import Yams

/// `cases.yaml` against the real daemon, over TLS: each row's facts are made by its people's own clients, then the reader tries to read. What comes of
/// it, the ground in the log's entry, and the daemon's own explanation must be what the row says.
@Suite("Facts, decision and ground", .longOnOwnThreads, .enabled(if: DecisionStage.faketime != nil, "needs faketime")) struct DecisionTests
{
    @Test func theDaemonDecidesAsTheTableSays() async throws {
        let file = SourceRoot.path + "/Tests/EndToEndTests/Decisions/cases.yaml"
        let table = try YAMLDecoder().decode(DecisionTable.self, from: try String(contentsOfFile: file, encoding: .utf8))
        #expect(table.rows.count == 263)
        #expect(Set(table.rows.map(\.name)).count == table.rows.count)
        let stage = try DecisionStage(table)
        do { try await play(stage) } catch {
            await stage.close()
            throw error
        }
        await stage.close()
    }

    private func play(_ stage: DecisionStage) async throws {
        try await stage.registerPeople()
        let answered = try await severalAtOnce(stage.table.rows) { row in
            do { return try await stage.stage(row) } catch { throw StoryError("\(row.name): the facts can't be made: \(error)") }
        }
        try await stage.withdrawAll()
        let staged = try await severalAtOnce(answered) { row in
            do { return try await stage.goOn(row) } catch { throw StoryError("\(row.row.name): what follows can't be made: \(error)") }
        }
        for row in staged { try stage.change(row) }
        try await stage.markLate()
        try await stage.restrict()
        for days in Set(staged.map(\.row.after)).sorted() {
            try stage.tell(days: days)
            let faults = try await severalAtOnce(staged.filter { $0.row.after == days }) { try await stage.faults($0) }
            for fault in faults.joined() { Issue.record("\(fault)") }
        }
    }

    /// A few at a time, so that the daemon has something to do and nobody waits long.
    private func severalAtOnce<Element: Sendable, Value: Sendable>(
        _ elements: [Element], _ body: @escaping @Sendable (Element) async throws -> Value
    ) async throws -> [Value] {
        try await withThrowingTaskGroup(of: Value.self) { group in
            var (values, waiting) = ([Value](), elements[...])
            for _ in 0..<4 { if let next = waiting.popFirst() { group.addTask { try await body(next) } } }
            while let value = try await group.next() {
                values.append(value)
                if let next = waiting.popFirst() { group.addTask { try await body(next) } }
            }
            return values
        }
    }
}

/// What came of a read.
private struct Outcome {
    let code: String
    /// The log's entry that tells of it.
    let entry: UInt64?
    var consent: ConsentID?
    var approval: RequestID?
    var content: Data?
}

extension DecisionStage {
    /// What isn't as the row says: a line each.
    func faults(_ staged: StagedRow) async throws -> [String] {
        let row = staged.row
        let outcome = try await read(staged)
        var faults: [String] = []
        if outcome.code != row.expect { faults.append("expected \(row.expect), got \(outcome.code)") }
        if row.expect == "permitted" {
            if outcome.content != staged.content { faults.append("what was read isn't what was uploaded") }
            faults += carriers(staged, outcome)
        }
        faults += try await ground(row, outcome)
        faults += try await explanation(staged)
        return faults.map { "\(row.name): \($0)" }
    }

    private func read(_ staged: StagedRow) async throws -> Outcome {
        let (player, target) = (try player(staged.row.who), installation.path("out-\(UUID().uuidString)"))
        defer { try? FileManager.default.removeItem(atPath: target) }
        do {
            let read = try await getDocument(
                staged.document, purpose: staged.row.purpose, to: .file(target), inEmergency: staged.row.emergency,
                over: player.connection, identities: player.keys, progress: { _ in })
            return Outcome(
                code: "permitted", entry: read.receipt.index, consent: read.consent, approval: read.approval,
                content: try Data(contentsOf: URL(fileURLWithPath: target)))
        } catch let error as ClientError {
            guard !FileManager.default.fileExists(atPath: target) else {
                throw StoryError("a refused read left a file: \(staged.row.name)")
            }
            return Outcome(code: error.code, entry: error.problem?.auditIndex)
        }
    }

    /// Which consent and which approval carried it.
    private func carriers(_ staged: StagedRow, _ outcome: Outcome) -> [String] {
        let row = staged.row
        let needsConsent = row.by.contains { $0.hasSuffix("-consent") }
        let needsApproval = row.by.contains { $0.contains("-approval-") }
        let consent = row.consent.map { staged.consents[$0 - 1] } ?? (needsConsent ? outcome.consent : nil)
        let approval = row.approval.map { staged.approvals[$0 - 1] } ?? (needsApproval ? outcome.approval : nil)
        var faults: [String] = []
        if outcome.consent != consent || needsConsent != (outcome.consent != nil) { faults.append("another consent carried it") }
        if outcome.approval != approval || needsApproval != (outcome.approval != nil) { faults.append("another approval carried it") }
        return faults
    }

    /// The host's auditor finds the same in the log.
    private func ground(_ row: DecisionRow, _ outcome: Outcome) async throws -> [String] {
        guard let index = outcome.entry else { return ["the answer names no entry of the log"] }
        guard let entry = try await player("sdf-angered/gun").send(.auditEntry(index)).entry else {
            return ["entry \(index) can't be read"]
        }
        var faults: [String] = []
        if entry.policies.sorted() != row.by.sorted() { faults.append("expected by \(row.by), the log has \(entry.policies)") }
        if (entry.outcome == .permitted) != (row.expect == "permitted") { faults.append("the log says \(entry.outcome)") }
        if entry.officer != row.who { faults.append("the log names \(entry.officer)") }
        if !entry.policyErrors.isEmpty { faults.append("policies erred: \(entry.policyErrors)") }
        return faults
    }

    /// `policy explain` gives the reader the same answer and the same grounds, where they may ask.
    private func explanation(_ staged: StagedRow) async throws -> [String] {
        let row = staged.row
        guard ["permitted", "denied"].contains(row.expect), row.emergency == nil else { return [] }
        let explained = try await player(row.who).send(.explain(staged.document, for: row.purpose))
        let decided = explained.policies.filter(\.decided).map(\.id).sorted()
        guard explained.permitted == (row.expect == "permitted"), decided == row.by.sorted() else {
            return ["explained as \(explained.permitted ? "permitted" : "refused") by \(decided)"]
        }
        return []
    }
}
