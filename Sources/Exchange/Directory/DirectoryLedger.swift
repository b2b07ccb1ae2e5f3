/// The directory as its founding and its signed changes give it, one after the other. Pure: it doesn't look at signatures, only at who signed.
///
/// What a change must be to count: the next of the chain, signed by its author alone, not older than the one before, and made by somebody who
/// was an active administrator by the changes before it: of the host, or, where it concerns officers, of their organisation. These are the
/// shipped policies' rules; they hold here whatever the exchange's policies say, so that whoever writes the policies can't make administrators.
package struct DirectoryLedger: Hashable, Sendable, Codable {
    /// The digest of the founding.
    package let root: String
    /// How many changes it has taken.
    package private(set) var size: UInt64 = 0
    /// The digest that the next change must stand on.
    package private(set) var head: String
    /// The latest time that a change has stated.
    private(set) var changedAt: Timestamp?
    private var organisationsByID: [String: Organisation] = [:]
    private var officersByID: [String: Officer] = [:]

    /// How far the clocks of two administrators may lie apart: each may lie off the exchange's by `Limits.recordClockSkew`.
    package static let skew = Duration.seconds(1200)

    /// Begins with a founding, whose digest is `root`.
    package init(_ founding: DirectoryFounding, root: String) {
        self.root = root
        head = root
        for organisation in founding.organisations { organisationsByID[organisation.id.text] = organisation }
        for officer in founding.officers { officersByID[officer.id.description] = officer }
    }

    /// Goes on from a directory of which it is known what was changed so far: `size` changes, the last of them with digest `head`.
    init(_ root: String, _ organisations: [Organisation], _ officers: [Officer], size: UInt64, head: String, latest: Timestamp?) {
        self.init(DirectoryFounding(origin: "", organisations: organisations, officers: officers), root: root)
        (self.size, self.head, changedAt) = (size, head, latest)
    }

    /// All, in the order of their ids.
    package var organisations: [Organisation] { organisationsByID.values.sorted { $0.id < $1.id } }
    package var officers: [Officer] { officersByID.values.sorted { $0.id < $1.id } }
    package func organisation(_ id: OrganisationID) -> Organisation? { organisationsByID[id.text] }
    package func officer(_ id: OfficerID) -> Officer? { officersByID[id.description] }

    /// Those to whom an organisation's `owner` documents are sealed: its active approvers, in the order of their ids.
    package func approvers(of organisation: OrganisationID) -> [Officer] {
        officers.filter { $0.id.organisation == organisation && $0.isActiveApprover }
    }

    /// Takes the next change, whose record has `digest` and is signed by `signers`.
    package mutating func take(_ change: DirectoryChange, digest: String, signers: [OfficerID]) throws(DirectoryFault) {
        guard change.place == size + 1, change.previous == head else { throw .misplaced }
        guard signers == [change.changedBy] else { throw .otherSigner }
        guard changedAt.map({ $0 - DirectoryLedger.skew <= change.changedAt }) ?? true else { throw .backdated }
        guard mayMake(change.change, change.changedBy) else { throw .noAdministrator }
        try apply(change.change)
        (size, head) = (change.place, digest)
        changedAt = max(changedAt ?? change.changedAt, change.changedAt)
    }

    private func mayMake(_ change: DirectoryChange.Change, _ author: OfficerID) -> Bool {
        guard let officer = officer(author), !officer.disabled, officer.roles.contains(.administrator) else { return false }
        if organisation(author.organisation)?.host == true { return true }
        switch change {
        case .addOrganisation: return false
        case .addOfficer(let other), .changeOfficer(let other): return other.id.organisation == author.organisation
        case .disableOfficer(let other): return other.organisation == author.organisation
        }
    }

    private mutating func apply(_ change: DirectoryChange.Change) throws(DirectoryFault) {
        switch change {
        case .addOrganisation(let new):
            guard organisation(new.id) == nil, !new.host else { throw .contradiction }
            organisationsByID[new.id.text] = new
        case .addOfficer(let new):
            guard officer(new.id) == nil, organisation(new.id.organisation) != nil, !new.disabled else { throw .contradiction }
            officersByID[new.id.description] = new
        case .changeOfficer(let new):
            guard let old = officer(new.id), !old.disabled, !new.disabled else { throw .contradiction }
            officersByID[new.id.description] = new
        case .disableOfficer(let id):
            guard let old = officer(id) else { throw .contradiction }
            officersByID[id.description] = old.disabledNow
        }
    }
}

/// Why a change doesn't follow from those before it.
package enum DirectoryFault: Error, Hashable, Sendable, CaseIterable {
    /// Another place, or another change before it, than the ledger has.
    case misplaced
    /// Signed by somebody else than its author, or by others too.
    case otherSigner
    /// Older than the change before.
    case backdated
    /// Its author was no active administrator who might make it.
    case noAdministrator
    /// Adds what there is, or changes what there isn't.
    case contradiction
}

extension Officer {
    /// Whether `owner` documents of the officer's organisation are sealed to them.
    package var isActiveApprover: Bool { roles.contains(.approver) && !disabled }

    /// The same officer, disabled.
    package var disabledNow: Officer {
        Officer(
            id: id, roles: roles, clearedForProtectedIdentity: clearedForProtectedIdentity, disabled: true, recipient: recipient)
    }
}
