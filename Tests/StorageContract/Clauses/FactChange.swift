import Exchange

/// One way in which a fact changes.
package struct FactChange: Sendable {
    let name: String
    let concern: Concern
    let make: @Sendable (any StorageWriter) throws -> Void

    enum Concern {
        case everybody
        /// The chain's person.
        case person
        /// Somebody of whom nothing was known before.
        case newcomer
    }

    /// Every method of the ports by which a fact changes; the clauses make a change by each.
    package static let names: Set<String> = [
        "insertKeys", "replaceKeys", "insertKeyRotation", "updateKeyRotation", "insertLogKeyStatement", "forgetLogName",
        "replaceSubjectKey",
        "insertOrganisation", "insertOfficer", "updateOfficer", "insertFounding", "insertDirectoryRecord", "insertDelegation",
        "updateDelegation", "insertParticipant", "addRegistration", "replaceRegistration", "replaceBlindIndex", "insertCase", "addOfficer",
        "removeOfficer",
        "closeCase", "insertStep", "changeStep", "setIndicators", "insertConsent", "addWithdrawal", "updateConsent", "insertDocument",
        "supersede", "replaceKey", "setHolding", "insertRequest", "updateRequest", "appendRequestEvent", "deleteRequestEvents",
        "insertEmergency", "updateEmergency", "insertRestriction", "updateRestriction", "insertCorrection", "insertObjection",
        "insertErasure", "updateErasure", "eraseDocument", "eraseParticipant", "markDue", "insertAuditReview", "insertFigureIssue",
    ]

    /// The others: what they write is decided on by nobody, and changes with every action or by itself.
    package static let namesOfNone: Set<String> = [
        "insertUpload", "deleteUpload", "insertRetrieval", "deleteRetrievals", "appendEntry", "putTile", "putCheckpoint", "insertReplay",
        "deleteReplays", "dropReplays", "deleteRemoval", "storeCosignedCheckpoint", "deleteCosignedCheckpoints", "insertStamp",
    ]
}

extension Chain {
    /// Every method by which a fact changes, each where it's possible; at the end the person goes.
    func changes() throws -> [FactChange] {
        try directoryChanges() + keyChanges() + caseChanges() + chainChanges() + consentChanges() + rightsChanges() + documentChanges()
            + requestChanges() + erasureChanges()
    }

    private func of(_ name: String, _ make: @escaping @Sendable (any StorageWriter) throws -> Void) -> FactChange {
        FactChange(name: name, concern: .person, make: make)
    }

    private func all(_ name: String, _ make: @escaping @Sendable (any StorageWriter) throws -> Void) -> FactChange {
        FactChange(name: name, concern: .everybody, make: make)
    }

    private func directoryChanges() throws -> [FactChange] {
        let (organisation, officer) = (try samples.organisation("sof"), try samples.officer("sof/a"))
        let changed = try samples.officer("sof/a", roles: [.auditor])
        let record = StoredDirectoryRecord(place: 1, subject: "af/b", record: [2], entry: 0, latest: samples.time(0))
        let review = StoredAuditReview(
            finding: Finding(.emergency, entries: [7]).id, reviewedBy: officer.id, reviewedAt: samples.time(1), record: samples.sealed())
        let delegation = StoredDelegation(
            id: DelegationID(random: samples.random.source), approver: try samples.officerID("af/a"),
            delegate: try samples.officerID("af/b"), from: samples.time(0), until: samples.time(9), record: [1])
        var ended = delegation
        (ended.endedBy, ended.endedAt) = (delegation.approver, samples.time(2))
        let issue = StoredFigureIssue(quarter: try unwrap(Quarter("2026Q2")), text: [1])
        return [
            all("insertOrganisation") { try $0.insertOrganisation(organisation) }, all("insertOfficer") { try $0.insertOfficer(officer) },
            all("updateOfficer") { try $0.updateOfficer(changed) }, all("insertFounding") { try $0.insertFounding([1]) },
            all("insertDirectoryRecord") { try $0.insertDirectoryRecord(record) },
            all("insertAuditReview") { try $0.insertAuditReview(review) },
            all("insertDelegation") { try $0.insertDelegation(delegation) },
            all("updateDelegation") { [ended] in try $0.updateDelegation(ended) },
            all("insertFigureIssue") { try $0.insertFigureIssue(issue) },
        ]
    }

    private func keyChanges() throws -> [FactChange] {
        let (first, second, key, id) = (samples.keys(), samples.keys(), samples.sealed(), participant.id)
        let begun = KeyRotation(old: "aa", new: "bb", begunAt: samples.time(0))
        let finished = KeyRotation(old: "aa", new: "bb", begunAt: samples.time(0), finishedAt: samples.time(1))
        return [
            all("insertKeys") { try $0.insertKeys(first) }, all("replaceKeys") { try $0.replaceKeys(second) },
            all("insertKeyRotation") { try $0.insertKeyRotation(begun) }, all("updateKeyRotation") { try $0.updateKeyRotation(finished) },
            all("insertLogKeyStatement") { try $0.insertLogKeyStatement([1], from: 9) },
            all("forgetLogName") { try $0.forgetLogName() },
            of("replaceSubjectKey") { try $0.replaceSubjectKey(of: id, with: key) },
        ]
    }

