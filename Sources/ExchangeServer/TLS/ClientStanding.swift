package import FoundationEssentials
package import SignedRecords

/// Whether a certificate is still good: its validity in time, its authority and its revocation, asked anew in each handshake and before each
/// request, so that a kept-alive connection outlives none of them.
package struct ClientStanding: Sendable {
    /// The time that certificates are judged by.
    let now: @Sendable () -> Date
    /// Whether an authority is trusted, which a reload may end. Must not block, either.
    let isTrusted: @Sendable (Issuer) -> Bool
    /// Why certificates with these numbers, from the caller's to the root's, don't count any more; `nil` when they do. Called on an event
    /// loop or a task: must not block.
    let revocation: @Sendable (_ path: [CertificateNumber]) -> ClientRefusal?

    /// - Parameters:
    ///   - now: the clock.
    ///   - isTrusted, revocation: asked in each handshake and before each request; must answer from memory.
    package init(
        now: @escaping @Sendable () -> Date, isTrusted: @escaping @Sendable (Issuer) -> Bool,
        revocation: @escaping @Sendable (_ path: [CertificateNumber]) -> ClientRefusal?
    ) {
        self.now = now
        self.isTrusted = isTrusted
        self.revocation = revocation
    }

    /// Why `identity` may not speak now; `nil` when it may. No identity is a refusal.
    func refusal(of identity: ClientIdentity?) -> ClientRefusal? {
        guard let identity else { return .missing }
        if now() > identity.notAfter { return .expired }
        guard let root = identity.path.last?.issuer, isTrusted(root) else { return .untrusted }
        return revocation(identity.path)
    }

    func isRevoked(_ identity: ClientIdentity) -> Bool { revocation(identity.path) == .revoked }
}

extension RevocationLists {
    /// Why somebody whose certificates have these numbers isn't let in; `nil` when they are.
    package func refusal(of path: [CertificateNumber]) -> ClientRefusal? {
        do { try requireUnrevoked(path) } catch { return error == .certificateRevoked ? .revoked : .unlisted }
        return nil
    }
}
