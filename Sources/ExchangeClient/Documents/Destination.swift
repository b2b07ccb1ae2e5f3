package import Exchange
import Glibc

/// Where a document's plaintext goes once everything has been checked.
package enum Destination: Sendable, Hashable {
    /// A path that the user chose; never one that came from the exchange.
    case file(_ path: String)
    case standardOutput
}

extension Destination {
    /// Where plaintext waits that is meant for standard output: a file without a name, which goes when the process does.
    static let spoolFolder = "/tmp"

    /// Makes ready to receive, before anything is asked of the exchange.
    ///
    /// Throws `destination-exists`; with `force`, `destination-not-a-file` for anything but a regular file.
    func prepare(force: Bool, random: RandomSource) throws(ClientError) -> SpoolFile {
        switch self {
        case .standardOutput:
            let spool = try SpoolFile(in: Self.spoolFolder, random: random)
            spool.hide()
            return spool
        case .file(let path):
            try Self.checkFree(path, force: force)
            let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
            return try SpoolFile(in: folder, random: random)
        }
    }

    /// Where sealed bytes are kept for another fetch; `nil` for standard output.
    func partial(of document: DocumentID, keepingContent: Bool) throws(ClientError) -> PartialFile? {
        guard case .file(let path) = self else { return nil }
        return try PartialFile(PartialFile.path(for: path, of: document), keepingContent: keepingContent)
    }

    /// Hands the plaintext over.
    func deliver(_ spool: SpoolFile, force: Bool) throws(ClientError) {
        switch self {
        case .standardOutput: try spool.copy(to: STDOUT_FILENO)
        case .file(let path):
            try Self.checkFree(path, force: force)
            try spool.publish(as: path, replacing: force)
        }
    }

    /// A link is never followed, wherever it leads.
    private static func checkFree(_ path: String, force: Bool) throws(ClientError) {
        guard !path.isEmpty, !path.hasSuffix("/") else {
            throw ClientError(.usage, "destination-not-a-file", "the destination must name a file", hint: "add a file's name")
        }
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard force else { throw .destinationExists(path) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .local("destination-not-a-file", "\(path) is no regular file, so it isn't replaced", hint: "choose another path")
        }
    }
}

extension ClientError {
    static func destinationExists(_ path: String) -> ClientError {
        .local("destination-exists", "there is something at \(path) already", hint: "choose another path, or ask to replace it")
    }
}

/// A file's name to suggest to the user for a document; `nil` where the name that it carries isn't a plain and visible one.
package func suggestedFileName(of document: DocumentView) -> String? {
    guard (try? FileName.validate(document.name)) != nil, !document.name.hasPrefix("."), !document.name.hasPrefix("-") else { return nil }
    return document.name
}