    private func caseChanges() throws -> [FactChange] {
        let (id, registration, officer) = (participant.id, try samples.registration("fk"), try samples.officerID("fk/a"))
        let (second, other, time) = (try samples.caseOf(id, ["af/b"], at: 1), try samples.participant(["af"]), samples.time(2))
        return [
            FactChange(name: "insertParticipant", concern: .newcomer) { try $0.insertParticipant(other) },
            of("addRegistration") { try $0.addRegistration(registration, to: id) }, of("insertCase") { try $0.insertCase(second) },
            of("addOfficer") { [value] in try $0.addOfficer(officer, to: value.id, at: time) },
            of("removeOfficer") { [value] in try $0.removeOfficer(officer, from: value.id, at: time, by: officer) },
            of("closeCase") { try $0.closeCase(second.id, at: time) },
        ]
    }

    private func chainChanges() throws -> [FactChange] {
        let (step, version) = (try step(from: 1, of: "fk", until: 5), try version(from: 2, of: "af", until: nil))
        let (id, sealed) = (value.id, samples.sealed())
        return [
            of("insertStep") { try $0.insertStep(step) }, of("changeStep") { try $0.changeStep(step.id, to: version) },
            of("setIndicators") { try $0.setIndicators(StoredIndicators(caseID: id, sex: .man)) },
            of("setIndicators") { try $0.setIndicators(StoredIndicators(caseID: id, sex: .man, details: sealed)) },
        ]
    }

    private func consentChanges() throws -> [FactChange] {
        let (consent, withdrawal) = (samples.consent(value), StoredWithdrawal(at: samples.time(2), record: samples.sealed()))
        var withdrawn = consent
        withdrawn.withdrawnAt = samples.time(2)
        return [
            of("insertConsent") { try $0.insertConsent(consent) },
            of("addWithdrawal") { try $0.addWithdrawal(withdrawal, to: consent.id) },
            of("updateConsent") { [withdrawn] in try $0.updateConsent(withdrawn) },
        ]
    }

    private func rightsChanges() throws -> [FactChange] {
        let (restriction, correction) = (try restriction(.claims, at: 1), try correction(at: 1))
        let (objection, id) = (try objection(to: .participant(participant.id), at: 1), participant.id)
        var lifted = restriction
        (lifted.endedBy, lifted.endedAt, lifted.lifting) = (restriction.begunBy, samples.time(2), samples.sealed())
        let (registration, index) = (try samples.registration("af", at: 0), samples.random.bytes(32))
        return [
            of("insertRestriction") { try $0.insertRestriction(restriction) },
            of("updateRestriction") { [lifted] in try $0.updateRestriction(lifted) },
            of("insertCorrection") { try $0.insertCorrection(correction) },
            of("replaceRegistration") { try $0.replaceRegistration(registration, of: id) },
            of("replaceBlindIndex") { try $0.replaceBlindIndex(of: id, with: index) },
            of("insertObjection") { try $0.insertObjection(objection) },
        ]
    }

    private func documentChanges() throws -> [FactChange] {
        let (document, next) = (try samples.document(value), try samples.document(value, at: 1, release: .owner))
        let (emergency, key, holding) = (try emergency(at: 1), samples.sealed(), StoredHolding(document: next.id, holders: [1]))
        let other = StoredHolding(document: next.id, holders: [2])
        var late = emergency
        late.overdueSince = samples.time(9)
        let (mark, later) = (DueMark(rule: "r", since: samples.time(1)), DueMark(rule: "r", since: samples.time(2)))
        return [
            of("insertDocument") { try $0.insertDocument(document) }, of("insertDocument") { try $0.insertDocument(next) },
            of("supersede") { try $0.supersede(document.id, by: next.id) },
            of("replaceKey") { try $0.replaceKey(of: next.id, with: key) }, of("setHolding") { try $0.setHolding(holding) },
            of("setHolding") { try $0.setHolding(other) }, of("insertEmergency") { try $0.insertEmergency(emergency) },
            of("updateEmergency") { [late] in try $0.updateEmergency(late) }, of("markDue") { try $0.markDue(document.id, mark) },
            of("markDue") { try $0.markDue(document.id, later) }, of("markDue") { try $0.markDue(document.id, nil) },
        ]
    }

    private func requestChanges() throws -> [FactChange] {
        let document = try samples.document(value)
        let request = try samples.request(document, by: "af/b")
        var answered = request
        answered.state = .denied
        let time = samples.time(1)
        return [
            of("insertDocument") { try $0.insertDocument(document) }, of("insertRequest") { try $0.insertRequest(request) },
            of("updateRequest") { [answered] in try $0.updateRequest(answered) },
            of("appendRequestEvent") { try $0.appendRequestEvent(.answered, of: request.id, at: time) },
            of("deleteRequestEvents") { try $0.deleteRequestEvents(before: time + .seconds(1)) },
        ]
    }

    private func erasureChanges() throws -> [FactChange] {
        let (document, id) = (try samples.document(value), participant.id)
        let erasure = StoredErasure(
            id: ErasureID(random: samples.random.source), target: .participant(id), participant: id,
            organisations: [try samples.organisationID("af")], ground: "GDPR art. 17.1 b", askedBy: try samples.officerID("af/a"),
            askedAt: samples.time(1), expiresAt: samples.time(60), record: samples.sealed())
        var declined = erasure
        declined.state = .declined
        return [
            of("insertErasure") { try $0.insertErasure(erasure) }, of("updateErasure") { [declined] in try $0.updateErasure(declined) },
            of("insertDocument") { try $0.insertDocument(document) },
            of("eraseDocument") { _ = try $0.eraseDocument(document.id, by: erasure.id) },
            of("eraseParticipant") { _ = try $0.eraseParticipant(id, by: erasure.id, entry: 0) },
        ]
    }
}
