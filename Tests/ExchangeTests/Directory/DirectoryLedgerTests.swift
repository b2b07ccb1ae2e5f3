import StorageContract
import Testing

@testable import Exchange

/// What follows from a founding and changes, and what doesn't.
@Suite("The directory's ledger") struct DirectoryLedgerTests {
    private let start = Timestamp(milliseconds: 1_780_315_200_000)
    private let ada: OfficerID
    private let eva: OfficerID
    private let bo: OfficerID
    private let founding: DirectoryFounding

    init() throws {
        (ada, eva, bo) = (try Self.id("vard/ada"), try Self.id("fk/eva"), try Self.id("fk/bo"))
        founding = DirectoryFounding(
            origin: "kedja.example/log", organisations: [try Self.organisation("vard", host: true), try Self.organisation("fk")],
            officers: [try Self.officer("vard/ada", [.administrator]), try Self.officer("fk/eva", [.administrator])])
    }

    private static func id(_ text: String) throws -> OfficerID { try #require(OfficerID(text)) }

    private static func organisation(_ id: String, host: Bool = false) throws -> Organisation {
        Organisation(id: try #require(OrganisationID(id)), name: id, kind: .kommun, binding: .statute, host: host)
    }

    private static func officer(_ id: String, _ roles: Set<Role>, disabled: Bool = false, recipient: String = "age1") throws -> Officer {
        Officer(id: try Self.id(id), roles: roles, clearedForProtectedIdentity: false, disabled: disabled, recipient: recipient)
    }

    private var ledger: DirectoryLedger { DirectoryLedger(founding, root: "root") }

    /// Takes changes one after the other, each with `d<place>` as its digest; answers what the last gave.
    private func take(
        _ changes: [(DirectoryChange.Change, OfficerID)], _ spoil: (inout Spoiled) -> Void = { _ in }
    ) throws -> DirectoryLedger {
        var ledger = ledger
        for (index, (change, author)) in changes.enumerated() {
            var next = Spoiled(change: change, place: ledger.size + 1, previous: ledger.head, author: author, signers: [author], at: start)
            if index == changes.count - 1 { spoil(&next) }
            try ledger.take(
                DirectoryChange(next.change, at: next.place, after: next.previous, by: next.author, at: next.at),
                digest: "d\(next.place)", signers: next.signers)
        }
        return ledger
    }

    private struct Spoiled {
        var change: DirectoryChange.Change
        var place: UInt64
        var previous: String
        var author: OfficerID
        var signers: [OfficerID]
        var at: Timestamp
    }

    @Test func changesGiveTheDirectory() throws {
        let new = try Self.officer("fk/bo", [.approver], recipient: "age1bo")
        let changed = try Self.officer("fk/bo", [.approver, .caseOfficer], recipient: "age1new")
        let found = try take([
            (.addOrganisation(try Self.organisation("af")), ada), (.addOfficer(new), eva),
            (.addOfficer(try Self.officer("fk/a", [.approver])), ada), (.changeOfficer(changed), eva),
            (.disableOfficer(try Self.id("fk/a")), ada),
        ])
        #expect(found.size == 5 && found.head == "d5" && found.root == "root")
        #expect(found.organisations.map(\.id.text) == ["af", "fk", "vard"])
        #expect(found.officer(bo) == changed && found.officers.count == 4)
        #expect(found.approvers(of: bo.organisation) == [changed])
        #expect(ledger.size == 0 && ledger.head == "root" && ledger.approvers(of: bo.organisation) == [])
    }

    @Test func itIsRememberedWhole() throws {
        let found = try take([(.addOfficer(try Self.officer("fk/bo", [.approver])), eva)])
        #expect(try JSONRoundTrip.of(found) == found)
    }

    @Test(arguments: ["place", "gap", "previous", "signer", "cosigner", "nobody", "old"])
    func whatDoesNotFollowIsRefused(kind: String) throws {
        let changes: [(DirectoryChange.Change, OfficerID)] = [
            (.addOfficer(try Self.officer("fk/bo", [.approver])), ada), (.disableOfficer(bo), ada),
        ]
        let isAboutSigner = ["signer", "cosigner", "nobody"].contains(kind)
        let expected: DirectoryFault = kind == "old" ? .backdated : isAboutSigner ? .otherSigner : .misplaced
        let spoil: (inout Spoiled) -> Void = { [eva, ada] next in
            switch kind {
            case "place": next.place = 1
            case "gap": next.place = 3
            case "previous": next.previous = "root"
            case "signer": next.signers = [eva]
            case "cosigner": next.signers = [ada, eva]
            case "nobody": next.signers = []
            default: next.at = next.at - .seconds(1201)
            }
        }
        #expect(throws: expected) { try take(changes, spoil) }
        #expect(try take(changes).officer(bo)?.disabled == true)
        if kind == "old" { #expect(throws: Never.self) { try take(changes) { $0.at = $0.at - .seconds(1200) } } }
    }

    @Test func onlyAdministratorsChangeTheDirectory() throws {
        let af = try Self.organisation("af")
        let (gun, karl) = (try Self.officer("fk/gun", [.auditor]), try Self.id("af/karl"))
        let setUp: [(DirectoryChange.Change, OfficerID)] = [
            (.addOrganisation(af), ada), (.addOfficer(gun), eva), (.addOfficer(try Self.officer("af/karl", [.administrator])), ada),
        ]
        let tries: [(String, DirectoryChange.Change, OfficerID)] = [
            ("an auditor", .disableOfficer(eva), gun.id), ("somebody unknown", .disableOfficer(eva), bo),
            ("another organisation's adds", .addOfficer(try Self.officer("fk/x", [.approver])), karl),
            ("another organisation's changes", .changeOfficer(try Self.officer("fk/gun", [.administrator])), karl),
            ("another organisation's disables", .disableOfficer(ada), karl),
            ("no host adds an organisation", .addOrganisation(try Self.organisation("sis")), eva),
        ]
        for (name, change, author) in tries {
            #expect(throws: DirectoryFault.noAdministrator, "\(name)") { try take(setUp + [(change, author)]) }
        }
        #expect(throws: DirectoryFault.noAdministrator) { try take([(.disableOfficer(eva), ada), (.addOfficer(gun), eva)]) }
        let demoted = try Self.officer("fk/eva", [.auditor])
        #expect(throws: DirectoryFault.noAdministrator) { try take([(.changeOfficer(demoted), ada), (.addOfficer(gun), eva)]) }
    }

    @Test func noChangeContradictsTheDirectory() throws {
        let tries: [(String, DirectoryChange.Change)] = [
            ("an organisation twice", .addOrganisation(try Self.organisation("fk"))),
            ("a second host", .addOrganisation(try Self.organisation("af", host: true))),
            ("an officer twice", .addOfficer(try Self.officer("fk/eva", [.approver]))),
            ("an officer of nowhere", .addOfficer(try Self.officer("sis/x", [.approver]))),
            ("a new one who is disabled", .addOfficer(try Self.officer("fk/x", [.approver], disabled: true))),
            ("a change of nobody", .changeOfficer(try Self.officer("fk/x", [.approver]))),
            ("disabling by a change", .changeOfficer(try Self.officer("fk/eva", [.approver], disabled: true))),
            ("disabling nobody", .disableOfficer(bo)),
        ]
        for (name, change) in tries {
            #expect(throws: DirectoryFault.contradiction, "\(name)") { try take([(change, ada)]) }
        }
        #expect(throws: DirectoryFault.contradiction) {
            try take([(.disableOfficer(eva), ada), (.changeOfficer(try Self.officer("fk/eva", [.approver])), ada)])
        }
    }
}
