import ArgumentParser
import Exchange
import ExchangeServer

/// `kedjad backup`: a whole copy of records and payloads, beside a daemon that serves or without one.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Make a backup, while the daemon serves or while it doesn't.",
        discussion: """
            Makes a folder in FOLDER that is named after the moment: the records as they are then, every payload that they name, and a manifest that the \
            log's key signs. Payloads that an earlier backup in FOLDER has are shared with it. Interrupted, it leaves nothing that looks like a \
            backup. The master key, the configuration, policies and certificates aren't in it: keep them apart.
            """)

    @OptionGroup var options: ConfigurationOption
    @Argument(help: "The folder of backups; best on another disk.") var folder: String
    @Option(help: "Remove all backups in FOLDER but the newest so many, once this one is whole.") var keep: Int?

    func validate() throws {
        guard keep.map({ $0 >= 1 }) ?? true else { throw ValidationError("--keep takes a number from 1") }
    }

    func run() async throws {
        try await reporting {
            let configuration = try options.read()
            let making = BackupMaking(data: DataFolder(path: configuration.dataFolder), place: folder, clock: .system)
            let made: BackupMaking.Made
            do { made = try await making.perform(holding: try configuration.masterKeyFiles.keyring(), keep: keep) } catch {
                throw DaemonError(backup: error)
            }
            say(made.summary)
            guard made.lost.isEmpty else { throw made.lostError }
        }
    }
}

extension BackupMaking.Made {
    /// Payloads that should have been there.
    var lost: [DocumentID] { manifest.absent.filter { $0.value != .erased }.map(\.key).sorted() }

    var summary: String {
        let erased = manifest.absent.count { $0.value == .erased }
        return
            ([
                "backup:      \(path)",
                "log:         \(manifest.tree.map { "\($0.size)" } ?? "0") entries of \(manifest.origin)",
                "payloads:    \(manifest.payloadCount), of which \(shared) are shared with the backup before",
                "master key:  \(manifest.masterKeyID), which isn't in the backup: keep a copy of it, apart from this",
                removed == 0 ? nil : "removed:     \(removed) older",
                erased == 0
                    ? nil
                    : "erased meanwhile:  \(erased) document\(erased == 1 ? "" : "s"), whose rows are in the backup: make another one",
                """
                Whoever is erased from now on stays in this backup until it's removed, or until kedjad keys rotate has replaced the master key and the old \
                key's file is destroyed.
                """,
            ] as [String?]).compactMap { $0 }.joined(separator: "\n")
    }

    fileprivate var lostError: DaemonError {
        DaemonError(
            .storage, "\(lost.count) payloads are missing or damaged in the data folder and not in the backup: \(DocumentID.few(lost))",
            hint: "look for them in an earlier backup: blobs/<two digits>/<document>", code: .backupDamaged)
    }
}

extension DocumentID {
    /// The first few of them.
    static func few(_ all: [DocumentID]) -> String {
        all.prefix(5).map(\.text).joined(separator: ", ") + (all.count > 5 ? " and \(all.count - 5) more" : "")
    }
}
