import ArgumentParser
import ExchangeClient
import TransparencyLog

/// The log's public keys, for what is verified without the daemon.
struct LogKeyOptions: ParsableArguments {
    @Option(help: Words.Receipts.logKey.help(Phrase(same: "key"))) var logKey: [String] = []

    /// Those that were given, else the profile's and all that statements have led to from there; at least one.
    func keys(_ common: CommonOptions) throws -> GivenLogKeys {
        guard logKey.isEmpty else { return GivenLogKeys(try logKey.map { try verifier($0) }) }
        let known = try verifier(profileKey(common))
        return GivenLogKeys(try common.profiles.logKeyMemory(for: common.chosenProfile().name).load(known))
    }

    private func verifier(_ text: String) throws -> NoteVerifier {
        do throws(LogError) { return try NoteVerifier(verifierKey: text) } catch {
            throw ClientError(.usage, "bad-log-key", "the log's key can't be used: \(error)", hint: "ask the host for it again")
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
