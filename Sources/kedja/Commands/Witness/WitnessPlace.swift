import ArgumentParser
import Exchange
import ExchangeClient
import TransparencyLog

/// Where a witness has its key and its memory.
struct WitnessPlace: ParsableArguments {
    @Option(help: Words.Witness.state.help(Words.Common.folder)) var state: String
    @Option(help: Words.Witness.keyFile.help(Words.Common.file)) var key: String

    /// The key, from a file that nobody else may read.
    func cosigner() throws -> Cosigner {
        let text = try LocalFiles.secretText(key)
        do { return try Cosigner(secretText: String(text.drop { $0.isWhitespace }.prefix { !$0.isNewline })) } catch {
            throw LocalFault(.unreadableFile, Words.Witness.badKey(key), hint: Words.Witness.badKeyHint)
        }
    }

    /// Seconds since 1970, as cosignatures state them.
    static var now: UInt64 { UInt64(max(0, SystemSources.clock.now().milliseconds / 1000)) }
}
