package import Exchange
import ExchangeAPI

/// The directory as its administrators have signed it. Only verification makes one; whatever the client seals, it seals to recipients from here.
///
/// What is believed to begin with: the certificates under the authority, and the founding, whose digest the profile keeps (``Profile``).
/// What the exchange's daemon could still do is to withhold the newest changes from a client that has never seen them. The log then tells
/// which directory it showed, for each answer's entry has the newest change's digest; other clients, and this one later, know more.
package struct VerifiedDirectory: Sendable {
    private let ledger: DirectoryLedger

    fileprivate init(_ ledger: DirectoryLedger) { self.ledger = ledger }

    /// Which change the next one is, and what it stands on.
    package var next: (place: UInt64, previous: String) { (ledger.size + 1, ledger.head) }
    /// How many signed changes it rests on.
    package var size: UInt64 { ledger.size }
    /// The digest of the newest of them, or of the founding.
    package var head: String { ledger.head }

    package func officer(_ id: OfficerID) -> Officer? { ledger.officer(id) }

    /// Those to whom an organisation's `owner` documents are sealed.
    package func holders(of organisation: OrganisationID) -> [DocumentManifest.Holder] {
        [DocumentManifest.Holder](ledger.approvers(of: organisation))
    }

    /// Refuses a directory that says something else than the signed changes. Throws `directory-mismatch`, naming who differs.
    func requireSame(as view: DirectoryView) throws(ClientError) {
        try requireSame(view.organisations, ledger.organisations) { $0.id.text }
        try requireSame(view.officers, ledger.officers) { $0.id.description }
    }

    private func requireSame<Each: Hashable>(_ shown: [Each], _ signed: [Each], _ name: (Each) -> String) throws(ClientError) {
        guard shown != signed else { return }
        let odd = Set(shown).symmetricDifference(signed).map(name).min() ?? "somebody"
        throw .directoryMismatch(odd, "the directory that the exchange shows")
    }
}

extension ClientError {
    /// The daemon says otherwise of somebody than the administrators have signed.
    static func directoryMismatch(_ name: String, _ place: String) -> ClientError {
        .integrity(
            "directory-mismatch", "\(place) says otherwise of \(name) than the directory's signed changes",
            hint: "nothing was sealed or sent; keep what you see as evidence, and tell the exchange's administrators by another way")
    }
}

extension ExchangeConnection {
    /// Fetches the directory's signed changes that this profile doesn't know yet, verifies them, and remembers what they give.
    ///
    /// Throws `no-directory-root`, `directory-root`, `directory-signature`, `directory-chain`, `directory-rolled-back`, `directory-revoked`,
    /// `directory-log`, and what sending throws.
    ///
    /// `anew` looks at the changes that it knows once more, too.
    package func verifiedDirectory(anew: Bool = false) async throws(ClientError) -> VerifiedDirectory {
        guard let root = profile.directoryRoot else {
            throw .local(
                "no-directory-root", "the profile \(profile.name) has no directory root, so the directory can't be verified",
                hint: "ask the host for the directory's root and put it in the profile")
        }
        let remembered = try directoryMemory?.load().flatMap { $0.root == root ? $0 : nil }
        var place = anew ? 1 : (remembered?.size ?? 0) + 1
        var (page, shown) = try await directoryRecords(from: place)
        var audit = try DirectoryAudit(page.founding, root: root, remembered: remembered, trusted: !anew, trust: trust, now: clock.now())
        try await audit.add(page.records)
        while audit.next > place, audit.next <= page.size {
            place = audit.next
            (page, shown) = try await directoryRecords(from: place)
            try await audit.add(page.records)
        }
        let ledger = try audit.finish(page, by: try await logKeys(for: [page.newest?.checkpoint]))
        guard shown == ledger.head else {
            throw .integrity("directory-log", "the log tells of another directory than the one that the exchange shows")
        }
        try directoryMemory?.remember(ledger)
        return VerifiedDirectory(ledger)
    }

    /// A page of changes, and which directory the log says has been shown.
    private func directoryRecords(from place: UInt64) async throws(ClientError) -> (page: DirectoryRecords, shown: String?) {
        let answer = try await send(.directoryRecords(from: place))
        let entry = try verifyReceipt(answer.receipt, by: try requireLogKeys(), of: me)
        return (answer.result, entry.action == .listDirectory ? entry.record : nil)
    }
}
