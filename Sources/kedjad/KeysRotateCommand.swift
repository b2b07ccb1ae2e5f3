import ArgumentParser
import Exchange
import ExchangeServer

/// `kedjad keys rotate`: changes the master key, beside a daemon that serves or without one. Goes on with a change that was interrupted.
struct KeysRotateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Change the master key, while the daemon serves or while it doesn't.",
        discussion: """
            Takes the new key from <masterKey>.next, or makes it there, and wraps every participant's key by it. May be interrupted anywhere; the \
            same command goes on. At the end <masterKey> holds the new key, and the old one lies in <masterKey>.<its id>: it opens backups from \
            before, and nothing else. Destroy it when those aren't wanted any more.
            """)

    @OptionGroup var options: ConfigurationOption
    @Option(name: .customLong("batch"), help: "How many participants' keys a transaction wraps, 1 to 10000.") var batchSize = 500

    func validate() throws {
        guard (1...10_000).contains(batchSize) else { throw ValidationError("--batch takes a number from 1 to 10000") }
    }

    func run() async throws {
        try await reporting {
            let configuration = try options.read()
            let files = configuration.masterKeyFiles
            let storage = try DataFolder(path: configuration.dataFolder).existingStorage()
            _ = try await configuration.keys(in: storage, masters: try files.keyring())
            let (key, isNew) = try files.nextKey(random: .system)
            let progress = KeysProgress()
            if isNew { progress.say("new master key \(key.keyID) in \(files.next.path); keep a copy in a safe place, apart from the data") }
            let rotation = MasterKeyRotation(
                in: storage, to: key, holding: try files.keyring(), clock: .system, random: .system, batchSize: batchSize)
            let done: KeyRotation
            do { done = try await rotation.perform(progress.report) } catch { throw DaemonError(opening: error) }
            try files.settle(done)
            say(summary(done, files))
        }
    }

    private func summary(_ rotation: KeyRotation, _ files: MasterKeyFiles) -> String {
        """
        master key:  \(rotation.new), in \(files.current.path)
        replaced:    \(rotation.old), kept in \(files.replaced(rotation.old).path)
        Make a backup of the data now. The replaced key opens older backups, and what was erased since they were made; destroy it when \
        they aren't wanted any more.
        """
    }
}
