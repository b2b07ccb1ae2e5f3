package import Exchange
package import SignedRecords
package import TimeStamps

/// Whose signatures count: the authority's certificates, and those that it has revoked.
package struct Trust: Sendable {
    package let anchors: TrustAnchors
    /// `nil` when the profile names no list: then revocation isn't looked at.
    package let revocations: RevocationLists?

    package init(anchors: TrustAnchors, revocations: RevocationLists?) {
        self.anchors = anchors
        self.revocations = revocations
    }
}

/// Reads the authorities and, where the profile names any, their lists of revocations, which must verify at `now`.
package func loadTrust(_ profile: Profile, at now: Timestamp) throws(ClientError) -> Trust {
    let pem = try LocalFiles.text(profile.authority)
    do throws(RecordError) {
        let anchors = try TrustAnchors(rootsPEM: pem)
        return Trust(anchors: anchors, revocations: try revocations(profile, anchors, now))
    } catch {
        throw .local("bad-trust", "the authority or its revocations can't be used: \(error)", hint: "check the profile's files")
    }
}

/// A list that was named and isn't there must not count as an empty one.
private func revocations(_ profile: Profile, _ anchors: TrustAnchors, _ now: Timestamp) throws(RecordError) -> RevocationLists? {
    guard let path = profile.revocations else { return nil }
    guard let inFolder = LocalFiles.names(in: path)?.filter(RevocationLists.isList(named:)) else {
        return RevocationLists([try list(path, anchors, now)])
    }
    var lists = RevocationLists()
    for name in inFolder {
        do throws(RecordError) { lists.take(try list(path + "/" + name, anchors, now)) } catch {
            guard error.isOfAnAuthorityWithoutTrust else { throw error }
        }
    }
    guard !lists.all.isEmpty else { throw .malformedRecord }
    return lists
}

private func list(_ path: String, _ anchors: TrustAnchors, _ now: Timestamp) throws(RecordError) -> RevocationList {
    guard let bytes = try? LocalFiles.bytes(path) else { throw .malformedRecord }
    return try RevocationList(verifying: bytes, against: anchors, at: now.date)
}

/// The authority whose time-stamps count; `nil` when the profile names none.
package func loadTimeAuthority(_ profile: Profile) throws(ClientError) -> TimeStampRoots? {
    guard let path = profile.timeAuthority else { return nil }
    let pem = try LocalFiles.text(path)
    do { return try TimeStampRoots(pem: pem) } catch {
        throw .local("bad-time-authority", "\(path): \(error)", hint: "check the profile's timeAuthority")
    }
}

/// The keys that open documents, from the profile's identity file (mode 0600): secret keys, or the names of keys in hardware, and all of
/// that sealed by a passphrase if its owner likes.
package func loadIdentities(_ profile: Profile, prompts: OfficerKeys.Prompts) throws(ClientError) -> OfficerKeys {
    try OfficerKeys(try LocalFiles.secretBytes(profile.identity), path: profile.identity, prompts: prompts)
}
