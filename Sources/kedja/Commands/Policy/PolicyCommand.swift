import ArgumentParser

/// `kedja policy`.
struct PolicyCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "policy", Words.Policy.noun,
            [
                PolicyCheck.self, PolicyTest.self, PolicyExplain.self, PolicyMatrix.self, PolicyDiff.self,
                PolicyFormat.self, PolicyShow.self, PolicyReload.self,
            ])
    }
}
