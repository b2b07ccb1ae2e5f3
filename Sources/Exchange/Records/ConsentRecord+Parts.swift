import Crypto
import Foundation

extension ConsentRecord {
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
        /// BCP 47: `sv`, `en`, `so`, `zh-Hans`.
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
        /// What makes them a representative: `Göteborgs tingsrätt 2026-17`; for a minor's guardian `vårdnadshavare`.
        package let assignment: String?
        /// What the assignment covers, as it says: `bevaka rätt, förvalta egendom, sörja för person`. A person with a förvaltare keeps the rest of
        /// their capacity (FB 11:8), so a god man's or förvaltare's is always stated. Custody needs none.
        package let scope: String?
        package let personHeard: Bool?

        package init(who: Who, assignment: String? = nil, scope: String? = nil, personHeard: Bool? = nil) {
            self.who = who
            self.assignment = assignment
            self.scope = scope
            self.personHeard = personHeard
        }
    }

    /// How it was given.
    package struct Method: Hashable, Sendable, Codable {
        package enum How: String, Hashable, Sendable, Codable, CaseIterable { case paper, screen, oral }

        package let how: How
        /// `paper`: SHA-256 of the scanned paper, hexadecimal.
        package let paperDigest: String?
        /// `paper`: the document that holds the scan, where it has been uploaded.
        package let paperDocument: DocumentID?
        /// `oral`: who else was there.
        package let witness: String?

        package init(how: How, paperDigest: String? = nil, paperDocument: DocumentID? = nil, witness: String? = nil) {
            self.how = how
            self.paperDigest = paperDigest
            self.paperDocument = paperDocument
            self.witness = witness
        }
    }

    package enum Explanation: String, Hashable, Sendable, Codable, CaseIterable {
        case rightToWithdraw, noConsequenceForBenefits, whoReadsIsLogged
        /// That one may say yes to some and no to others.
        case rightToLimit
        /// That what has been read before a withdrawal stays read.
        case withdrawalIsNotRetroactive
        /// That one may see all that is kept about oneself (GDPR art. 15) and who has read it.
        case rightToSee
        /// That one may complain to Integritetsskyddsmyndigheten (GDPR art. 77).
        case rightToComplain

        /// What the first version had.
        static let first: Set<Explanation> = [.rightToWithdraw, .noConsequenceForBenefits, .whoReadsIsLogged]
    }
}
