import ArgumentParser
import Exchange
import ExchangeServer

/// `kedjad keys rotate-log`: replaces the key that signs the log, beside a daemon that serves or without one.
struct KeysRotateLogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate-log", abstract: "Replace the key that signs the log, while the daemon serves or while it doesn't.",
        discussion: """
            Makes a new key and a statement that both keys sign, logs the change, and signs the log by the new key from then on: all of it or \
            nothing. Clients follow the statement by themselves; witnesses are told of the new key by whoever runs them.
            """)

    @OptionGroup var options: ConfigurationOption

    func run() async throws {
        try await reporting {
            let configuration = try options.read()
            let masters = try configuration.masterKeyFiles.keyring()
            let storage = try DataFolder(path: configuration.dataFolder).existingStorage()
            _ = try await configuration.keys(in: storage, masters: masters)
            let rotation = LogKeyRotation(in: storage, holding: masters, clock: .system, random: .system)
            let done: LogKeyRotation.Done
            do { done = try await rotation.perform() } catch { throw DaemonError(opening: error) }
            say(
                """
                log verifier key: \(done.new), from \(done.size) entries on
                replaced:         \(done.old)
                Publish the new key where the old one was, and tell it to every witness; each is restarted with it and keeps its state.
                """)
        }
    }
}
