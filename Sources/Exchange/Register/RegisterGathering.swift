import Foundation
import SignedRecords

/// Gathers a person's register extract in one transaction: what storage holds, opened. Rows are read list by list, and the log page by page;
/// no payload is opened.
struct RegisterGathering {
    let acting: Acting
    let participant: StoredParticipant
    let scope: RegisterScope
    let log: AuditLog
    let names: OfficerNames
    let pageSize: Int

    var changes: any StorageWriter { get throws { try acting.changes } }
    var id: ParticipantID { participant.id }

    func extract() throws -> RegisterExtract {
        var extract = RegisterExtract(participant: id, madeAt: acting.now, officers: names)
        try addPerson(to: &extract, within: scope)
        let recorded = try addCasework(to: &extract, within: scope)
        try addSharing(to: &extract, within: scope)
        try addRights(to: &extract, within: scope)
        try addLog(to: &extract, within: scope)
        try addTogether(to: &extract, recorded)
        return extract
    }

    // MARK: The person

    private func addPerson(to extract: inout RegisterExtract, within scope: RegisterScope) throws {
        extract.registrations = try participant.registrations.filter { scope.has($0.organisation) }.map {
            RegisteredIdentity(
                organisation: $0.organisation, at: $0.at, identity: try acting.identity(of: id, by: $0, try acting.loadedKey()))
        }
        extract.corrections = try changes.corrections(of: id).filter { scope.has($0.organisation) }.map {
            RegisteredCorrection(
                organisation: $0.organisation, by: told($0.correctedBy), at: $0.correctedAt, correction: try acting.open($0))
        }
        extract.keptAnswers = try changes.replays(of: id).filter { scope.has($0.officer.organisation) }.map {
            RegisteredAnswer(by: told($0.officer), at: $0.at)
        }
    }

    // MARK: Cases, consents, documents

    /// Answers what was recorded, agreed to or not, which is opened here alone.
    private func addCasework(to extract: inout RegisterExtract, within scope: RegisterScope) throws -> [ConsentRecord] {
        extract.cases = try scope.cases.map(caseOf)
        let consents = try changes.consents(of: id).reversed().filter { scope.has($0.caseID) }.map(acting.open)
        extract.consents = try consents.map(consent)
        let due = try changes.dueDocuments(of: id)
        extract.documents = try scope.documents.map { stored in
            try document(stored, due.first { $0.document.id == stored.id }?.mark)
        }
        extract.uploads = try changes.uploads(of: id).filter { scope.has($0.caseID) }.map {
            RegisteredUpload(
                id: $0.id, caseID: $0.caseID, by: told($0.officer), category: $0.category, release: $0.release, expiresAt: $0.expiresAt)
        }
        return consents.map(\.terms)
    }

    private func consent(_ consent: Consent) throws -> RegisteredConsent {
        let stored = consent.stored
        let withdrawals = try stored.withdrawals.enumerated().map { try record($1.record, for: stored.place(ofWithdrawal: $0)) }
        return RegisteredConsent(
            id: stored.id, caseID: stored.caseID, state: consent.state(at: acting.now), recordedAt: stored.recordedAt,
            record: try told(consent.record), withdrawnAt: stored.withdrawnAt, withdrawals: withdrawals, supersededBy: stored.supersededBy)
    }

    private func document(_ stored: StoredDocument, _ due: DueMark?) throws -> RegisteredDocument {
        let view = try acting.view(stored)
        return RegisteredDocument(
            id: stored.id, caseID: stored.caseID, owner: stored.owner, category: stored.category, release: stored.release, name: view.name,
            uploadedBy: told(stored.uploadedBy), uploadedAt: stored.uploadedAt, payloadDigest: view.payloadDigest,
            payloadSize: stored.payloadSize, version: stored.version, manifest: try told(try acting.manifest(of: stored)),
            rewrap: try view.rewrap.map { try told(try SignedRecord(parsing: Array($0.utf8))) }, dueRule: due?.rule, dueSince: due?.since)
    }

    // MARK: What art. 15.1 asks of all of it

    private func addTogether(to extract: inout RegisterExtract, _ recorded: [ConsentRecord]) throws {
        let terms = recorded.filter { $0.decision == .given }
        extract.purposes = Set(
            terms.flatMap(\.purposes) + extract.requests.map(\.purpose) + extract.retrievals.compactMap(\.purpose)
        ).sorted { $0.rawValue < $1.rawValue }
        extract.recipients = Set(
            terms.flatMap(\.to) + extract.retrievals.map(\.by.organisation) + extract.cases.flatMap { $0.officers.map(\.organisation) }
        ).sorted()
        extract.sources = Set(
            extract.registrations.map(\.organisation) + extract.documents.map(\.owner) + extract.requests.map(\.requester.organisation)
        ).sorted()
        extract.retention = try Set(extract.documents.map { Kept(owner: $0.owner, category: $0.category) }).sorted().map { kept in
            let rule = try changes.organisation(kept.owner).flatMap { acting.rules.retention.rule(for: kept.category, of: $0.kind) }
            return RegisteredRetention(kept.owner, kept.category, rule)
        }
        let mentioned = extract.mentioned.union(recorded.flatMap { $0.from + $0.to + $0.responsible + [$0.recordedBy.organisation] })
        extract.organisations = try changes.organisations().filter { mentioned.contains($0.id) }.map {
            ToldOrganisation(id: $0.id, name: $0.name)
        }
    }

    private struct Kept: Hashable, Comparable {
        let owner: OrganisationID
        let category: Category

        static func < (left: Self, right: Self) -> Bool { (left.owner, left.category.rawValue) < (right.owner, right.category.rawValue) }
    }
}

// MARK: Records and officers, as far as they're told

extension RegisterGathering {
    func told(_ officer: OfficerID) -> RegisteredOfficer { RegisteredOfficer(officer, names) }

    func record(_ sealed: Sealed, for place: String) throws -> RegisteredRecord {
        try told(try acting.openRecord(sealed, for: place))
    }

    func told(_ record: SignedRecord) throws -> RegisteredRecord {
        guard names == .withheld else {
            return RegisteredRecord(
                digest: record.digest, payload: String(decoding: record.payload, as: UTF8.self), record: record.text)
        }
        let payload = try withoutNames(try JSONValue(parsing: record.payload))
        return RegisteredRecord(digest: record.digest, payload: String(decoding: payload.canonicalBytes, as: UTF8.self), record: nil)
    }

    /// Wherever an officer of the directory is named, whatever the field is called: fields may come that nobody knows yet.
    private func withoutNames(_ value: JSONValue) throws -> JSONValue {
        switch value {
        case .string(let text):
            guard let officer = OfficerID(text), try changes.officer(officer) != nil else { return value }
            return .string(officer.organisation.text)
        case .array(let items): return .array(try items.map(withoutNames))
        case .object(let members): return .object(try members.mapValues(withoutNames))
        case .null, .bool, .integer, .number: return value
        }
    }
}
