import Exchange
import Foundation
import SignedRecords

/// What changes something: most of it by a record that was signed here.
extension StageJobs {
    /// Made and taken back, so that no heap of open ones grows.
    func request(for document: DocumentID, by officer: OfficerID) throws -> Job {
        let body = #"{"documents":["\#(document)"],"purpose":"planering","reason":"Vi planerar nästa steg."}"#
        return Job(
            officer: officer, kind: "request",
            steps: [
                Step(method: "POST", path: "/v1/requests", body: body, keep: "req_"),
                Step(method: "POST", path: "/v1/requests/{}/withdrawal", body: "{}"),
            ])
    }

    /// To a request that is made here.
    func answer(by number: Int) async throws -> Job {
        let asking = (number + Stage.officers - 10) % Stage.officers
        let (approver, requester, subject) = (try Stage.officer(number), try Stage.officer(asking), notes[asking].subjects[0])
        let terms = RequestTerms(documents: [subject.asked], purpose: .planering, reason: "Vi planerar nästa steg.")
        let request = try await stage.exchange.createRequest(terms, by: requester).value.id
        let now = Clock.system.now()
        let record = ApprovalRecord(
            request: request, requester: requester,
            documents: [
                ApprovalRecord.DocumentAnswer(
                    document: subject.asked, answer: .approved, assessment: "Inget men.", ground: .consent(subject.consent),
                    validUntil: now + .seconds(7 * 86_400))
            ], answeredBy: approver, answeredAt: now)
        let body = try Self.body(["record": try signed(record, as: ApprovalRecord.type, by: approver), "headers": [String]()])
        return Job(
            officer: approver, kind: "answer", once: true,
            steps: [Step(method: "POST", path: "/v1/requests/\(request)/answer", body: body)])
    }

    func upload(to mine: Stage.Notes, by officer: OfficerID) throws -> Job {
        let manifest = payload.manifest(DocumentID(random: .system), of: mine.newcomer, in: mine.intake, by: officer)
        let begin = #"{"caseID":"\#(mine.intake)","category":"planering","release":"policy"}"#
        let completion = try Self.body(["manifest": try signed(manifest, as: DocumentManifest.type, by: officer), "header": header])
        let part = [
            "Upload-Offset": "0", "Content-Digest": "sha-256=:\(Data(payload.digest).base64EncodedString()):",
            "Content-Type": "application/octet-stream",
        ]
        return Job(
            officer: officer, kind: "upload", once: true,
            steps: [
                Step(method: "POST", path: "/v1/uploads", body: begin, keep: "upl_"),
                Step(method: "PATCH", path: "/v1/uploads/{}", bytes: Data(payload.bytes).base64EncodedString(), fields: part),
                Step(method: "POST", path: "/v1/uploads/{}/completion", body: completion),
            ])
    }

    /// Given and withdrawn.
    func consent(in mine: Stage.Notes, by number: Int) throws -> Job {
        let (officer, owner) = (try Stage.officer(number), try Stage.colleague(of: number))
        let shared = BenchCase(
            participant: mine.newcomer, key: SubjectKey(random: .system), id: mine.intake, consent: ConsentID(random: .system),
            reader: officer, owner: owner)
        let given = stage.casework.consent(shared.consent, in: shared)
        let withdrawal = WithdrawalRecord(consent: shared.consent, how: .oral, recordedBy: officer, recordedAt: Clock.system.now())
        let bodies = [
            try Self.body(["record": try signed(given, as: ConsentRecord.type, by: officer)]),
            try Self.body(["record": try signed(withdrawal, as: WithdrawalRecord.type, by: officer)]),
        ]
        return Job(
            officer: officer, kind: "consent", once: true,
            steps: [
                Step(method: "POST", path: "/v1/consents", body: bodies[0]),
                Step(method: "POST", path: "/v1/consents/\(shared.consent)/withdrawal", body: bodies[1]),
            ])
    }

    private func signed(_ record: some Encodable, as type: String, by officer: OfficerID) throws -> String {
        String(decoding: try stage.casework.signers.sign(record, as: type, by: officer.description).encoded, as: UTF8.self)
    }

    private static func body(_ members: [String: Any]) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: members, options: [.withoutEscapingSlashes]), as: UTF8.self)
    }
}
