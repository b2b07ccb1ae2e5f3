import ArgumentParser

/// `kedja directory`.
struct DirectoryCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("directory", Words.Directory.noun, [DirectoryVerify.self])
    }
}
