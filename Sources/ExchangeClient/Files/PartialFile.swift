import Exchange
import Glibc

/// What has arrived of a sealed payload, beside its destination, so that a fetch that broke off can be gone on with.
///
///     plan.pdf.doc_0c8jv3k….partial
///
/// Sealed bytes only, for their owner alone (0600), without the header that opens them: whoever finds the file learns its length. It carries
/// the document's id, so that another document's bytes aren't taken for this one's; what it holds is believed only as far
/// as it opens, and has the manifest's digest in the end. Locked while a fetch runs.
final class PartialFile: Sendable {
    private let file: OpenFile
    private let path: String

    static func path(for destination: String, of document: DocumentID) -> String { "\(destination).\(document).partial" }

    /// Opens or makes it; empties it unless it's to be gone on with. Throws `partial-unusable` for what isn't the officer's own file.
    init(_ path: String, keepingContent: Bool) throws(ClientError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .partialUnusable(path) }
        file = OpenFile(owning: descriptor)
        self.path = path
        guard let status = file.status, status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o077 == 0, status.st_nlink == 1,
            status.st_uid == geteuid(), flock(descriptor, LOCK_EX | LOCK_NB) == 0
        else { throw .partialUnusable(path) }
        if !keepingContent, ftruncate(descriptor, 0) != 0 { throw .partialUnusable(path) }
    }

    /// Gives what it holds, from its start; what is added later comes behind.
    func replay(_ take: ([UInt8]) throws(ClientError) -> Void) throws(ClientError) {
        while true {
            let piece = try file.read(upTo: 1 << 20)
            guard !piece.isEmpty else { return }
            try take(piece)
        }
    }

    func add(_ sealed: [UInt8]) throws(ClientError) { try file.write(sealed) }

    func remove() { unlink(path) }

    /// Takes it away when nothing has come into it.
    func removeIfEmpty() {
        if file.status?.st_size == 0 { remove() }
    }
}

extension ClientError {
    fileprivate static func partialUnusable(_ path: String) -> ClientError {
        .local(
            "partial-unusable", "\(path) can't be used: it is under way, or no file of yours alone",
            hint: "wait for the other fetch, or remove the file")
    }

    static let partialDamaged = ClientError.integrity(
        "partial-damaged", "what was fetched before isn't the beginning of this document; it has been removed",
        hint: "run the command again: it fetches the document from its start")
}
