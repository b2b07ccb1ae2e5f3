import Exchange
import Foundation
import Glibc

/// The directory as this profile has last verified it, so that one which was set back since is noticed, and only what is new has to be fetched.
package struct DirectoryMemory: Sendable {
    private let folder: String
    private let path: String

    init(folder: String, profile: String) {
        self.folder = folder
        path = "\(folder)/\(profile).json"
    }

    /// What was remembered; `nil` before the first. Throws `damaged-directory-memory`.
    func load() throws(ClientError) -> DirectoryLedger? {
        guard access(path, F_OK) == 0 else { return nil }
        guard let ledger = try? JSONDecoder().decode(DirectoryLedger.self, from: Data(try LocalFiles.bytes(path))) else {
            throw .local(
                "damaged-directory-memory", "the remembered directory at \(path) can't be read",
                hint: "remove it; the directory is then verified from its beginning")
        }
        return ledger
    }

    /// Remembers a directory that has been verified.
    func remember(_ ledger: DirectoryLedger) throws(ClientError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(ledger) else {
            throw .local("damaged-directory-memory", "the directory can't be written as JSON")
        }
        try LocalFiles.makeFolder(folder)
        try LocalFiles.replace(path, with: Array(data))
    }

    /// Forgets, as when the profile goes.
    func forget() throws(ClientError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw .local("unwritable-file", "\(path) can't be removed") }
    }
}
