import Exchange
import ExchangeClient

/// A file for a key that was just made.
enum NewKeyFile {
    /// With the owner's rights alone, and never in the place of another key.
    static func write(_ text: String, to path: String) throws {
        guard FilePlace(path) == nil else {
            throw LocalFault(.unwritableFile, Words.Sealing.keyExists(path), hint: Words.Sealing.sameFileHint)
        }
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let file = try SpoolFile(in: folder, random: SystemSources.random)
        try file.write(Array(text.utf8))
        try file.publish(as: path, replacing: false)
    }
}
