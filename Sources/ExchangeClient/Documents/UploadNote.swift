package import Exchange
import ExchangeAPI
import Foundation
import Glibc

/// What must be known of an upload so that another process can go on with it: the first line of its journal.
///
/// It lies beside the officer's keys with mode 0600. The document's file key is as secret as the document; it's here only sealed to the
/// officer's own age recipient, so that the note without the officer's identity opens nothing. The rest (whose case, the file's name)
/// tells no more than the file itself does, which lies on the same disk.
struct UploadNote: Codable, Sendable {
    /// Of this format.
    static let version = 1

    let version: Int
    let officer: OfficerID
    let daemon: String
    let plan: UploadPlan
    let ticket: UploadTicket
    /// Chosen once, so that a completion that is sent again makes no second document.
    let document: DocumentID
    let source: SourceStamp
    /// The age header, base64.
    let header: String
    /// File key and payload nonce, an age file, base64; `nil` for a file that was sealed elsewhere.
    let key: String?
    let startedAt: Timestamp
}

/// Which file, and how it looked: what has changed by then isn't read any further.
struct SourceStamp: Codable, Hashable, Sendable {
    let path: String
    let size: UInt64
    let modifiedSeconds: Int
    let modifiedNanoseconds: Int

    /// `nil` for what isn't a regular file.
    init?(path: String, status: stat?) {
        guard let status, status.st_mode & S_IFMT == S_IFREG, let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        self.path = String(cString: resolved)
        size = UInt64(clamping: status.st_size)
        modifiedSeconds = status.st_mtim.tv_sec
        modifiedNanoseconds = status.st_mtim.tv_nsec
    }
}

/// A completion that was sent and may have worked: sent again with its key, it answers what the first one did.
struct UploadCompletion: Codable, Sendable {
    let body: CompleteUploadBody
    let idempotencyKey: String
}

/// An upload that was begun and not completed.
package struct UnfinishedUpload: Sendable, Hashable {
    package let id: UploadID
    /// The file that is uploaded.
    package let path: String
    /// The document's name.
    package let name: String
    package let caseID: CaseID
    package let startedAt: Timestamp
    /// Until then the exchange keeps what has arrived.
    package let expiresAt: Timestamp

    init(_ note: UploadNote) {
        id = note.ticket.upload
        path = note.source.path
        name = note.plan.name
        caseID = note.plan.caseID
        startedAt = note.startedAt
        expiresAt = note.ticket.expiresAt
    }
}
