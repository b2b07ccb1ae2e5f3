@testable import Exchange

/// `cases.yaml`: who there is, and the rows. What a row leaves out has the defaults that stand at the file's head; a key that nobody knows is
/// refused, for a misspelt fact would let a row pass for the wrong reason.
struct DecisionTable: Decodable, Sendable {
    let organisations: [String: House]
    let people: [String: Person]
    let officers: [String: Staff]
    let rows: [DecisionRow]

    struct House: Decodable, Sendable {
        let kind: OrganisationKind
        let binding: String
    }

    struct Person: Decodable, Sendable {
        let number: String
        let isProtected: Bool
        /// Marked once everything else is in place.
        let isLate: Bool

        private enum Key: String, CodingKey, CaseIterable { case number, protected, late }

        init(from decoder: any Decoder) throws {
            let person = try decoder.strictContainer(keyedBy: Key.self)
            number = try person.decode(String.self, forKey: .number)
            isProtected = try person.value(.protected, default: false)
            isLate = try person.value(.late, default: false)
        }
    }

    struct Staff: Decodable, Sendable {
        let roles: [Role]
        let isCleared: Bool

        private enum Key: String, CodingKey, CaseIterable { case roles, cleared }

        init(from decoder: any Decoder) throws {
            let staff = try decoder.strictContainer(keyedBy: Key.self)
            roles = try staff.value(.roles, default: [.caseOfficer])
            isCleared = try staff.value(.cleared, default: false)
        }
    }
}

/// One row: facts, a read, and what must come of it.
struct DecisionRow: Decodable, Sendable {
    let name: String
    let who: OfficerID
    let inCase: Bool
    let knows: Bool
    let person: String
    let owner: OrganisationID
    let category: Category
    let release: ReleaseMode
    let isReplaced: Bool
    let purpose: Purpose
    let consents: [Yes]
    let approvals: [Answer]
    let isClosed: Bool
    let then: String?
    let emergency: String?
    let after: Int
    let expect: String
    let by: [String]
    let consent: Int?
    let approval: Int?

    private enum Key: String, CodingKey, CaseIterable {
        case name, who, inCase, knows, person, owner, category, release, replaced, purpose, consents, approvals, closed, then, emergency
        case after, expect, by, consent, approval
    }

    init(from decoder: any Decoder) throws {
        let row = try decoder.strictContainer(keyedBy: Key.self)
        name = try row.decode(String.self, forKey: .name)
        who = try row.value(.who, default: try known(OfficerID("vagen-ut/vera")))
        inCase = try row.value(.inCase, default: true)
        knows = try row.value(.knows, default: false)
        person = try row.value(.person, default: "tilda")
        owner = try row.value(.owner, default: try known(OrganisationID("kriminalvarden")))
        category = try row.value(.category, default: .utslussning)
        release = try row.value(.release, default: .policy)
        isReplaced = try row.value(.replaced, default: false)
        purpose = try row.value(.purpose, default: .planering)
        consents = try row.value(.consents, default: [])
        approvals = try row.value(.approvals, default: [])
        isClosed = try row.value(.closed, default: false)
        then = try row.decodeIfPresent(String.self, forKey: .then)
        emergency = try row.decodeIfPresent(String.self, forKey: .emergency)
        after = try row.value(.after, default: 0)
        expect = try row.decode(String.self, forKey: .expect)
        by = try row.decode([String].self, forKey: .by)
        consent = try row.decodeIfPresent(Int.self, forKey: .consent)
        approval = try row.decodeIfPresent(Int.self, forKey: .approval)
    }
}

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
        let withdrawn: WithdrawalRecord.How?
        /// None or one.
        let replacedBy: [Yes]
        let isElsewhere: Bool
        let method: ConsentRecord.Method.How
        let givenBy: ConsentRecord.GivenBy.Who

        private enum Key: String, CodingKey, CaseIterable {
            case from, to, categories, purposes, begins, ends, refused, withdrawn, replacedBy, elsewhere, method, givenBy
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
            withdrawn = try row.decodeIfPresent(WithdrawalRecord.How.self, forKey: .withdrawn)
            replacedBy = try row.decodeIfPresent(Yes.self, forKey: .replacedBy).map { [$0] } ?? []
            isElsewhere = try row.value(.elsewhere, default: false)
            method = try row.value(.method, default: .screen)
            givenBy = try row.value(.givenBy, default: .participant)
        }
    }

    /// What the owner answered to a request.
    struct Answer: Decodable, Sendable {
        let isOnConsent: Bool
        let purpose: Purpose
        /// Days from now.
        let ends: Int
        let isDenied: Bool
        /// Who asked; the reader where nothing is said.
        let to: OfficerID?

        private enum Key: String, CodingKey, CaseIterable { case ground, purpose, ends, denied, to }

        init(from decoder: any Decoder) throws {
            let row = try decoder.strictContainer(keyedBy: Key.self)
            isOnConsent = try row.value(.ground, default: "law") == "consent"
            purpose = try row.value(.purpose, default: .planering)
            ends = try row.value(.ends, default: 30)
            isDenied = try row.value(.denied, default: false)
            to = try row.decodeIfPresent(OfficerID.self, forKey: .to)
        }
    }
}

private func known<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw StoryError("a default of the table names nobody") }
    return value
}
