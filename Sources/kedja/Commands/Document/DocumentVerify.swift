import ArgumentParser
import Exchange
import ExchangeAPI
import ExchangeClient

/// `kedja document verify`: every check that `get` makes, listed, and no plaintext.
struct DocumentVerify: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("verify", Words.Document.verify) }

    @Argument(help: Words.Document.id.help(Words.Common.id)) var id: DocumentID
    @Option(help: Words.Document.purpose.help) var purpose: Purpose
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            let line = session.progress
            let found = try await verifyDocument(
                id, purpose: purpose, over: session.connection, identities: session.identities(), progress: line.sink)
            line.end()
            try session.output.show(Answer(result: found.checks, receipt: found.receipt)) { $0.lines }
            try found.checks.requireSound()
        }
    }
}

extension [Check] {
    /// `ok  handlingen är signerad …`, a line each, and the verdict.
    var lines: [String] {
        map { "\(Words.Document.check($0.passed).text)  \($0.words.text)" } + (allPassed ? [Words.Document.sound.text] : [])
    }

    /// Ends with the exit code of a failed verification when one failed.
    func requireSound() throws(LocalFault) {
        guard allPassed else { throw LocalFault(.verificationFailed, Words.Document.unsound, hint: Words.Document.unsoundHint) }
    }
}
