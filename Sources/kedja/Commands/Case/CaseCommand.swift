import ArgumentParser

/// `kedja case`.
struct CaseCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "case", Words.Case.noun,
            [CaseOpen.self, CaseShow.self, CaseAddOfficer.self, CaseClose.self])
    }
}
