import Exchange
import ExchangeAPI
import ExchangeClient

/// Requests, and what the owner's approvers answer.
extension DecisionStage {
    private static let approvers = [
        "kriminalvarden": ["kriminalvarden/uno", "kriminalvarden/dua"], "sdf-angered": ["sdf-angered/asa"], "fk": ["fk/ulf"],
    ]
    /// Where the person's identity is protected.
    private static let cleared = ["kriminalvarden": ["kriminalvarden/pia", "kriminalvarden/pal"]]

    private func approvers(for row: DecisionRow) throws -> [Player] {
        let all = table.people[row.person]?.isProtected == true ? Self.cleared : Self.approvers
        return try (all[row.owner.text] ?? []).map { try player($0) }
    }

    func answer(_ answer: DecisionRow.Answer, to staged: StagedRow) async throws -> RequestID {
        let requester = try player(answer.to ?? staged.row.who)
        let body = CreateRequestBody(documents: [staged.document], purpose: answer.purpose, reason: "Behövs för planeringen.")
        let id = try await requester.send(.createRequest(body)).id
        let approvers = try approvers(for: staged.row)
        guard let first = approvers.first else { throw StoryError("nobody answers for \(staged.row.owner)") }
        guard let refusal = answer.refused else {
            let state = try await give(answer, to: id, of: staged, as: first)
            guard (state == .awaitingSecond) == (answer.second != nil) else { throw StoryError("answered, it is \(state.rawValue)") }
            try await look(again: answer, id, as: approvers.dropFirst().first)
            return id
        }
        do { _ = try await give(answer, to: id, of: staged, as: first) } catch let error as ClientError {
            guard error.code == refusal else { throw error }
            return id
        }
        throw StoryError("the answer was taken, and not refused as \(refusal)")
    }

    private func give(
        _ answer: DecisionRow.Answer, to id: RequestID, of staged: StagedRow, as approver: Player
    ) async throws -> RequestState {
        let ground: DisclosureGround =
            answer.ground == "consent" ? .consent(staged.consents.last) : try catalogue.ground(answer.ground, isWeighed: answer.isWeighed)
        let plan = ApprovalPlan(assessment: "Prövat.", ground: ground, validUntil: now + .seconds(86_400 * answer.ends))
        let plans = [staged.document: answer.isDenied ? .deny(assessment: "Men.") : DocumentPlan.approve(plan)]
        let appeal = catalogue.appeal(against: try kind(of: staged.row.owner))
        return try await answerRequest(
            id, as: try await approver.send(.request(id)), with: RequestAnswer(documents: plans, appeal: appeal),
            over: approver.connection, signer: approver.signer, identities: approver.keys
        ).result.state
    }

    /// The second approver, where the row says that they have looked.
    private func look(again answer: DecisionRow.Answer, _ id: RequestID, as second: Player?) async throws {
        guard let outcome = answer.second, outcome != .waits else { return }
        guard let second else { throw StoryError("there is no second approver") }
        _ = try await confirmAnswer(
            id, as: try await second.send(.request(id)), outcome == .confirmed ? .confirmed : .declined, assessment: "Prövat igen.",
            over: second.connection, signer: second.signer)
    }
}
