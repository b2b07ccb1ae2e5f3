import Exchange
import Foundation
import Glibc

/// One unfinished upload on disk: a note, then a line for each part before it's sent, then the completion before that is sent.
///
///     {"document":"doc_…","header":"…","key":"…","officer":"sdf-angered/rut",…}
///     part 5d41…
///     part 9f86…
///     completion {"body":{…},"idempotencyKey":"…"}
///
/// A line is on the disk (fdatasync) before what it tells of leaves this computer. A last line without its end was never acted upon
/// and is cut off. The file is locked while an upload runs, so that two processes don't send the same one.
final class UploadJournal: Sendable {
    /// The largest that is read, in bytes: about as many parts as 4 TiB have.
    static let limit = 64 << 20

    private let file: OpenFile
    private let path: String

    private init(_ file: OpenFile, _ path: String) {
        self.file = file
        self.path = path
    }

    /// Begins the journal of a new upload, for its owner alone (0600).
    static func begin(_ note: UploadNote, at path: String) throws(ClientError) -> UploadJournal {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        let journal = UploadJournal(OpenFile(owning: descriptor), path)
        try journal.lock()
        try journal.add(line: try json(note))
        return journal
    }

    /// Opens the journal of an upload to go on with it, and reads what it says.
    ///
    /// Throws `no-such-upload`, `upload-in-use`, `key-file-open`, `damaged-upload-note`.
    static func resume(at path: String) throws(ClientError) -> (journal: UploadJournal, record: UploadRecord) {
        let descriptor = open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw errno == ENOENT ? .noSuchUpload : failure(path) }
        let journal = UploadJournal(OpenFile(owning: descriptor), path)
        try journal.lock()
        let record = try journal.read()
        guard ftruncate(descriptor, off_t(record.length)) == 0, lseek(descriptor, 0, SEEK_END) >= 0 else { throw failure(path) }
        return (journal, record)
    }

    /// Reads without going on, and whoever else goes on.
    static func look(at path: String) throws(ClientError) -> UploadRecord {
        try UploadJournal(try OpenFile.reading(path), path).read()
    }

    /// Says that a part with this SHA-256 will be sent.
    func add(part digest: String) throws(ClientError) { try add(line: "part \(digest)") }

    /// Says that this completion will be sent.
    func add(_ completion: UploadCompletion) throws(ClientError) { try add(line: "completion \(try Self.json(completion))") }

    /// Forgets the upload.
    func remove() { unlink(path) }

    private func add(line: String) throws(ClientError) {
        try file.write(Array(line.utf8) + [0x0a])
        guard fdatasync(file.descriptor) == 0 else { throw Self.failure(path) }
    }

    private func lock() throws(ClientError) {
        guard flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw .local("upload-in-use", "another process goes on with this upload", hint: "wait for it")
        }
    }

    private func read() throws(ClientError) -> UploadRecord {
        guard let status = file.status, status.st_mode & S_IFMT == S_IFREG, status.st_size <= Self.limit else { throw .damagedUploadNote }
        guard status.st_mode & 0o077 == 0 else {
            throw .local("key-file-open", "the note \(path) can be read by others", hint: "run chmod 600 on it")
        }
        var bytes: [UInt8] = []
        while bytes.count < Int(status.st_size) {
            let piece = try file.read(upTo: Int(status.st_size) - bytes.count)
            guard !piece.isEmpty else { break }
            bytes += piece
        }
        guard let record = UploadRecord(bytes) else { throw .damagedUploadNote }
        return record
    }

    private static func json(_ value: some Encodable) throws(ClientError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else { throw .damagedUploadNote }
        return String(decoding: data, as: UTF8.self)
    }

    private static func failure(_ path: String) -> ClientError {
        .local("unwritable-file", "\(path) can't be written: \(String(cString: strerror(errno)))", hint: "check the folder and its room")
    }
}

/// What a journal says. Pure: bytes in, record out.
struct UploadRecord: Sendable {
    let note: UploadNote
    /// SHA-256 of each part that may have been sent, hexadecimal.
    private(set) var parts: [String] = []
    /// The last completion that may have been sent.
    private(set) var completion: UploadCompletion?
    /// How many bytes whole lines have.
    let length: Int

    /// `nil` for what isn't a journal of this version.
    init?(_ bytes: [UInt8]) {
        guard let end = bytes.lastIndex(of: 0x0a) else { return nil }
        length = end + 1
        let lines = bytes[..<end].split(separator: 0x0a, omittingEmptySubsequences: false)
        guard let first = lines.first, let note = try? JSONDecoder().decode(UploadNote.self, from: Data(first)),
            note.version == UploadNote.version
        else { return nil }
        self.note = note
        for line in lines.dropFirst() where !add(String(decoding: line, as: UTF8.self)) { return nil }
    }

    private mutating func add(_ line: String) -> Bool {
        if line.hasPrefix("part ") {
            let digest = String(line.dropFirst(5))
            guard Hexadecimal.bytes(digest)?.count == 32 else { return false }
            parts.append(digest)
            return true
        }
        guard line.hasPrefix("completion "),
            let completion = try? JSONDecoder().decode(UploadCompletion.self, from: Data(line.dropFirst(11).utf8))
        else { return false }
        self.completion = completion
        return true
    }
}

extension ClientError {
    static let noSuchUpload = ClientError(
        .notFound, "no-such-upload", "there is no unfinished upload of that name here",
        hint: "an upload from standard input, or one that was given up, can't be gone on with: upload again")

    static let damagedUploadNote = ClientError.local(
        "damaged-upload-note", "the note of the unfinished upload can't be read", hint: "upload again")
}
