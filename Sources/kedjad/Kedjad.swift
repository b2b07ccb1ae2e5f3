import ArgumentParser

/// The daemon's root command.
@main
struct Kedjad: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "kedjad", abstract: "The exchange's daemon.")
}
