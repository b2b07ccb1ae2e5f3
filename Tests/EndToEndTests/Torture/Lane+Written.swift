import Exchange
import ExchangeAPI
import ExchangeClient
import Foundation
import StorageContract

/// Deeds, as they're written and signed.
extension Lane {
    var now: Timestamp { Timestamp(Date()) }

    func posted<Result>(_ call: Call<Result>) -> Posted<Result> {
        Posted(call: call, key: String(random.below(.max), radix: 36) + String(random.below(.max), radix: 36))
    }

    func consent(_ categories: [Category], _ cast: Cast) throws -> Deed {
        let (me, ends) = (cast.rut.connection.me, now + .seconds(180 * 86_400))
        guard let owner = OrganisationID("sdf-angered"), let reader = OrganisationID("vagen-ut") else { throw StoryError("no names") }
        let id = ConsentID(random: random.source)
        let record = ConsentRecord(
            id: id, participant: state.participant, caseID: state.caseID, decision: .given, from: [owner], to: [reader],
            categories: categories, purposes: [.planering], validFrom: now, validUntil: ends,
            grounds: .init(secrecy: "OSL 10:1, 12:2", dataProtection: "GDPR art. 6.1 e, 9.2 h"),
            wording: .init(id: "samtycke", version: "1", language: "sv", text: "Jag säger ja."), givenBy: .init(who: .participant),
            method: .init(how: .screen), explained: ConsentRecord.Explanation.allCases, recordedBy: me, recordedAt: now)
        return .consent(id, categories, posted(try .recordConsent(record: try cast.rut.sign(record, as: ConsentRecord.type))))
    }

    func withdrawal(_ consent: ConsentID, _ cast: Cast) throws -> Deed {
        let record = WithdrawalRecord(consent: consent, how: .oral, recordedBy: cast.rut.connection.me, recordedAt: now)
        return .withdrawal(consent, posted(try .withdrawConsent(consent, record: try cast.rut.sign(record, as: WithdrawalRecord.type))))
    }

    func request(_ document: DocumentID) throws -> Deed {
        .request(
            document, posted(try .createRequest(CreateRequestBody(documents: [document], purpose: .ersattning, reason: "Behövs nu."))))
    }

    /// By `policies/grounds.yaml`, so that a withdrawal doesn't take the ground.
    func answer(_ request: RequestID, for document: DocumentID, _ cast: Cast) throws -> Deed {
        let ground = ListedGround(id: "sfb-110-31", act: "SFB (2010:110)", section: "110 kap. 31 §", balancing: nil)
        let answer = ApprovalRecord.DocumentAnswer(
            document: document, answer: .approved, assessment: "Prövat.", ground: .listed(ground), validUntil: now + .seconds(30 * 86_400))
        let record = ApprovalRecord(
            request: request, requester: cast.frida.connection.me, documents: [answer], answeredBy: cast.asa.connection.me, answeredAt: now)
        let body = AnswerRequestBody(record: try cast.asa.sign(record, as: ApprovalRecord.type), headers: [])
        return .answer(request, posted(try .answerRequest(request, body)))
    }
}
