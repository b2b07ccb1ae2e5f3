import ArgumentParser

/// The client's root command. Verbs by noun; one command, one file.
@main
struct Kedja: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "kedja", abstract: "Dela ärendehandlingar på personens samtycke.")
}
