import Exchange

/// Where a consent is recorded: the case, who takes part in it, by whom and when.
struct ConsentContext: Sendable {
    let file: Case
    let me: OfficerID
    let now: Timestamp
    /// The first moment that was asked for on the command line.
    let begins: Timestamp?
    /// The organisations of the case that may share, in its order.
    let members: [Organisation]
    /// Those that may not: nothing about one person goes there, whatever the person says.
    let outsiders: [Organisation]
    private let names: OrganisationNames

    init(_ file: Case, _ directory: DirectoryView, me: OfficerID, now: Timestamp, begins: Timestamp?) {
        self.file = file
        self.me = me
        self.now = now
        self.begins = begins
        names = OrganisationNames(directory)
        let taking = file.organisations.compactMap { id in directory.organisations.first { $0.id == id } }
        members = taking.filter(\.sharesAboutPeople)
        outsiders = taking.filter { !$0.sharesAboutPeople }
    }

    func name(_ id: OrganisationID) -> String { names[id] }

    /// Nobody is asked twenty questions whose answers can't be kept.
    func requireSharing() throws(LocalFault) {
        guard file.isOpen else { throw LocalFault(.unusableArgument, Words.Consent.caseClosed) }
        guard members.count > 1 else { throw LocalFault(.unusableArgument, Words.Consent.alone, hint: Words.Consent.aloneHint) }
    }
}

extension Organisation {
    /// A förbund gets figures only (Lag 2003:1210, 7 §); with an organisation that isn't bound to silence nothing is shared.
    fileprivate var sharesAboutPeople: Bool { kind != .samordningsforbund && binding != .none }
}

/// What people call the organisations of the directory.
struct OrganisationNames: Sendable {
    private let names: [OrganisationID: String]

    init(_ directory: DirectoryView) {
        names = Dictionary(directory.organisations.map { ($0.id, $0.name) }) { first, _ in first }
    }

    subscript(id: OrganisationID) -> String { names[id] ?? id.text }

    /// `SDF Angered och Kriminalvården`.
    func list(_ ids: [OrganisationID]) -> Phrase { ids.map { Phrase(same: self[$0]) }.enumeration }
}
