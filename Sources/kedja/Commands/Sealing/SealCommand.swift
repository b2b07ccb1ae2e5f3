import Age
import ArgumentParser
import Foundation

/// `kedja seal`: what `age` does when it encrypts.
struct SealCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("seal", Words.Sealing.seal, discussion: Words.Sealing.sealDiscussion)
    }

    @Argument(help: Words.Sealing.input.help(Words.Common.file)) var input: String?
    @Option(name: .shortAndLong, help: Words.Sealing.recipient.help(Words.Sealing.key)) var recipient: [String] = []
    @Option(name: [.customShort("R"), .long], help: Words.Sealing.recipientsFile.help(Words.Common.file)) var recipientsFile: [String] = []
    @Option(name: .shortAndLong, help: Words.Sealing.ownKey.help(Words.Common.file)) var identity: [String] = []
    @Flag(name: .shortAndLong, help: Words.Sealing.passphrase.help) var passphrase = false
    @Flag(name: .shortAndLong, help: Words.Sealing.armor.help) var armor = false
    @Option(name: .shortAndLong, help: Words.Sealing.output.help(Words.Common.file)) var output: String?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try checkArguments()
        let keys = try recipients()
        let source = try SealingInput(input)
        var sink = try SealingOutput(
            output, mode: SealingOutput.userMode, onTerminal: armor ? .text : .refused(Words.Sealing.binaryOrArmorHint),
            apartFrom: [source] + (recipientsFile + identity).filter { $0 != "-" }.map(SealingInput.init), armors: armor)
        let fileKey = try FileKey(random: SystemSources.bytes)
        try sink.write(try await keys.header(sealing: fileKey).encoded.span.bytes)
        let sealer = try ParallelSealer(
            fileKey: fileKey, nonce: SystemSources.bytes(PayloadSealer.nonceByteCount), cores: SealingCores.count)
        var written = try await sealer.run(from: source, to: sink)
        try written.finish()
    }

    private func checkArguments() throws(LocalFault) {
        let hasRecipients = !recipient.isEmpty || !recipientsFile.isEmpty || !identity.isEmpty
        guard hasRecipients || passphrase else {
            throw LocalFault(.unusableArgument, Words.Sealing.noRecipients, hint: Words.Sealing.noRecipientsHint)
        }
        guard !(hasRecipients && passphrase) else { throw LocalFault(.unusableArgument, Words.Sealing.passphraseAlone) }
        let fromStandardInput = (recipientsFile + identity).count { $0 == "-" } + ((input ?? "-") == "-" ? 1 : 0)
        guard fromStandardInput < 2 else { throw LocalFault(.unusableArgument, Words.Sealing.twiceStandardInput) }
    }

    private func recipients() throws -> SealingKeys {
        guard !passphrase else { return SealingKeys([.native(try ScryptRecipient(passphrase: SecretPrompt.freshPassphrase()))]) }
        var keys = try recipient.map { try RecipientFile.Key($0) }
        for path in recipientsFile {
            keys += try RecipientFile(try SealingInput(path).text(limit: RecipientFile.maximumBytes)).keys
        }
        return SealingKeys(keys, identities: try OpeningKeys(files: identity).all())
    }
}

/// How many cores are kept busy.
enum SealingCores {
    static var count: Int { min(ProcessInfo.processInfo.activeProcessorCount, 8) }
}
