import Exchange
import Foundation

/// Everybody who might call, as the matrix of routes names them.
///
/// `sdf-angered` runs the exchange, has registered the person and opened the case; `kriminalvarden` owns the documents; `vagen-ut` is whom the
/// consent lets read; `fk` is in the exchange and has nothing to do with the case; `sis` has registered the person by their number, too, and opened an
/// empty case; `regionen` has registered them and no more.
struct Cast: Sendable {
    /// What the matrix calls them.
    let name: String
    let id: OfficerID
    let roles: Set<Role>
    /// Whether they take part in the case: with the roles that they have now, or had when they were added.
    let takesPart: Bool

    static let owner = organisation("kriminalvarden")
    static let recipient = organisation("vagen-ut")
    static let outside = organisation("fk")

    /// Those who are in the directory.
    static let all: [Cast] = [
        Cast("host-administrator", "sdf-angered/ada", [.administrator]),
        Cast("host-auditor", "sdf-angered/gun", [.auditor]),
        Cast("host-approver", "sdf-angered/asa", [.approver]),
        Cast("host-recorder*", "sdf-angered/rut", [.recorder, .caseOfficer], takesPart: true),
        Cast("host-other-recorder", "sdf-angered/roy", [.recorder]),
        Cast("host-other-officer", "sdf-angered/kia", [.caseOfficer]),
        Cast("host-emergency", "sdf-angered/nea", [.emergency]),
        Cast("host-no-role", "sdf-angered/olle", []),
        Cast("owner-officer*", "kriminalvarden/kim", [.caseOfficer], takesPart: true),
        Cast("owner-other-officer", "kriminalvarden/kaj", [.caseOfficer]),
        Cast("owner-approver", "kriminalvarden/uno", [.approver]),
        Cast("owner-approver-2", "kriminalvarden/dua", [.approver]),
        Cast("owner-delegate", "kriminalvarden/del", [.caseOfficer]),
        Cast("owner-late-delegate", "kriminalvarden/lat", [.caseOfficer]),
        Cast("owner-recorder", "kriminalvarden/kre", [.recorder]),
        Cast("owner-administrator", "kriminalvarden/adm", [.administrator]),
        Cast("owner-auditor", "kriminalvarden/gra", [.auditor]),
        Cast("owner-emergency", "kriminalvarden/nod", [.emergency]),
        Cast("recipient-officer*", "vagen-ut/vera", [.caseOfficer], takesPart: true),
        Cast("recipient-no-role*", "vagen-ut/rolf", [], takesPart: true),
        Cast("recipient-other-officer", "vagen-ut/viv", [.caseOfficer]),
        Cast("recipient-approver", "vagen-ut/ape", [.approver]),
        Cast("recipient-recorder", "vagen-ut/vre", [.recorder]),
        Cast("recipient-emergency", "vagen-ut/nell", [.emergency]),
        Cast("recipient-left", "vagen-ut/lea", [.caseOfficer]),
        Cast("recipient-disabled*", "vagen-ut/dis", [.caseOfficer, .recorder, .approver, .emergency], takesPart: true),
        Cast("outside-officer", "fk/frida", [.caseOfficer]),
        Cast("outside-recorder", "fk/frej", [.recorder]),
        Cast("outside-approver", "fk/fia", [.approver]),
        Cast("outside-auditor", "fk/fal", [.auditor]),
        Cast("outside-administrator", "fk/fred", [.administrator]),
        Cast("outside-emergency", "fk/fem", [.emergency]),
        Cast("newcomer", "sis/nya", [.recorder, .emergency]),
        Cast("newcomer-approver", "sis/nils", [.approver]),
        Cast("newcomer-emergency", "sis/nora", [.emergency]),
        Cast("registrar-recorder", "regionen/rea", [.recorder]),
        Cast("registrar-approver", "regionen/rakel", [.approver]),
        Cast("registrar-administrator", "regionen/rune", [.administrator]),
        Cast("registrar-emergency", "regionen/roj", [.emergency]),
        Cast("samordningsforbund", "samordning/siv", [.caseOfficer, .recorder]),
        Cast("unbound", "obunden/obo", [.caseOfficer, .recorder]),
    ]

    /// Those to whom it makes a difference how things stand with the person and the case.
    static let concerned: [Cast] = [
        "host-approver", "host-recorder*", "owner-officer*", "owner-approver", "owner-delegate", "owner-emergency", "recipient-officer*",
        "recipient-recorder", "recipient-emergency", "newcomer",
    ].map(named)

    /// Somebody with a certificate who isn't in the directory.
    static let stranger = Cast("not-in-directory", "kriminalvarden/nils", [])

    static func officer(_ name: String) -> OfficerID { stranger(name: name).id }

    static func named(_ name: String) -> Cast {
        guard let found = all.first(where: { $0.name == name }) else { preconditionFailure("there is no \(name)") }
        return found
    }

    private static func stranger(name: String) -> Cast { Cast(name, name, []) }

    private init(_ name: String, _ id: String, _ roles: Set<Role>, takesPart: Bool = false) {
        guard let officer = OfficerID(id) else { preconditionFailure("\(id) is no officer") }
        self.name = name
        self.id = officer
        self.roles = roles
        self.takesPart = takesPart
    }

    private static func organisation(_ text: String) -> OrganisationID {
        guard let id = OrganisationID(text) else { preconditionFailure("\(text) is no organisation") }
        return id
    }

    /// The organisations beside those of ``Bench``.
    static let organisations: [Organisation] = [
        Organisation(id: owner, name: "Kriminalvården", kind: .kriminalvarden, binding: .statute),
        Organisation(
            id: recipient, name: "Vägen ut!", kind: .socialtForetag, binding: .agreement(reference: "AVT-7", date: "2026-01-31")),
        Organisation(id: organisation("sis"), name: "Statens institutionsstyrelse", kind: .sis, binding: .statute),
        Organisation(id: organisation("regionen"), name: "Västra Götalandsregionen", kind: .region, binding: .statute),
        Organisation(id: organisation("samordning"), name: "Samordningsförbundet", kind: .samordningsforbund, binding: .statute),
        Organisation(id: organisation("obunden"), name: "Obunden", kind: .annan, binding: .none),
    ]
}
