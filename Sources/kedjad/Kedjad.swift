import ArgumentParser

/// The daemon's root command.
///
/// Exit codes, after `sysexits.h`: 0 done, 64 wrong arguments, 69 can't listen, 73 can't create or would overwrite, 74 storage failed,
/// 77 a restore would take back what others have seen, 78 configuration, key, certificates or policies aren't right.
@main
struct Kedjad: AsyncParsableCommand {
    /// As `--version` says it, and `kedja_build_info`.
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "kedjad", abstract: "The exchange's daemon.",
        discussion: """
            Exit codes: 0 done, 1 the doctor has found a fault, 64 wrong arguments, 69 can't listen, 73 would overwrite, 74 storage failed, \
            77 a restore would take back what others have seen, 78 configuration.
            """,
        version: version,
        subcommands: [
            InitCommand.self, CheckCommand.self, ServeCommand.self, KeysCommand.self, BackupCommand.self, RestoreCommand.self,
            DoctorCommand.self,
        ])
}
