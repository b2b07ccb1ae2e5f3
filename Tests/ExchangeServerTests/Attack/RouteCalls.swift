import Exchange
import ExchangeAPI
import Foundation
import HTTPTypes
import SignedRecords
import StorageContract

/// One call as it goes over the wire.
struct Outgoing: Sendable {
    var method: String
    var path: String
    var fields: [String: String] = [:]
    var body: [UInt8]?

    init(_ method: String, _ path: String, fields: [String: String] = [:], body: [UInt8]? = nil) {
        (self.method, self.path, self.fields, self.body) = (method, path, fields, body)
    }

    init<Result>(_ call: Call<Result>) {
        let query = call.query.map { "\($0)=\($1)" }.sorted().joined(separator: "&")
        self.init(call.method.rawValue, call.path + (query.isEmpty ? "" : "?" + query), body: call.body.map(Array.init))
        if body != nil { fields = ["Content-Type": "application/json", "Idempotency-Key": UUID().uuidString] }
    }

    init(posting path: String, _ text: String) {
        self.init("POST", path, fields: ["Content-Type": "application/json", "Idempotency-Key": UUID().uuidString], body: Array(text.utf8))
    }
}

/// Each route's call about the stage's things, as the caller's own client would make it: so that what is answered is for who they are.
extension RouteStage {
    func outgoing(_ endpoint: String, as caller: OfficerID) async throws -> Outgoing? {
        if let call = try people(endpoint, caller) { return call }
        if let call = try casework(endpoint, caller) { return call }
        if let call = try documents(endpoint, caller) { return call }
        if let call = try sharing(endpoint, caller) { return call }
        if let call = try rights(endpoint, caller) { return call }
        return try await keeping(endpoint, caller)
    }

    private var person: ParticipantID { opened.participant }

    func record(_ payload: some Encodable, _ type: String, _ caller: OfficerID) throws -> String {
        try bench.sign(payload, type: type, as: caller)
    }

    private func people(_ endpoint: String, _ caller: OfficerID) throws -> Outgoing? {
        switch endpoint {
        case "POST /v1/participants":
            Outgoing(
                try .register(
                    RegisterParticipantBody(number: "192201612393", givenName: "Lena", familyName: "Testsson", protectedIdentity: false)))
        case "POST /v1/participants/search": Outgoing(try .participants(number: RouteStage.number))
        case "GET /v1/participants/{participant}": Outgoing(.participant(person))
        case "GET /v1/participants/{participant}/consents": Outgoing(.consents(of: person))
        case "POST /v1/participants/{participant}/extract": Outgoing(try .extract(of: person, ExtractBody()))
        case "POST /v1/participants/{participant}/cases": Outgoing(try .openCase(for: person))
        case "POST /v1/participants/{participant}/register": Outgoing(try .register(of: person))
        case "POST /v1/participants/{participant}/corrections":
            Outgoing(
                try .correct(
                    person,
                    CorrectionBody(number: nil, givenName: "Thilda", familyName: nil, protectedIdentity: nil, reason: "Passet visar det.")))
        case "GET /v1/participants/{participant}/restrictions": Outgoing(.restrictions(of: person))
        case "POST /v1/participants/{participant}/withdrawal":
            Outgoing(
                try .withdrawAll(
                    of: person,
                    record: try record(
                        WithdrawalOfAllRecord(participant: person, how: .oral, recordedBy: caller, recordedAt: bench.clock.now),
                        WithdrawalOfAllRecord.type, caller)))
        default: nil
        }
    }

    private func casework(_ endpoint: String, _ caller: OfficerID) throws -> Outgoing? {
        let now = bench.clock.now
        return switch endpoint {
        case "GET /v1/cases": Outgoing(.cases(onlyOpen: true, after: nil))
        case "GET /v1/cases/{case}": Outgoing(.caseOf(opened.id))
        case "GET /v1/cases/{case}/documents": Outgoing(.documents(of: opened.id))
        case "GET /v1/cases/{case}/chain": Outgoing(.chain(of: opened.id))
        case "POST /v1/cases/{case}/officers": Outgoing(try .addOfficer(Cast.officer("kriminalvarden/kaj"), to: opened.id))
        case "POST /v1/cases/{case}/departures": Outgoing(try .removeOfficer(Cast.officer("vagen-ut/vera"), from: opened.id))
        case "POST /v1/cases/{case}/closure": Outgoing(try .closeCase(opened.id))
        case "POST /v1/cases/{case}/steps":
            Outgoing(try .addStep(to: opened.id, AddStepBody(kind: .praktik, organisation: Cast.recipient, from: now, until: nil)))
        case "POST /v1/steps/{step}/changes": Outgoing(try .changeStep(step, StepChange(until: now + .seconds(86_400))))
        case "POST /v1/cases/{case}/indicators": Outgoing(try .recordIndicators(Indicators(sex: .woman), of: opened.id))
        default: nil
        }
    }

    private func documents(_ endpoint: String, _ caller: OfficerID) throws -> Outgoing? {
        switch endpoint {
        case "POST /v1/uploads":
            Outgoing(try .beginUpload(BeginUploadBody(caseID: opened.id, category: .utslussning, release: .policy)))
        case "GET /v1/uploads/{upload}": Outgoing(.uploadProgress(uploads[0].upload))
        case "PATCH /v1/uploads/{upload}":
            Outgoing(
                "PATCH", "/v1/uploads/\(uploads[1].upload)",
                fields: [
                    "Content-Type": "application/octet-stream", Field.uploadOffset: "\(RouteStage.part.count)",
                    Field.contentDigest: "\(ContentDigest(of: RouteStage.part))",
                ], body: RouteStage.part)
        case "POST /v1/uploads/{upload}/completion":
            Outgoing(
                try .completeUpload(
                    uploads[2].upload,
                    CompleteUploadBody(
                        manifest: try record(bench.manifest(of: uploads[2], in: opened, by: caller), DocumentManifest.type, caller),
                        header: Data(try bench.header(for: uploads[2])).base64EncodedString())))
        case "GET /v1/documents": Outgoing(.documents(for: .planering, after: nil))
        case "GET /v1/documents/{document}": Outgoing(.document(document.id))
        case "POST /v1/documents/{document}/explanations": Outgoing(try .explain(document.id, for: .planering))
        case "POST /v1/documents/{document}/readers": Outgoing(try .readers(of: document.id, for: .planering))
        case "POST /v1/documents/{document}/retrievals": Outgoing(try .retrieve(document.id, for: .planering))
        case "GET /v1/retrievals/{retrieval}/payload": Outgoing("GET", payloadPath(of: retrieval))
        case "POST /v1/documents/{document}/emergencies":
            Outgoing(try .retrieveInEmergency(document.id, EmergencyBody(purpose: .planering, reason: "Fara för livet.")))
        case "GET /v1/emergencies": Outgoing(.emergencies())
        case "POST /v1/emergencies/{emergency}/review":
            Outgoing(
                try .reviewEmergency(
                    emergency.id,
                    record: try record(
                        EmergencyReview(
                            emergency: emergency.id, entry: emergency.entry, verdict: .justified, note: "Fara fanns.", reviewedBy: caller,
                            reviewedAt: bench.clock.now), EmergencyReview.type, caller)))
        case "GET /v1/rewraps": Outgoing(.rewraps(after: nil))
        default: nil
        }
    }
}
