import Exchange

/// One part of what was answered, which a record can say: the same answer for each of `from`, `to` and `categories`.
struct ConsentPart: Hashable, Sendable {
    let decision: ConsentRecord.Decision
    let from: [OrganisationID]
    let to: [OrganisationID]
    let categories: [Category]
}

/// What all records of one sitting have in common. Here alone the client puts a consent record together.
struct ConsentSitting: Hashable, Sendable {
    let participant: ParticipantID
    let caseID: CaseID
    let recordedBy: OfficerID
    /// Where they sit: `SDF Angered, rum 3`.
    let place: String?
    let giver: ConsentGiver
    var method: ConsentRecord.Method
    let wording: ConsentRecord.Wording
    let purposes: [Purpose]
    /// The first moment; without one from the recording on.
    let begins: Timestamp?
    let ends: Timestamp
    let explained: [ConsentRecord.Explanation]

    /// The same, with the document that holds the paper's scan, if there is one.
    func naming(_ document: DocumentID?) -> ConsentSitting {
        var named = self
        named.method = ConsentRecord.Method(
            how: method.how, paperDigest: method.paperDigest, paperDocument: document, witness: method.witness)
        return named
    }

    func record(_ part: ConsentPart, id: ConsentID, at now: Timestamp, supersedes: ConsentID? = nil) -> ConsentRecord {
        ConsentRecord(
            id: id, participant: participant, caseID: caseID, decision: part.decision, from: part.from, to: part.to,
            categories: part.categories, purposes: purposes, validFrom: begins ?? now, validUntil: ends,
            grounds: ConsentRecord.Grounds(secrecy: "OSL 10:1, 12:2", dataProtection: "GDPR art. 6.1 e, 9.2 h"), wording: wording,
            givenBy: giver.record, method: method, explained: explained, recordedBy: recordedBy, recordedAt: now, place: place,
            supersedes: supersedes)
    }
}

/// Who answered. A representative's assignment, what it covers, and whether the person was heard are asked for.
struct ConsentGiver: Hashable, Sendable {
    var who = ConsentRecord.GivenBy.Who.participant
    var assignment: String?
    /// What the assignment covers.
    var scope: String?
    var personHeard: Bool?

    var record: ConsentRecord.GivenBy {
        ConsentRecord.GivenBy(who: who, assignment: assignment, scope: scope, personHeard: personHeard)
    }
}
