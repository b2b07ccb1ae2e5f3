import ArgumentParser

/// `kedja case`.
struct CaseCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "case", Words.Case.noun,
            [
                CaseOpen.self, CaseList.self, CaseShow.self, CaseStepCommand.self, CaseAddOfficer.self, CaseRemoveOfficer.self,
                CaseLeave.self, CaseIndicators.self, CaseClose.self,
            ])
    }
}
