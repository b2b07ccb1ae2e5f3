import Crypto
import Foundation

/// What was agreed with the person, as the recorder signs it. The structure follows ISO/IEC TS 27560; the grounds are Swedish.
///
/// A consent names the parties, the information, the purposes and its duration, and is never general: there is no way to write
/// "all", and no way to leave out the end.
package struct ConsentRecord: Hashable, Sendable, Codable {
    /// The JWS `typ` of the signed record.
    package static let type = "kedja-consent+jws"
    package static let schema = "kedja-consent/1"

    package let schema: String
    package let id: ConsentID
    package let participant: ParticipantID
    package let caseID: CaseID
    package let decision: Decision
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
    /// The earlier consent that this one replaces.
    package let supersedes: ConsentID?

    package enum Decision: String, Hashable, Sendable, Codable { case given, refused }

    /// Waiving secrecy is no legal basis under the GDPR, so every record carries both grounds.
    package struct Grounds: Hashable, Sendable, Codable {
        /// `OSL 10:1, 12:2`.
        package let secrecy: String
        /// `GDPR art. 6.1 e, 9.2 h`.
        package let dataProtection: String

        package init(secrecy: String, dataProtection: String) {
            self.secrecy = secrecy
            self.dataProtection = dataProtection
        }
    }

    /// The text that was read aloud or signed, whole.
    package struct Wording: Hashable, Sendable, Codable {
        package let id: String
        package let version: String
        package let language: String
        package let text: String
        /// SHA-256 of `text` in UTF-8, hexadecimal.
        package let digest: String

        package init(id: String, version: String, language: String, text: String) {
            self.id = id
            self.version = version
            self.language = language
            self.text = text
            digest = Wording.digest(of: text)
        }

        static func digest(of text: String) -> String { SHA256.hash(data: Data(text.utf8)).map { hexadecimal($0) }.joined() }
    }

    /// Who said yes or no. A representative's assignment and scope are stated, and whether the person was heard (FB 11:5).
    package struct GivenBy: Hashable, Sendable, Codable {
        package enum Who: String, Hashable, Sendable, Codable, CaseIterable {
            case participant, guardian, godMan, forvaltare
        }

        package let who: Who
        package let assignment: String?
        package let personHeard: Bool?

        package init(who: Who, assignment: String? = nil, personHeard: Bool? = nil) {
            self.who = who
            self.assignment = assignment
            self.personHeard = personHeard
        }
    }

    /// How it was given.
    package struct Method: Hashable, Sendable, Codable {
        package enum How: String, Hashable, Sendable, Codable, CaseIterable { case paper, screen, oral }

        package let how: How
        /// `paper`: SHA-256 of the scanned paper, hexadecimal.
        package let paperDigest: String?
        /// `oral`: who else was there.
        package let witness: String?

        package init(how: How, paperDigest: String? = nil, witness: String? = nil) {
            self.how = how
            self.paperDigest = paperDigest
            self.witness = witness
        }
    }

    package enum Explanation: String, Hashable, Sendable, Codable, CaseIterable {
        case rightToWithdraw, noConsequenceForBenefits, whoReadsIsLogged
    }

    package init(
        id: ConsentID, participant: ParticipantID, caseID: CaseID, decision: Decision, from: [OrganisationID], to: [OrganisationID],
        categories: [Category], purposes: [Purpose], validFrom: Timestamp, validUntil: Timestamp, grounds: Grounds, wording: Wording,
        givenBy: GivenBy, method: Method, explained: [Explanation], recordedBy: OfficerID, recordedAt: Timestamp,
        supersedes: ConsentID? = nil
    ) {
        schema = ConsentRecord.schema
        self.id = id
        self.participant = participant
        self.caseID = caseID
        self.decision = decision
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
        self.supersedes = supersedes
    }
}

extension ConsentRecord {
    /// Refuses a record that leaves a doubt about who, what, to whom, why, how long or in which words.
    package func validate() throws(ExchangeError) {
        guard schema == ConsentRecord.schema else { throw .consent("its schema is not \(ConsentRecord.schema)") }
        try validateScope()
        try validatePeriod()
        guard wording.digest == Wording.digest(of: wording.text), !wording.text.isEmpty else {
            throw .consent("the wording's digest is not that of its text")
        }
        guard !grounds.secrecy.isEmpty, !grounds.dataProtection.isEmpty else { throw .consent("a ground is missing") }
        try validateGiving()
    }

    private func validateScope() throws(ExchangeError) {
        guard !from.isEmpty, !to.isEmpty, !categories.isEmpty, !purposes.isEmpty else {
            throw .consent("it must name from whom, to whom, which categories and which purposes")
        }
        let unique =
            Set(from).count == from.count && Set(to).count == to.count && Set(categories).count == categories.count
            && Set(purposes).count == purposes.count
        guard unique else { throw .consent("a name stands twice in a list") }
        guard from.count <= 50, to.count <= 50 else { throw .consent("a consent is never general: at most 50 organisations") }
    }

    private func validatePeriod() throws(ExchangeError) {
        guard validFrom < validUntil else { throw .consent("it must end after it begins") }
        guard recordedAt < validUntil else { throw .consent("it has already ended") }
    }

    private func validateGiving() throws(ExchangeError) {
        if givenBy.who != .participant {
            guard let assignment = givenBy.assignment, !assignment.isEmpty, givenBy.personHeard != nil else {
                throw .consent("a representative's assignment, and whether the person was heard, must be stated")
            }
        }
        switch method.how {
        case .paper:
            guard let digest = method.paperDigest.flatMap(Hexadecimal.bytes), digest.count == 32 else {
                throw .consent("a paper's SHA-256 must be stated, in hexadecimal")
            }
        case .oral:
            guard let witness = method.witness, !witness.isEmpty else { throw .consent("an oral consent needs a witness") }
        case .screen: break
        }
        guard decision == .refused || explained.contains(.rightToWithdraw) else {
            throw .consent("the right to withdraw must have been explained")
        }
    }
}

extension ExchangeError {
    fileprivate static func consent(_ reason: String) -> ExchangeError {
        ExchangeError(.invalidConsent, "the consent record can't be taken: \(reason)")
    }
}
