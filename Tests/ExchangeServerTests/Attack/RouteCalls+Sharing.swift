import Exchange
import ExchangeAPI
import Foundation
import SignedRecords
import StorageContract

extension RouteStage {
    func sharing(_ endpoint: String, _ caller: OfficerID) throws -> Outgoing? {
        let now = bench.clock.now
        switch endpoint {
        case "POST /v1/consents":
            return Outgoing(
                try .recordConsent(record: try record(bench.consentRecord(in: opened, by: caller), ConsentRecord.type, caller)))
        case "GET /v1/consents/expiring": return Outgoing(.consents(expiringWithin: 120, after: nil))
        case "GET /v1/consents/{consent}": return Outgoing(.consent(consent))
        case "GET /v1/consents/{consent}/deliveries": return Outgoing(.deliveries(on: consent, from: 0))
        case "POST /v1/consents/{consent}/withdrawal":
            let withdrawal = WithdrawalRecord(consent: consent, how: .oral, recordedBy: caller, recordedAt: now)
            return Outgoing(try .withdrawConsent(consent, record: try record(withdrawal, WithdrawalRecord.type, caller)))
        case "GET /v1/requests": return Outgoing(.requests(in: .inbox, after: nil))
        case "POST /v1/requests":
            return Outgoing(try .createRequest(CreateRequestBody(documents: [document.id], purpose: .planering, reason: "Behövs.")))
        case "GET /v1/requests/{request}": return Outgoing(.request(request.id))
        case "POST /v1/requests/{request}/answer":
            let approval = bench.approval(of: request, by: caller, on: consent)
            let body = AnswerRequestBody(record: try record(approval, ApprovalRecord.type, caller), headers: [])
            return Outgoing(try .answerRequest(request.id, body))
        case "POST /v1/requests/{request}/confirmation":
            let confirmation = ConfirmationRecord(
                request: halfAnswered.id, answer: try halfAnswer(), verdict: .confirmed, assessment: "Håller med.", confirmedBy: caller,
                confirmedAt: now)
            return Outgoing(try .confirmAnswer(halfAnswered.id, record: try record(confirmation, ConfirmationRecord.type, caller)))
        case "POST /v1/requests/{request}/withdrawal": return Outgoing(try .withdrawRequest(request.id))
        case "GET /v1/events": return Outgoing("GET", eventsPath)
        case "GET /v1/delegations": return Outgoing(.delegations())
        case "POST /v1/delegations":
            let delegation = bench.delegationRecord(by: caller, DelegationID(random: bench.random.source))
            return Outgoing(try .delegate(record: try record(delegation, DelegationRecord.type, caller)))
        case "POST /v1/delegations/{delegation}/ending": return Outgoing(try .endDelegation(delegation))
        default: return nil
        }
    }

    /// The digest of the answer that waits for a second approver.
    private func halfAnswer() throws -> String {
        guard let text = halfAnswered.answer else { throw StageError() }
        return try SignedRecord(parsing: Array(text.utf8)).digest
    }

    func rights(_ endpoint: String, _ caller: OfficerID) throws -> Outgoing? {
        let (now, person) = (bench.clock.now, opened.participant)
        switch endpoint {
        case "POST /v1/restrictions":
            return Outgoing(
                try .restrict(record: try record(bench.restrictionRecord(of: person, by: caller), RestrictionRecord.type, caller)))
        case "POST /v1/restrictions/{restriction}/lifting":
            let lifting = RestrictionLifting(
                restriction: restriction.id, restricted: try SignedRecord(parsing: Array(restriction.record.utf8)).digest,
                reason: "Det är rättat.", toldAt: now, toldHow: .oral, liftedBy: caller, liftedAt: now)
            return Outgoing(try .liftRestriction(restriction.id, record: try record(lifting, RestrictionLifting.type, caller)))
        case "POST /v1/objections":
            let objection = ObjectionRecord(
                objection: ObjectionID(random: bench.random.source), participant: person, target: .document(document.id),
                statement: "Så var det inte.", recordedBy: caller, recordedAt: now)
            return Outgoing(try .object(record: try record(objection, ObjectionRecord.type, caller)))
        case "GET /v1/erasures": return Outgoing(.erasures())
        case "POST /v1/erasures":
            return Outgoing(try .askErasure(record: try record(bench.erasureRecord(of: person, by: caller), ErasureRecord.type, caller)))
        case "GET /v1/erasures/{erasure}": return Outgoing(.erasure(erasure.id))
        case "POST /v1/erasures/{erasure}/answer":
            guard let asked = erasure.record else { throw StageError() }
            let answer = ErasureAnswer(
                erasure: erasure.id, asked: try SignedRecord(parsing: Array(asked.utf8)).digest, answer: .confirmed, answeredBy: caller,
                answeredAt: now)
            return Outgoing(try .answerErasure(erasure.id, record: try record(answer, ErasureAnswer.type, caller)))
        case "GET /v1/retention": return Outgoing(.due())
        case "GET /v1/figures": return Outgoing(.figures())
        default: return nil
        }
    }

