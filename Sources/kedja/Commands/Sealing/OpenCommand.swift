import Age
import ArgumentParser

/// `kedja open`: what `age --decrypt` does.
struct OpenCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("open", Words.Sealing.open, discussion: Words.Sealing.openDiscussion)
    }

    @Argument(help: Words.Sealing.input.help(Words.Common.file)) var input: String?
    @Option(name: .shortAndLong, help: Words.Sealing.identity.help(Words.Common.file)) var identity: [String] = []
    @Option(name: .shortAndLong, help: Words.Sealing.output.help(Words.Common.file)) var output: String?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let fromStandardInput = identity.count { $0 == "-" } + ((input ?? "-") == "-" ? 1 : 0)
        guard fromStandardInput < 2 else { throw LocalFault(.unusableArgument, Words.Sealing.twiceStandardInput) }
        let keys = try OpeningKeys(files: identity)
        let source = try SealingInput(input)
        // Plaintext: its owner's alone, unless the file was there before.
        let sink = try SealingOutput(
            output, mode: 0o600, onTerminal: .text, apartFrom: [source] + identity.filter { $0 != "-" }.map(SealingInput.init))
        let file = try SealedFileStream(source)
        let opener = ParallelOpener(fileKey: try await keys.fileKey(of: file.header), cores: SealingCores.count)
        var written = try await opener.run(from: file, to: sink)
        try written.finish()
    }
}
