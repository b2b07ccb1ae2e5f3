import Foundation

/// Which rule a document falls under, and whether its time is up, from what storage holds.
struct Retention {
    let facts: any StorageReader
    let rules: RetentionRules
    let keys: ExchangeKeys
    let random: RandomSource
    let now: Timestamp

    /// Since when the document is due; `nil` while it's to be kept.
    func mark(of document: StoredDocument) throws -> DueMark? {
        guard let owner = try facts.organisation(document.owner), let rule = rules.rule(for: document.category, of: owner.kind),
            let event = try time(of: rule.after, for: document), let due = rule.due(after: event), due <= now,
            try !isKeptForResearch(document.participant, rule)
        else { return nil }
        return DueMark(rule: rule.id, since: due)
    }

    /// When the event happened; `nil` when it hasn't.
    private func time(of event: RetentionRule.Event, for document: StoredDocument) throws -> Timestamp? {
        switch event {
        case .documentUploaded: document.uploadedAt
        case .caseClosed: try facts.caseOf(document.caseID)?.closedAt
        case .consentEnded: try endOfConsents(for: document)
        }
    }

    /// When the last consent of the case that was given ended; `nil` while one holds, or will, or when there never was one.
    private func endOfConsents(for document: StoredDocument) throws -> Timestamp? {
        let consents = try facts.consents(of: document.participant).filter { $0.caseID == document.caseID }
        guard !consents.isEmpty, let key = try subjectKey(of: document.participant) else { return nil }
        let ends = try consents.compactMap { stored -> Timestamp? in
            let terms = try stored.terms(under: key)
            guard terms.decision == .given else { return nil }
            return min(stored.withdrawnAt ?? terms.validUntil, terms.validUntil)
        }
        guard let last = ends.max(), last <= now else { return nil }
        return last
    }

    /// By any of the numbers that the person is registered with. A samordningsnummer's day has 60 added.
    private func isKeptForResearch(_ id: ParticipantID, _ rule: RetentionRule) throws -> Bool {
        guard !rule.keepBornOn.isEmpty else { return false }
        guard let person = try facts.participant(id), let key = try subjectKey(of: id) else { return true }
        return try person.registrations.contains { registration in
            let identity = try ParticipantIdentity(of: id, in: registration, under: key)
            guard let day = Int(identity.number.dropFirst(6).prefix(2)) else { return true }
            return rule.keepBornOn.contains(day > 60 ? day - 60 : day)
        }
    }

    private func subjectKey(of id: ParticipantID) throws -> SubjectKey? {
        try facts.participant(id).map { try keys.master.unwrap($0.subjectKey, named: id.text, as: SubjectUse.self) }
    }
}
