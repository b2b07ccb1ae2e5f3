import Exchange
import ExchangeAPI
import ExchangeClient
import SignedRecords

/// One command's talk with the exchange: a connection as the profile's officer, and where the answers go.
struct Session: Sendable {
    let connection: ExchangeConnection
    let profile: Profile
    let store: ProfileStore
    let output: Output

    /// Makes a call, shows its result and the receipt, which has been verified.
    func show<Result>(_ call: Call<Result>, _ lines: (Result) -> [String]) async throws {
        try output.show(try await connection.send(call), lines)
    }

    /// Makes a call whose answer is worked on further.
    func result<Result>(of call: Call<Result>) async throws -> Result { try await connection.send(call).result }

    var me: OfficerID { connection.me }
    var now: Timestamp { SystemSources.clock.now() }

    /// Signs in the officer's name. The signing key is read here, and by commands that sign alone.
    func signed(_ payload: some Encodable, type: String) throws -> String {
        String(decoding: try Signer(profile: profile).sign(payload, type: type).encoded, as: UTF8.self)
    }

    /// The log's size and head as this profile last saw them.
    func memory() throws -> LogMemory { try store.logMemory(for: profile.name) }

    /// Shows how bytes move, unless a program reads.
    var progress: ProgressLine { ProgressLine(visible: !output.json) }
}

extension CommonOptions {
    /// Connects as the chosen profile, does `body`, and disconnects however it ends. At the first contact the log's key and the directory's
    /// root are kept.
    func exchange(_ body: (Session) async throws -> Void) async throws {
        let profile = try await keepingKeys(try chosenProfile())
        try await connected(as: profile, body)
    }

    /// Trust on first use, said aloud: from then on a receipt by another key is refused, and a directory with another beginning.
    private func keepingKeys(_ profile: Profile) async throws -> Profile {
        guard profile.logVerifierKey == nil || profile.directoryRoot == nil else { return profile }
        var kept = profile
        try await connected(as: profile) { session in
            let status = try await session.connection.plain(.status())
            if kept.logVerifierKey == nil {
                kept.logVerifierKey = status.logVerifierKey
                Terminal.note(Words.Status.pinned(status.logVerifierKey))
            }
            if kept.directoryRoot == nil, let root = status.directoryRoot {
                kept.directoryRoot = root
                Terminal.note(Words.Directory.pinned(root))
            }
        }
        if kept != profile { try profiles.save(kept) }
        return kept
    }

    /// Where the profile's receipts go. One that can't be kept is told of, and spoils nothing: what it proves is done.
    private func keeping(of profile: Profile) throws -> ReceiptKeeping? {
        guard profile.keepReceipts ?? true else { return nil }
        return ReceiptKeeping(in: try profiles.receipts(for: profile.name)) { Terminal.note(Words.Receipts.unkept($0.sentence)) }
    }

    private func connected(as profile: Profile, _ body: (Session) async throws -> Void) async throws {
        let connection = try ExchangeConnection(
            profile: profile, directoryMemory: try profiles.directoryMemory(for: profile.name),
            logKeyMemory: try profiles.logKeyMemory(for: profile.name), receipts: try keeping(of: profile), clock: SystemSources.clock,
            random: SystemSources.random)
        do {
            try await body(Session(connection: connection, profile: profile, store: profiles, output: output))
        } catch {
            await connection.shutdown()
            throw error
        }
        await connection.shutdown()
    }
}
