import ArgumentParser
import Exchange
import ExchangeServer

/// `kedjad keys`: the master key, and the key that signs the log.
struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Look at the master key, and change it or the log's key.",
        subcommands: [KeysShowCommand.self, KeysRotateCommand.self, KeysRotateLogCommand.self])
}

/// `kedjad keys show`: which key is in force, what it wraps, and whether it's being changed. Reads no key.
struct KeysShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show which master key is in force, how much it wraps, and whether it is being changed.")

    @OptionGroup var options: ConfigurationOption

    func run() async throws {
        try await reporting {
            let configuration = try options.read()
            let storage = try DataFolder(path: configuration.dataFolder).existingStorage()
            let status: MasterKeyStatus
            do { status = try await MasterKeyStatus(of: storage) } catch { throw DaemonError(opening: error) }
            for line in status.lines { say(line) }
        }
    }
}

extension MasterKeyStatus {
    fileprivate var lines: [String] {
        ["master key in force: \(inForce)"]
            + counts.map { "subject keys:        \($0.number) wrapped by \($0.key ?? "a key that they don't name")" }
            + rotations.map { rotation in
                let rest = rotation.scrubbedAt == nil ? "; not finished, go on with kedjad keys rotate" : ""
                guard let end = rotation.finishedAt else {
                    return "being changed:       \(rotation.old) to \(rotation.new), since \(rotation.begunAt)\(rest)"
                }
                return "changed:             \(rotation.old) to \(rotation.new), \(end)\(rest)"
            }
    }
}
