package import Age
package import Exchange
import Foundation
import Glibc

/// A profile's unfinished uploads: a folder (0700) with one journal each (0600).
///
///     ~/.config/kedja/uploads/anna/upl_0c8jv3k….upload
package struct UploadMemory: Sendable {
    private static let suffix = ".upload"

    private let folder: String

    init(folder: String, profile: String) { self.folder = "\(folder)/\(profile)" }

    /// Those that can be gone on with, the oldest first. What the exchange has let go by `now` is forgotten.
    package func unfinished(at now: Timestamp) throws(ClientError) -> [UnfinishedUpload] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        var found: [UnfinishedUpload] = []
        for name in names.sorted() where name.hasSuffix(Self.suffix) {
            guard UploadID(String(name.dropLast(Self.suffix.count))) != nil,
                let note = try? UploadJournal.look(at: "\(folder)/\(name)").note
            else { continue }
            if note.ticket.expiresAt <= now { unlink("\(folder)/\(name)") } else { found.append(UnfinishedUpload(note)) }
        }
        return found.sorted { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }
    }

    /// The one that is meant by an upload's id, by its file, or by nothing when there is only one.
    ///
    /// Throws `no-such-upload`, `several-uploads`.
    package func upload(named text: String?, at now: Timestamp) throws(ClientError) -> UploadID {
        let all = try unfinished(at: now)
        let resolved = text.flatMap { realpath($0, nil) }
        defer { free(resolved) }
        let path = resolved.map { String(cString: $0) }
        let meant = all.filter { text == nil || $0.id.text == text || $0.path == path }
        guard let only = meant.first else { throw .noSuchUpload }
        guard meant.count == 1 else {
            let ids = meant.map { "\($0.id) (\($0.name))" }.joined(separator: ", ")
            throw ClientError(
                .usage, "several-uploads", "there are several unfinished uploads: \(ids)", hint: "name one of them by its id")
        }
        return only.id
    }

    /// Forgets all of them, as when the profile goes.
    package func forget() throws(ClientError) {
        guard access(folder, F_OK) == 0 else { return }
        do { try FileManager.default.removeItem(atPath: folder) } catch {
            throw .local("unwritable-file", "\(folder) can't be removed")
        }
    }

    func begin(_ note: UploadNote) throws(ClientError) -> UploadJournal {
        try LocalFiles.makeFolder(folder)
        return try UploadJournal.begin(note, at: path(of: note.ticket.upload))
    }

    func resume(_ id: UploadID) throws(ClientError) -> (journal: UploadJournal, record: UploadRecord) {
        try UploadJournal.resume(at: path(of: id))
    }

    private func path(of id: UploadID) -> String { "\(folder)/\(id)\(Self.suffix)" }
}

/// That an upload is to be noted, so that it can be gone on with: where, and for whom its key is sealed there.
package struct UploadKeeping: Sendable {
    let memory: UploadMemory
    let recipient: any Recipient

    /// For a key that is known to be the officer's own.
    package init(in memory: UploadMemory, for recipient: any Recipient) {
        self.memory = memory
        self.recipient = recipient
    }

    /// For the key whose public half the identities tell; for a key in hardware, or behind a passphrase, what the directory's signed changes
    /// have. `nil` where neither is known: then nothing is noted.
    package init?(in memory: UploadMemory, for identities: OfficerKeys, over connection: ExchangeConnection) async {
        guard let recipient = await ownRecipient(identities, connection) else { return nil }
        self.init(in: memory, for: recipient)
    }
}

private func ownRecipient(_ identities: OfficerKeys, _ connection: ExchangeConnection) async -> (any Recipient)? {
    if let known = await identities.knownRecipient() { return known }
    guard let text = try? await connection.verifiedDirectory().officer(connection.me)?.recipient else { return nil }
    return try? parseRecipient(text)
}
