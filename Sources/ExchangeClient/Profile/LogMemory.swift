import Glibc
package import TransparencyLog

/// The last checkpoint that was verified, so that a log which was rewritten since is noticed. The signed note itself, in one file.
package struct LogMemory: Sendable {
    private let folder: String
    private let path: String

    init(folder: String, profile: String) {
        self.folder = folder
        path = "\(folder)/\(profile).note"
    }

    /// The checkpoint that was remembered; `nil` before the first. Throws `damaged-log-memory` when it isn't signed by `verifier`.
    package func load(_ verifier: some CheckpointVerifier) throws(ClientError) -> Checkpoint? {
        guard access(path, F_OK) == 0 else { return nil }
        let note = try LocalFiles.bytes(path)
        do { return try verifier.checkpoint(in: note) } catch {
            throw .local(
                "damaged-log-memory", "the remembered checkpoint at \(path) doesn't verify: \(error)",
                hint: "keep the file as evidence if the log's key hasn't changed; else remove it")
        }
    }

    /// Remembers a checkpoint that has been verified.
    package func remember(_ note: String) throws(ClientError) {
        try LocalFiles.makeFolder(folder)
        try LocalFiles.replace(path, with: Array(note.utf8))
    }

    /// Forgets, as when the profile goes.
    package func forget() throws(ClientError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw .local("unwritable-file", "\(path) can't be removed") }
    }
}
