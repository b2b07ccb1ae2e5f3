import Foundation
import Synchronization

@testable import Age

/// The plugin of the tests, `Tests/Doubles/age-plugin-test`, where hosts find it.
enum PluginFolder {
    static let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Doubles").standardized.path

    static var isPresent: Bool {
        FileManager.default.isExecutableFile(atPath: "\(path)/age-plugin-test")
            && FileManager.default.isExecutableFile(atPath: "/usr/bin/env")
    }

    static let environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]

    static func recipient(_ how: String) throws -> PluginRecipient {
        try PluginRecipient(Bech32.encode(prefix: "age1test", Array(how.utf8)))
    }

    static func identity(_ how: String) throws -> PluginIdentity {
        try PluginIdentity(Bech32.encode(prefix: "age-plugin-test-", Array(how.utf8)).uppercased())
    }

    static func host(
        path: String = PluginFolder.path, patience: Duration = .seconds(30), ask: @escaping PluginHost.Ask = { _, _ in .unavailable }
    ) -> PluginHost {
        PluginHost(searchPath: path, environment: environment, patience: patience, random: SeededRandom(31).bytes, ask: ask)
    }
}
