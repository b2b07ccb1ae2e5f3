import ArgumentParser

/// `kedja officer`.
struct OfficerCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "officer", Words.Officer.noun,
            [OfficerAdd.self, OfficerList.self, OfficerChange.self, OfficerDisable.self])
    }
}
