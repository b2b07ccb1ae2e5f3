import ArgumentParser

/// `kedja emergency`.
struct EmergencyCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("emergency", Words.Emergency.noun, [EmergencyList.self, EmergencyReviewCommand.self])
    }
}
