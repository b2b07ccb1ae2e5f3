import Exchange
import ExchangeAPI
import ExchangeClient
import Foundation

/// A row whose facts are in the daemon, put there as people do: by their clients' calls.
struct StagedRow: Sendable {
    let row: DecisionRow
    let opened: Case
    let document: DocumentID
    let content: Data
    var consents: [ConsentID] = []
    var approvals: [RequestID] = []
}

extension DecisionStage {
    func stage(_ row: DecisionRow) async throws -> StagedRow {
        let recorder = try recorder(for: row.person)
        let opened = try await recorder.send(.openCase(for: try participant(row.person)))
        let uploader = try uploader(for: row)
        for officer in Set([uploader] + (row.inCase ? [row.who] : []) + row.others + row.approvals.compactMap(\.to)) {
            _ = try await recorder.send(.addOfficer(officer, to: opened.id))
        }
        if row.knows {
            let other = try await recorder.send(.openCase(for: opened.participant))
            _ = try await recorder.send(.addOfficer(row.who, to: other.id))
        }
        let content = Data("\(row.name), \(opened.id)".utf8)
        let document = try await upload(content, as: uploader, to: opened, row)
        var staged = StagedRow(row: row, opened: opened, document: document, content: content)
        for consent in row.consents { staged.consents.append(try await record(consent, in: opened, by: recorder)) }
        for approval in row.approvals { staged.approvals.append(try await answer(approval, to: staged)) }
        return staged
    }

    /// What happens once owners have answered.
    func goOn(_ before: StagedRow) async throws -> StagedRow {
        var staged = before
        let (row, opened, recorder) = (staged.row, staged.opened, try recorder(for: staged.row.person))
        for (place, consent) in row.consents.enumerated() where consent.changesLater {
            staged.consents[place] = try await change(staged.consents[place], as: consent, in: opened, by: recorder)
        }
        for consent in row.laterConsents { staged.consents.append(try await record(consent, in: opened, by: recorder)) }
        for approval in row.laterApprovals { staged.approvals.append(try await answer(approval, to: staged)) }
        if row.isReplaced {
            _ = try await upload(Data("nyare".utf8), as: try uploader(for: row), to: opened, row, replacing: staged.document)
        }
        if row.leaves { _ = try await player(row.who).send(.removeOfficer(row.who, from: opened.id)) }
        if row.isClosed { _ = try await recorder.send(.closeCase(opened.id)) }
        return staged
    }

    /// What becomes of the reader afterwards.
    func change(_ staged: StagedRow) throws {
        guard let then = staged.row.then else { return }
        let officer = staged.row.who.description
        switch then {
        case "disabled": try installation.must(0, "ada", "officer", "disable", officer, "--last")
        case "cleared": try installation.must(0, "ada", "officer", "change", officer, "--cleared")
        case "uncleared": try installation.must(0, "ada", "officer", "change", officer, "--no-cleared")
        default: try installation.must(0, "ada", "officer", "change", officer, "--role", then, "--last")
        }
    }

    // MARK: Documents

    private static let uploaders = [
        "kriminalvarden": "kriminalvarden/kim", "fk": "fk/frida", "sdf-angered": "sdf-angered/rut", "vagen-ut": "vagen-ut/vera",
        "af-angered": "af-angered/ann", "vgr": "vgr/rune",
    ]

    private func uploader(for row: DecisionRow) throws -> OfficerID {
        let isProtected = table.people[row.person]?.isProtected == true
        let name = isProtected ? "kriminalvarden/krister" : Self.uploaders[row.owner.text]
        guard let officer = name.flatMap({ OfficerID($0) }), officer.organisation == row.owner else {
            throw StoryError("nobody uploads for \(row.owner): \(row.name)")
        }
        return officer
    }

    private func upload(
        _ content: Data, as officer: OfficerID, to opened: Case, _ row: DecisionRow, replacing old: DocumentID? = nil
    ) async throws -> DocumentID {
        let file = installation.path("in-\(UUID().uuidString)")
        try content.write(to: URL(fileURLWithPath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        let plan = UploadPlan(
            caseID: opened.id, participant: opened.participant, category: row.category, release: row.release, name: "handling.txt",
            source: .file(file), supersedes: old)
        let player = try player(officer)
        return try await uploadDocument(plan, over: player.connection, signer: player.signer, progress: { _ in }).result.id
    }
}
