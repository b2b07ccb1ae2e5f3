import ExchangeAPI
import Foundation

/// Small files that a command is given.
enum FileText {
    static func read(_ path: String) throws(LocalFault) -> String {
        guard let text = String(data: try bytes(path), encoding: .utf8) else { throw unreadable(path) }
        return text
    }

    /// All of standard input.
    static func standardInput() throws(LocalFault) -> String {
        guard let bytes = try? FileHandle.standardInput.readToEnd() ?? Data(), let text = String(data: bytes, encoding: .utf8)
        else { throw unreadable("-") }
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

    /// The same. A file that is there keeps its mode; a link is followed.
    static func write(_ path: String, text: String) throws(LocalFault) {
        let file = URL(filePath: path).resolvingSymlinksInPath()
        let name = ".\(file.lastPathComponent).\(SystemSources.bytes(6).map { String($0, radix: 36) }.joined())"
        let temporary = file.deletingLastPathComponent().appending(path: name)
        do {
            try Data(text.utf8).write(to: temporary, options: .withoutOverwriting)
            if let mode = try? FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] {
                try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: temporary.path)
            }
            guard rename(temporary.path, file.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
        } catch {
            try? FileManager.default.removeItem(at: temporary)
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
