/// What was agreed with the person, as the recorder signs it. The structure follows ISO/IEC TS 27560 (`records/README.md` has the
/// table); the grounds are Swedish.
///
/// A consent names the parties, the information, the purposes and its duration, and is never general: there is no way to write
/// "all", and no way to leave out the end. It is a product: each of `from` may hand to each of `to`, each of `categories` for each of
/// `purposes`. Where the person answered differently for different recipients, there is a record an answer.
///
/// A record says in `schema` which version it was written by, and is judged by that one: what was signed is never filled in afterwards.
package struct ConsentRecord: Hashable, Sendable, Codable {
    /// The JWS `typ` of the signed record.
    package static let type = "kedja-consent+jws"
    /// What records are written by. Those of the first version are still read.
    package static let schema = "kedja-consent/2"
    static let firstSchema = "kedja-consent/1"

    package let schema: String
    package let id: ConsentID
    package let participant: ParticipantID
    package let caseID: CaseID
    package let decision: Decision
    /// The organisations that answer for the processing: each of `from` and `to`, and whoever else does. Nothing in the first version.
    package let controllers: [OrganisationID]?
    /// The organisations whose documents may be read.
    package let from: [OrganisationID]
    /// The organisations that may read them.
    package let to: [OrganisationID]
    package let categories: [Category]
    package let purposes: [Purpose]
    package let validFrom: Timestamp
    package let validUntil: Timestamp
    package let grounds: Grounds
    package let wording: Wording
    package let givenBy: GivenBy
    package let method: Method
    /// What the recorder explained.
    package let explained: [Explanation]
    package let recordedBy: OfficerID
    package let recordedAt: Timestamp
    /// Where it was recorded, in the recorder's words: `AF Angered, rum 3`. Nothing in the first version.
    package let place: String?
    /// The earlier consent that this one replaces.
    package let supersedes: ConsentID?

    package enum Decision: String, Hashable, Sendable, Codable { case given, refused }

    /// Without `controllers` they are those of `from` and `to`; without `place` it is the recorder's organisation.
    package init(
        id: ConsentID, participant: ParticipantID, caseID: CaseID, decision: Decision, controllers: [OrganisationID]? = nil,
        from: [OrganisationID], to: [OrganisationID], categories: [Category], purposes: [Purpose], validFrom: Timestamp,
        validUntil: Timestamp, grounds: Grounds, wording: Wording, givenBy: GivenBy, method: Method, explained: [Explanation],
        recordedBy: OfficerID, recordedAt: Timestamp, place: String? = nil, supersedes: ConsentID? = nil
    ) {
        schema = ConsentRecord.schema
        self.id = id
        self.participant = participant
        self.caseID = caseID
        self.decision = decision
        self.controllers = controllers ?? ConsentRecord.parties(from, to)
        self.from = from
        self.to = to
        self.categories = categories
        self.purposes = purposes
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.grounds = grounds
        self.wording = wording
        self.givenBy = givenBy
        self.method = method
        self.explained = explained
        self.recordedBy = recordedBy
        self.recordedAt = recordedAt
        self.place = place ?? recordedBy.organisation.text
        self.supersedes = supersedes
    }
}

extension ConsentRecord {
    /// Who answers for the processing, whatever version the record is of.
    package var responsible: [OrganisationID] { controllers ?? ConsentRecord.parties(from, to) }

    /// Those who hand out and those who read, each once.
    private static func parties(_ from: [OrganisationID], _ to: [OrganisationID]) -> [OrganisationID] { Array(Set(from + to)).sorted() }
}
