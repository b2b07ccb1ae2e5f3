import ArgumentParser

/// The root command. One command, one file.
struct CedarCommand: ParsableCommand {
    /// As `--version` says it.
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "cedar", abstract: "Decide, check and rewrite Cedar policies.",
        discussion: """
            A FILE is a path, or `-` for standard input, which one file of a command can be. Policies and schemas may be written in \
            Cedar's syntax or in JSON, which begins with a brace.
            Exit status: \(ExitStatus.table)
            """,
        version: version,
        subcommands: [
            AuthorizeCommand.self, ValidateCommand.self, CheckParseCommand.self, FormatCommand.self, TranslateCommand.self,
            EvaluateCommand.self, LinkCommand.self, CorpusCommand.self,
        ])
}

/// A command that ends with a status.
protocol CedarVerb: ParsableCommand {
    func answer() async throws -> ExitStatus
}
