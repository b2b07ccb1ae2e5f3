import Exchange
import ExchangeAPI
import ExchangeClient
import Foundation

/// Consents, as people give, change and take them back.
extension DecisionStage {
    func record(
        _ yes: DecisionRow.Yes, in opened: Case, by recorder: Player, replacing old: ConsentID? = nil
    ) async throws -> ConsentID {
        let place = yes.isElsewhere ? try await recorder.send(.openCase(for: opened.participant)) : opened
        let consent = record(of: yes, in: place, by: recorder.connection.me, replacing: old)
        let id = try await recorder.send(.recordConsent(record: try recorder.sign(consent, as: ConsentRecord.type))).id
        return yes.changesLater ? id : try await change(id, as: yes, in: opened, by: recorder)
    }

    /// What becomes of a consent. Answers the one that stands in its place then, itself where it isn't replaced.
    func change(_ id: ConsentID, as yes: DecisionRow.Yes, in opened: Case, by recorder: Player) async throws -> ConsentID {
        for part in yes.takes { try await withdraw(part, of: id, .oral) }
        if let how = yes.withdrawn { try await withdraw(nil, of: id, how) }
        guard let next = yes.replacedBy.first else { return id }
        return try await record(next, in: opened, by: recorder, replacing: id)
    }

    /// To anybody that the person turns to.
    private func withdraw(_ part: DecisionRow.Part?, of id: ConsentID, _ how: WithdrawalRecord.How) async throws {
        let frida = try player("fk/frida")
        let withdrawal = WithdrawalRecord(
            consent: id, how: how, from: part?.from, to: part?.to, categories: part?.categories, purposes: part?.purposes,
            recordedBy: frida.connection.me, recordedAt: now)
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
}
