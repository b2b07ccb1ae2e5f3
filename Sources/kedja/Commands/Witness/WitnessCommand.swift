import ArgumentParser

/// `kedja witness`.
struct WitnessCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration("witness", Words.Witness.noun, [WitnessKeygen.self, WitnessRun.self, WitnessCosign.self])
    }
}
