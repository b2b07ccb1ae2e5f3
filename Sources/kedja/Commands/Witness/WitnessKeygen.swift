import ArgumentParser
import TransparencyLog

/// `kedja witness keygen`: a cosigner's key pair; the private half goes to a file, the public half to the terminal.
struct WitnessKeygen: ParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("keygen", Words.Witness.keygen) }

    @Option(help: Words.Witness.name.help(Words.Common.name)) var name: String
    @Option(name: .shortAndLong, help: Words.Witness.keyFile.help(Words.Common.file)) var output: String
    @OptionGroup var common: CommonOptions

    func run() throws {
        let cosigner: Cosigner
        do { cosigner = try Cosigner(name: name, privateKeyBytes: SystemSources.bytes(32)) } catch {
            throw LocalFault(.unusableArgument, Words.Witness.badName)
        }
        try NewKeyFile.write(cosigner.secretText + "\n", to: output)
        try common.output.show(["verifierKey": cosigner.verifierKey], [Words.Witness.publicKey(cosigner.verifierKey).text])
    }
}
