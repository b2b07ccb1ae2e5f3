import ArgumentParser

/// `kedja case step`.
struct CaseStepCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("step", Words.Chain.step, [CaseStepAdd.self, CaseStepChange.self, CaseStepEnd.self])
    }
}
