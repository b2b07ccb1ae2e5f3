internal import FoundationEssentials

/// Whether a certificate is still good: its validity in time and its revocation, asked anew in each handshake and before each
/// request, so that a kept-alive connection outlives neither.
struct ClientStanding: Sendable {
    /// The time that certificates are judged by.
    let now: @Sendable () -> Date
    /// Whether the certificate with this serial number has been revoked. Called on an event loop or a task: must not block.
    let isRevoked: @Sendable (_ serialHex: String) -> Bool

    /// Why `identity` may not speak now; `nil` when it may. No identity is a refusal.
    func refusal(of identity: ClientIdentity?) -> ClientRefusal? {
        guard let identity else { return .missing }
        if now() > identity.notAfter { return .expired }
        return isRevoked(identity.serialHex) ? .revoked : nil
    }
}
