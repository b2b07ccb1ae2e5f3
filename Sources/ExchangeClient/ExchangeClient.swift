// ExchangeClient: what a client does beside calling. It seals before it sends, and it trusts an answer only once it has checked it.
//
//     let store = ProfileStore(folder: "/home/anna/.config/kedja")
//     let profile = try store.load("anna")
//     let connection = try ExchangeConnection(profile: profile, clock: clock, random: random)
//     let cases = try await connection.send(.caseOf(id))             // the receipt has been verified
//     let retrieved = try await getDocument(
//         document, purpose: .planering, to: .file("/home/anna/plan.pdf"), over: connection,
//         identities: try loadIdentities(profile, prompts: prompts), progress: { _ in })
//     await connection.shutdown()
//
// - `Profile/`: who one is and whom one trusts: files on disk, trust anchors, the log's last checkpoint.
// - `Connection/`: calls over mutual TLS 1.3; what an answer must be; the receipt's verification.
// - `Documents/`: sealing and sending, fetching and opening, the manifest's checks.
// - `Requests/`: an approver's answer. `Consents/`: what a consent's record proves. `Log/`: verifying and exporting the log.
// - `Files/`: bounded reading, and files that appear whole or not at all.
//
// The judging functions are pure; `ExchangeConnection` is the only edge to the network. Time and randomness are parameters.

/// What this client is.
package enum ExchangeClientVersion {
    /// The version of the wire that this client speaks.
    package static let wire = "v1"
}
