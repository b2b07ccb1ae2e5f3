import Exchange

/// Follows, entry by entry, which directory was the newest and which one each officer was shown.
///
/// A daemon can withhold the newest change from a client that has never seen it. It can't keep that out of the log: the client takes no directory
/// but the one that the entry of its answer names. Whoever reads both entries sees that an older one was shown.
struct DirectoryTrail {
    private var head: String?
    /// Digests of directories that newer ones have replaced.
    private var superseded: Set<String> = []

    /// Whether the entry tells of a directory that was shown when there was a newer one.
    mutating func showsOutdated(_ entry: AuditEntry) -> Bool {
        guard entry.outcome == .permitted, let digest = entry.record else { return false }
        switch entry.action {
        case .addOrganisation, .addOfficer, .changeOfficer, .disableOfficer: follow(digest)
        case .listDirectory:
            if superseded.contains(digest) { return true }
            follow(digest)
        default: break
        }
        return false
    }

    private mutating func follow(_ digest: String) {
        if let head, head != digest { superseded.insert(head) }
        head = digest
    }
}
