import ArgumentParser
import Exchange
import ExchangeServer
import StorageSQLite

/// `kedjad restore`: puts a backup into an empty data folder, after everything in it has been verified.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Verify a backup and put it into an empty data folder.",
        discussion: """
            Verifies all of it, then asks the configured witnesses, and looks at each --seen, whether the log had gone on after the backup. If it \
            had, or nobody can say, nothing is restored: two histories must not be signed under one name. With --force the log goes on as another \
            one: choose another log.origin first, and tell everybody the new verifier key. Its first entry tells of it, and why.
            """)

    @OptionGroup var options: ConfigurationOption
    @Argument(help: "The backup, or a folder of backups, of which the newest is taken.") var backup: String
    @Option(
        help: "A checkpoint of this log that somebody has kept: of a mirror, or from a client's folder checkpoints. May be given again.")
    var seen: [String] = []
    @Flag(help: "Restore though the log had gone on, or nobody can say. The log becomes another one.") var force = false
    @Option(help: "Why, for the log; with --force.") var reason: String?
    @Flag(name: .customLong("without-damaged"), help: "Restore the rest when payloads are damaged or missing.") var withoutDamaged = false
    @Flag(help: "Verify the backup and put it nowhere.") var check = false

    func validate() throws {
        guard force == (reason != nil) else { throw ValidationError("--force and --reason go together: say why") }
        guard reason.map({ (1...500).contains($0.count) && !$0.contains(where: \.isNewline) }) ?? true else {
            throw ValidationError("--reason takes one line of 1 to 500 characters")
        }
        guard !check || (!force && seen.isEmpty && !withoutDamaged) else { throw ValidationError("--check goes with nothing else") }
    }

    func run() async throws {
        try await reporting {
            let configuration = try options.read()
            do {
                let folder = try chosen()
                let signed = try SignedManifest(parsing: try folder.manifest())
                let masters = try configuration.masterKeyFiles.keyring()
                try requireKey(signed.manifest, masters, configuration)
                if check { return try await verify(folder, signed, masters) }
                let restoring = Restoring(
                    backup: folder, signed: signed, masters: masters, configuration: configuration, seen: seen, reason: reason,
                    withoutDamaged: withoutDamaged)
                say(try await restoring.perform().summary)
            } catch {
                throw DaemonError(backup: error)
            }
        }
    }

    private func chosen() throws -> BackupFolder {
        let given = BackupFolder(backup)
        guard !given.hasManifest, let newest = BackupPlace.backups(in: backup).last else { return given }
        return newest
    }

    private func requireKey(_ manifest: BackupManifest, _ masters: MasterKeyring, _ configuration: DaemonConfiguration) throws {
        guard masters.held(manifest.masterKeyID) == nil else { return }
        throw ExchangeError(
            .wrongMasterKey,
            "the backup belongs to master key \(manifest.masterKeyID), and \(configuration.masterKeyFile) holds "
                + masters.keyIDs.joined(separator: " and "))
    }

    private func verify(_ folder: BackupFolder, _ signed: SignedManifest, _ masters: MasterKeyring) async throws {
        let check = BackupCheck(signed: signed, masters: masters)
        try check.require(database: try folder.readDatabase(of: signed.manifest.databaseSize))
        let copy = try SQLiteCopy(folder: folder.path)
        _ = try await check.records(of: copy, faults: try await copy.faults())
        let damaged = try await check.payloads(of: copy) { payload in try folder.payloads.examine(payload) }
        guard damaged.isEmpty else { throw check.error(damaged) }
        say("kedjad: the backup \(folder.path) is whole, with \(signed.manifest.payloadCount) payloads")
    }
}
