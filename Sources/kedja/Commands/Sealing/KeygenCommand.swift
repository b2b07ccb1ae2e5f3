import Age
import ArgumentParser
import Exchange

/// `kedja keygen`: what `age-keygen` does.
struct KeygenCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("keygen", Words.Sealing.keygen, discussion: Words.Sealing.keygenDiscussion)
    }

    @Argument(help: Words.Sealing.keyFile.help(Words.Common.file)) var input: String?
    @Flag(name: [.customShort("y"), .customLong("public-keys")], help: Words.Sealing.publicKeys.help) var showsPublicKeys = false
    @Option(name: .shortAndLong, help: Words.Sealing.output.help(Words.Common.file)) var output: String?
    @Flag(name: .customLong("x25519"), help: Words.Sealing.x25519.help) var isClassic = false
    @OptionGroup var common: CommonOptions

    func run() throws {
        guard !showsPublicKeys else { return try showPublicKeys() }
        guard input == nil else { throw LocalFault(.unusableArgument, Words.Sealing.keyFileAlone) }
        let (secret, recipient) = try makeKey()
        let text = "# created: \(SystemSources.clock.now())\n# public key: \(recipient)\n\(secret)\n"
        guard let output, output != "-" else {
            Terminal.write(text, to: .standardOutput)
            if !Terminal.isTerminal(.standardOutput) { Terminal.write("\(Words.Sealing.publicKey(recipient).text)\n", to: .standardError) }
            return
        }
        try NewKeyFile.write(text, to: output)
        try common.output.show(["recipient": recipient], [Words.Sealing.publicKey(recipient).text])
    }

    private func showPublicKeys() throws {
        let recipients = try OpeningKeys(files: [input ?? "-"]).all().map { key in
            guard case .native(let pair) = key else { throw LocalFault(.unusableArgument, Words.Sealing.keyOfPlugin) }
            return pair.recipient.description
        }
        let text = recipients.map { $0 + "\n" }.joined()
        guard let output, output != "-" else { return Terminal.write(text, to: .standardOutput) }
        try NewKeyFile.write(text, to: output)
    }

    private func makeKey() throws(AgeError) -> (secret: String, recipient: String) {
        if isClassic {
            let identity = try X25519Identity(random: SystemSources.bytes)
            return (identity.secretText, identity.recipient.description)
        }
        let identity = try HybridIdentity(random: SystemSources.bytes)
        return (identity.secretText, identity.recipient.description)
    }
}
