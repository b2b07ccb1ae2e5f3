import ArgumentParser

/// The client's root command. Verbs by noun; one command, one file.
struct Kedja: ParsableCommand {
    /// As `--version` says it.
    static let version = "0.1.0"

    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "kedja", abstract: Words.Root.abstract.text, discussion: Words.Root.discussion.text, version: version,
            subcommands: [
                StatusCommand.self, ProfileCommand.self, ParticipantCommand.self, CaseCommand.self, ConsentCommand.self,
                DocumentCommand.self, RequestCommand.self, RetentionCommand.self, OrganisationCommand.self, OfficerCommand.self,
                DirectoryCommand.self, AuditCommand.self, ReceiptCommand.self, EmergencyCommand.self, FiguresCommand.self,
                PolicyCommand.self,
                PKICommand.self, SealCommand.self, OpenCommand.self, KeygenCommand.self, WitnessCommand.self, ExitCodes.self,
            ])
    }
}
