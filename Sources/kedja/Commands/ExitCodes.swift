import ArgumentParser

/// Documents the exit codes: `kedja help exit-codes`.
struct ExitCodes: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("exit-codes", Words.Root.exitCodes, discussion: ExitStatus.table)
    }

    func run() {
        Terminal.write(ExitStatus.table.text + "\n", to: .standardOutput)
    }
}
