import ExchangeAPI
import Foundation

/// Small files that a command is given.
enum FileText {
    static func read(_ path: String) throws(LocalFault) -> String {
        guard let text = String(data: try bytes(path), encoding: .utf8) else { throw unreadable(path) }
        return text
    }

    /// The file's SHA-256, hexadecimal.
    static func digest(_ path: String) throws(LocalFault) -> String {
        ContentDigest(of: try bytes(path)).bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// The file appears whole or not at all: written beside it, then renamed.
    static func write(_ path: String, _ lines: [String]) throws(LocalFault) {
        try write(path, text: lines.map { $0 + "\n" }.joined())
    }

    static func write(_ path: String, text: String) throws(LocalFault) {
        do { try Data(text.utf8).write(to: URL(filePath: path), options: .atomic) } catch {
            throw LocalFault(.unwritableFile, Words.Common.unwritable(path), hint: Words.Common.checkPath)
        }
    }

    private static func bytes(_ path: String) throws(LocalFault) -> Data {
        do { return try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe) } catch { throw unreadable(path) }
    }

    private static func unreadable(_ path: String) -> LocalFault {
        LocalFault(.unreadableFile, Words.Common.unreadable(path), hint: Words.Common.checkPath)
    }
}
