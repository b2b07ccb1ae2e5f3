@testable import Exchange

extension DecisionRow {
    /// A consent, or a refusal of one.
    struct Yes: Decodable, Sendable {
        let from: [OrganisationID]
        let to: [OrganisationID]
        let categories: [Category]
        let purposes: [Purpose]
        /// Days from now.
        let begins: Int
        let ends: Int
        let isRefused: Bool
        /// What is taken out of it, one withdrawal after the other.
        let takes: [Part]
        let withdrawn: WithdrawalRecord.How?
        /// None or one.
        let replacedBy: [Yes]
        /// Taken from, withdrawn and replaced once the owner has answered.
        let changesLater: Bool
        let isElsewhere: Bool
        let method: ConsentRecord.Method.How
        let givenBy: ConsentRecord.GivenBy.Who

        private enum Key: String, CodingKey, CaseIterable {
            case from, to, categories, purposes, begins, ends, refused, takes, withdrawn, replacedBy, later, elsewhere, method, givenBy
        }

        init(from decoder: any Decoder) throws {
            let row = try decoder.strictContainer(keyedBy: Key.self)
            from = try row.value(.from, default: [try known(OrganisationID("kriminalvarden"))])
            to = try row.value(.to, default: [try known(OrganisationID("vagen-ut"))])
            categories = try row.value(.categories, default: [.utslussning])
            purposes = try row.value(.purposes, default: [.planering])
            begins = try row.value(.begins, default: 0)
            ends = try row.value(.ends, default: 90)
            isRefused = try row.value(.refused, default: false)
            takes = try row.value(.takes, default: [])
            withdrawn = try row.decodeIfPresent(WithdrawalRecord.How.self, forKey: .withdrawn)
            replacedBy = try row.decodeIfPresent(Yes.self, forKey: .replacedBy).map { [$0] } ?? []
            changesLater = try row.value(.later, default: false)
            isElsewhere = try row.value(.elsewhere, default: false)
            method = try row.value(.method, default: .screen)
            givenBy = try row.value(.givenBy, default: .participant)
        }
    }

    /// What a withdrawal takes out of a consent.
    struct Part: Decodable, Sendable {
        let from: [OrganisationID]?
        let to: [OrganisationID]?
        let categories: [Category]?
        let purposes: [Purpose]?

        private enum Key: String, CodingKey, CaseIterable { case from, to, categories, purposes }

        init(from decoder: any Decoder) throws {
            let row = try decoder.strictContainer(keyedBy: Key.self)
            from = try row.decodeIfPresent([OrganisationID].self, forKey: .from)
            to = try row.decodeIfPresent([OrganisationID].self, forKey: .to)
            categories = try row.decodeIfPresent([Category].self, forKey: .categories)
            purposes = try row.decodeIfPresent([Purpose].self, forKey: .purposes)
        }
    }

    /// What the owner answered to a request.
    struct Answer: Decodable, Sendable {
        /// What becomes of an answer that a second approver must confirm.
        enum Second: String, Decodable, Sendable { case waits, confirmed, declined }

        /// Of the catalogue, or `consent`.
        let ground: String
        /// Whether the interests are weighed in writing.
        let isWeighed: Bool
        let purpose: Purpose
        /// Days from now.
        let ends: Int
        let isDenied: Bool
        /// The code by which the daemon refuses the answer.
        let refused: String?
        let second: Second?
        /// Who asked; the reader where nothing is said.
        let to: OfficerID?

        private enum Key: String, CodingKey, CaseIterable { case ground, weighed, purpose, ends, denied, refused, second, to }

        init(from decoder: any Decoder) throws {
            let row = try decoder.strictContainer(keyedBy: Key.self)
            ground = try row.value(.ground, default: "plikt")
            isWeighed = try row.value(.weighed, default: true)
            purpose = try row.value(.purpose, default: .planering)
            ends = try row.value(.ends, default: 30)
            isDenied = try row.value(.denied, default: false)
            refused = try row.decodeIfPresent(String.self, forKey: .refused)
            second = try row.decodeIfPresent(Second.self, forKey: .second)
            to = try row.decodeIfPresent(OfficerID.self, forKey: .to)
        }
    }
}
