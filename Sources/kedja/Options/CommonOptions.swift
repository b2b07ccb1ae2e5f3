import ArgumentParser
import Foundation

/// What every command takes.
struct CommonOptions: ParsableArguments {
    @Option(help: Words.Common.profile.help(Words.Common.name)) var profile: String?
    @Option(help: Words.Common.configDir.help(Words.Common.folder)) var configDir: String?
    @Option(help: Words.Common.lang.help(Phrase(same: "sv|en"))) var lang: Language?
    @Flag(help: Words.Common.json.help) var json = false

    var output: Output { Output(json: json) }

    /// The folder of profiles: `--config-dir`, `KEDJA_CONFIG_DIR`, `~/.config/kedja`.
    var folder: URL { CommonOptions.folder(configDir, environment: ProcessInfo.processInfo.environment) }

    static func folder(_ asked: String?, environment: [String: String]) -> URL {
        if let path = asked ?? environment["KEDJA_CONFIG_DIR"] { return URL(filePath: path, directoryHint: .isDirectory) }
        let home = environment["HOME"].map { URL(filePath: $0, directoryHint: .isDirectory) } ?? URL.homeDirectory
        return home.appending(path: ".config/kedja", directoryHint: .isDirectory)
    }
}

extension Language: ExpressibleByArgument {}
