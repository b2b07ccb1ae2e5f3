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
        /// Takes back everything once all rows have been answered.
        let withdraws: Bool
        /// Whose data may no longer be processed (GDPR art. 18), once everything else is in place.
        let isRestricted: Bool
        /// And may be again.
        let isLifted: Bool

        private enum Key: String, CodingKey, CaseIterable { case number, protected, late, withdraws, restricted, lifted }

        init(from decoder: any Decoder) throws {
            let person = try decoder.strictContainer(keyedBy: Key.self)
            number = try person.decode(String.self, forKey: .number)
            isProtected = try person.value(.protected, default: false)
            isLate = try person.value(.late, default: false)
            withdraws = try person.value(.withdraws, default: false)
            isRestricted = try person.value(.restricted, default: false)
            isLifted = try person.value(.lifted, default: false)
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
    let others: [OfficerID]
    let person: String
    let owner: OrganisationID
    let category: Category
    let release: ReleaseMode
    let isReplaced: Bool
    let purpose: Purpose
    let consents: [Yes]
    let approvals: [Answer]
    let laterConsents: [Yes]
    let laterApprovals: [Answer]
    let leaves: Bool
    let isClosed: Bool
    let then: String?
    let emergency: String?
    let after: Int
    let expect: String
    let by: [String]
    let consent: Int?
    let approval: Int?

    private enum Key: String, CodingKey, CaseIterable {
        case name, who, inCase, knows, others, person, owner, category, release, replaced, purpose, consents, approvals, laterConsents
        case laterApprovals, leaves, closed, then, emergency, after, expect, by, consent, approval
    }

    init(from decoder: any Decoder) throws {
        let row = try decoder.strictContainer(keyedBy: Key.self)
        name = try row.decode(String.self, forKey: .name)
        who = try row.value(.who, default: try known(OfficerID("vagen-ut/vera")))
        inCase = try row.value(.inCase, default: true)
        knows = try row.value(.knows, default: false)
        others = try row.value(.others, default: [])
        person = try row.value(.person, default: "tilda")
        owner = try row.value(.owner, default: try known(OrganisationID("kriminalvarden")))
        category = try row.value(.category, default: .utslussning)
        release = try row.value(.release, default: .policy)
        isReplaced = try row.value(.replaced, default: false)
        purpose = try row.value(.purpose, default: .planering)
        consents = try row.value(.consents, default: [])
        approvals = try row.value(.approvals, default: [])
        laterConsents = try row.value(.laterConsents, default: [])
        laterApprovals = try row.value(.laterApprovals, default: [])
        leaves = try row.value(.leaves, default: false)
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

func known<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw StoryError("a default of the table names nobody") }
    return value
}
