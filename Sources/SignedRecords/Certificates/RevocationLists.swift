/// The newest list of each authority.
///
/// A list speaks of what its own authority has issued and of nothing else. So while two authorities are trusted, as when one takes the
/// other's place, each needs its list: nothing says of the others' certificates that they still count.
public struct RevocationLists: Hashable, Sendable {
    private var newest: [Issuer: RevocationList] = [:]

    /// These lists, or the newest of each authority among them.
    public init(_ lists: [RevocationList] = []) {
        for list in lists { take(list) }
    }

    /// Whether a file of a folder of lists is one, by its name.
    public static func isList(named name: String) -> Bool { name.hasSuffix(".jws") && !name.hasPrefix(".") }

    /// The lists, by their authorities' names.
    public var all: [RevocationList] { newest.values.sorted { ($0.issuer, $0.updatedAt) < ($1.issuer, $1.updatedAt) } }

    /// Puts a list in the place of its authority's own, unless it's older; then the answer is no.
    @discardableResult
    public mutating func take(_ list: RevocationList) -> Bool {
        if let held = newest[list.authority], held.updatedAt > list.updatedAt { return false }
        newest[list.authority] = list
        return true
    }

    /// Forgets the lists of authorities that aren't trusted any more.
    public mutating func keep(of anchors: TrustAnchors) {
        let issuers = anchors.issuers
        newest = newest.filter { issuers.contains($0.key) }
    }

    /// The authorities of which there's no list.
    public func missing(of anchors: TrustAnchors) -> [Issuer] {
        anchors.issuers.filter { newest[$0] == nil }.sorted { $0.name < $1.name }
    }

    /// Refuses a path of which a certificate is listed (`certificateRevoked`), and one whose leaf no list speaks of
    /// (`foreignRevocationList`).
    public func requireUnrevoked(_ path: [CertificateNumber]) throws(RecordError) {
        guard let leaf = path.first, newest[leaf.issuer] != nil else { throw .foreignRevocationList }
        guard path.allSatisfy({ newest[$0.issuer]?.contains($0.serial) != true }) else { throw .certificateRevoked }
    }
}

extension RecordError {
    /// Whether a list was refused because its authority isn't trusted, or has ended: none of its certificates counts, so nobody misses it.
    package var isOfAnAuthorityWithoutTrust: Bool { self == .untrustedChain || self == .certificateExpired }
}
