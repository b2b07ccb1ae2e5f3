import ArgumentParser
import ExchangeClient
import TransparencyLog

/// The log's public keys, for what is verified without the daemon.
struct LogKeyOptions: ParsableArguments {
    @Option(help: Words.Receipts.logKey.help(Phrase(same: "key"))) var logKey: [String] = []

    /// Those that were given, else the profile's; at least one.
    func verifiers(_ common: CommonOptions) throws -> [NoteVerifier] {
        let texts = try logKey.isEmpty ? [profileKey(common)] : logKey
        return try texts.map { text in
            do throws(LogError) { return try NoteVerifier(verifierKey: text) } catch {
                throw ClientError(.usage, "bad-log-key", "the log's key can't be used: \(error)", hint: "ask the host for it again")
            }
        }
    }

    private func profileKey(_ common: CommonOptions) throws -> String {
        let profile = try common.chosenProfile()
        guard let key = profile.logVerifierKey else {
            throw ClientError(.local, "no-log-key", "the profile \(profile.name) has no key of the log", hint: "give it by --log-key")
        }
        return key
    }
}