    func keeping(_ endpoint: String, _ caller: OfficerID) async throws -> Outgoing? {
        switch endpoint {
        case "GET /v1/status": return Outgoing(.status())
        case "GET /v1/directory": return Outgoing(.directory())
        case "GET /v1/directory/records": return Outgoing(.directoryRecords(from: 1))
        case "POST /v1/directory/changes":
            guard let head = try await bench.storage.read({ try $0.directoryHead() }) else { throw StageError() }
            let change = DirectoryChange(
                .disableOfficer(Cast.officer("kriminalvarden/kaj")), at: head.size + 1, after: head.digest, by: caller, at: bench.clock.now)
            return Outgoing(try .changeDirectory(record: try record(change, DirectoryChange.type, caller)))
        case "POST /v1/documents/{document}/rewraps": return Outgoing(try .rewrap(owned.id, try await rewrapBody(by: caller)))
        case "POST /v1/audit/search": return Outgoing(try .audit(AuditSearchBody(filter: EntryFilter())))
        case "GET /v1/audit/{index}": return Outgoing(.auditEntry(emergency.entry))
        case "GET /v1/audit/reviews": return Outgoing(.auditReviews())
        case "POST /v1/audit/reviews":
            let finding = Finding(.emergency, entries: [emergency.entry])
            let review = AuditReview(
                finding: finding, verdict: .acceptable, note: "Granskat.", reviewedBy: caller, reviewedAt: bench.clock.now)
            return Outgoing(try .reviewAudit(record: try record(review, AuditReview.type, caller)))
        case "GET /v1/policies": return Outgoing(.policies())
        case "POST /v1/policies/reload": return Outgoing(try .reloadPolicies())
        default: return ofLog(endpoint)
        }
    }

    private func ofLog(_ endpoint: String) -> Outgoing? {
        switch endpoint {
        case "GET /log/checkpoint", "GET /log/cosigned", "GET /log/keys": Outgoing("GET", String(endpoint.dropFirst(4)))
        case "POST /log/cosignatures": Outgoing(posting: "/log/cosignatures", #"{"note":"x"}"#)
        case "GET /log/tile/{tile}": Outgoing("GET", "/log/tile/0/000.p/1")
        case "GET /log/leaves": Outgoing("GET", "/log/leaves?from=0")
        case "GET /log/timestamps": Outgoing("GET", "/log/timestamps?from=0")
        case "GET /log/timestamps/{size}": Outgoing("GET", "/log/timestamps/\(stampedSize)")
        case "GET /log/proof/inclusion": Outgoing("GET", "/log/proof/inclusion?index=0&size=2")
        case "GET /log/proof/consistency": Outgoing("GET", "/log/proof/consistency?from=1&to=2")
        default: nil
        }
    }

    private var stampedSize: UInt64 { storedRows.stamps.first?.size ?? 0 }

    private func rewrapBody(by caller: OfficerID) async throws -> RewrapBody {
        let approvers = try await bench.storage.read { try $0.officers(of: Cast.owner).filter(\.isActiveApprover) }
        let holders = [DocumentManifest.Holder](approvers)
        let header = try bench.header(for: holders.map(\.recipient))
        let rewrap = RewrapRecord(
            document: owned.id, payloadDigest: owned.payloadDigest, holders: holders, headerDigest: RewrapRecord.digest(ofHeader: header),
            rewrappedBy: caller, rewrappedAt: bench.clock.now)
        return RewrapBody(record: try record(rewrap, RewrapRecord.type, caller), header: Data(header).base64EncodedString())
    }
}
