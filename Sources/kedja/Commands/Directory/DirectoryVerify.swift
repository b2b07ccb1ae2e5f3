import ArgumentParser
import ExchangeClient

/// `kedja directory verify`: every signed change from the founding on, and that the directory is what they give.
struct DirectoryVerify: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration("verify", Words.Directory.verify) }

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.exchange { session in
            let found = try await verifyDirectory(over: session.connection)
            try session.output.show(found, found.lines)
            guard found.checks.allPassed else {
                throw LocalFault(.verificationFailed, Words.Directory.unsound, hint: Words.Directory.unsoundHint)
            }
        }
    }
}

extension DirectoryVerification {
    /// `ok  …`, a line each, and the verdict with what two people can compare.
    fileprivate var lines: [String] {
        let checked = checks.map { "\(Words.Document.check($0.passed).text)  \($0.words.text)" }
        guard checks.allPassed, let size, let head else { return checked }
        return checked + [Words.Directory.sound(size: size, head: head).text]
    }
}
