import ArgumentParser

/// Documents the exit codes: `kedja help exit-codes`.
struct ExitCodes: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("exit-codes", Words.Root.exitCodes, discussion: ExitStatus.table)
    }

    @OptionGroup var common: CommonOptions

    func run() throws {
        let codes = Dictionary(uniqueKeysWithValues: ExitStatus.allCases.map { (String($0.rawValue), $0.words.text) })
        try common.output.show(codes, [ExitStatus.table.text])
    }
}
