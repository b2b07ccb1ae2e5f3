import Exchange
import ExchangeAPI
import ExchangeClient
import Foundation

/// A row whose facts are in the daemon, put there as people do: by their clients' calls.
struct StagedRow: Sendable {
    let row: DecisionRow
    let document: DocumentID
    let content: Data
    let consents: [ConsentID]
    let approvals: [RequestID]
}

extension DecisionStage {
    func stage(_ row: DecisionRow) async throws -> StagedRow {
        let recorder = try recorder(for: row.person)
        let opened = try await recorder.send(.openCase(for: try participant(row.person)))
        let uploader = try uploader(for: row)
        for officer in Set([uploader] + (row.inCase ? [row.who] : []) + row.approvals.compactMap(\.to)) {
            _ = try await recorder.send(.addOfficer(officer, to: opened.id))
        }
        if row.knows {
            let other = try await recorder.send(.openCase(for: opened.participant))
            _ = try await recorder.send(.addOfficer(row.who, to: other.id))
        }
        let content = Data("\(row.name), \(opened.id)".utf8)
        let document = try await upload(content, as: uploader, to: opened, row)
        var consents: [ConsentID] = []
        for consent in row.consents { consents.append(try await record(consent, in: opened, by: recorder)) }
        var approvals: [RequestID] = []
        for approval in row.approvals { approvals.append(try await answer(approval, row, document, consents)) }
        if row.isReplaced { _ = try await upload(Data("nyare".utf8), as: uploader, to: opened, row, replacing: document) }
        if row.isClosed { _ = try await recorder.send(.closeCase(opened.id)) }
        return StagedRow(row: row, document: document, content: content, consents: consents, approvals: approvals)
    }

    /// What becomes of the reader afterwards.
    func change(_ staged: StagedRow) throws {
        guard let then = staged.row.then else { return }
        let officer = staged.row.who.description
        switch then {
        case "disabled": try installation.must(0, "ada", "officer", "disable", officer)
        case "cleared": try installation.must(0, "ada", "officer", "change", officer, "--cleared")
        case "uncleared": try installation.must(0, "ada", "officer", "change", officer, "--no-cleared")
        default: try installation.must(0, "ada", "officer", "change", officer, "--role", then)
        }
    }

    // MARK: Documents

    private static let uploaders = [
        "kriminalvarden": "kriminalvarden/kim", "fk": "fk/frida", "sdf-angered": "sdf-angered/rut", "vagen-ut": "vagen-ut/vera",
        "af-angered": "af-angered/ann", "vgr": "vgr/rune",
    ]
    private static let approvers = ["kriminalvarden": "kriminalvarden/uno", "sdf-angered": "sdf-angered/asa", "fk": "fk/ulf"]

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

    // MARK: Consents

    private func record(
        _ yes: DecisionRow.Yes, in opened: Case, by recorder: Player, replacing old: ConsentID? = nil
    ) async throws -> ConsentID {
        let place = yes.isElsewhere ? try await recorder.send(.openCase(for: opened.participant)) : opened
        let consent = record(of: yes, in: place, by: recorder.connection.me, replacing: old)
        let id = try await recorder.send(.recordConsent(record: try recorder.sign(consent, as: ConsentRecord.type))).id
        if let how = yes.withdrawn { try await withdraw(id, how) }
        guard let next = yes.replacedBy.first else { return id }
        return try await record(next, in: opened, by: recorder, replacing: id)
    }

    /// To anybody that the person turns to.
    private func withdraw(_ id: ConsentID, _ how: WithdrawalRecord.How) async throws {
        let frida = try player("fk/frida")
        let withdrawal = WithdrawalRecord(consent: id, how: how, recordedBy: frida.connection.me, recordedAt: now)
        _ = try await frida.send(.withdrawConsent(id, record: try frida.sign(withdrawal, as: WithdrawalRecord.type)))
    }

    private func record(
        of yes: DecisionRow.Yes, in place: Case, by recorder: OfficerID, replacing old: ConsentID?
    ) -> ConsentRecord {
        let day = 86_400
        let isRepresented = yes.givenBy != .participant
        return ConsentRecord(
            id: ConsentID(random: RandomSource { SystemBytes.draw($0) }), participant: place.participant, caseID: place.id,
            decision: yes.isRefused ? .refused : .given, from: yes.from, to: yes.to, categories: yes.categories, purposes: yes.purposes,
            validFrom: now + .seconds(day * yes.begins), validUntil: now + .seconds(day * yes.ends),
            grounds: .init(secrecy: "OSL 10:1, 12:2", dataProtection: "GDPR art. 6.1 e, 9.2 h"),
            wording: .init(id: "samtycke", version: "1", language: "sv", text: "Jag säger ja."),
            givenBy: .init(
                who: yes.givenBy, assignment: isRepresented ? "förordnande" : nil, scope: isRepresented ? "sörja för person" : nil,
                personHeard: isRepresented ? true : nil),
            method: .init(
                how: yes.method, paperDigest: yes.method == .paper ? String(repeating: "0a", count: 32) : nil,
                witness: yes.method == .oral ? "Lars" : nil),
            explained: ConsentRecord.Explanation.allCases, recordedBy: recorder, recordedAt: now, supersedes: old)
    }

    // MARK: Requests

    private func answer(
        _ answer: DecisionRow.Answer, _ row: DecisionRow, _ document: DocumentID, _ consents: [ConsentID]
    ) async throws -> RequestID {
        let requester = try player(answer.to ?? row.who)
        guard let name = Self.approvers[row.owner.text] else { throw StoryError("nobody answers for \(row.owner): \(row.name)") }
        let approver = try player(name)
        let body = CreateRequestBody(documents: [document], purpose: answer.purpose, reason: "Behövs för planeringen.")
        let id = try await requester.send(.createRequest(body)).id
        let view = try await approver.send(.request(id))
        let ground: DisclosureGround = answer.isOnConsent ? .consent(consents.last) : Self.duty
        let plan = ApprovalPlan(assessment: "Prövat.", ground: ground, validUntil: now + .seconds(86_400 * answer.ends))
        _ = try await answerRequest(
            id, as: view,
            with: RequestAnswer(
                documents: [document: answer.isDenied ? .deny(assessment: "Men.") : .approve(plan)], appeal: try await appeal(of: view)),
            over: approver.connection, signer: approver.signer, identities: approver.keys)
        return id
    }
}
