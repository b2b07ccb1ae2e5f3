import Foundation
import Glibc

/// Files of a folder, written whole or not at all.
///
/// A new file is written to a temporary name beside its own (`mkstemp`, so mode 0600 from the start), synced, and given its name by
/// `link`, which fails where the name is taken: two writers can't overwrite each other. A replaced file gets its name by `rename`.
/// Then the folder is synced. What remains after a crash in between is a temporary file (`.new-…`), readable by its owner alone.
struct FileStore: Sendable {
    let root: URL

    enum Access: mode_t {
        case secret = 0o600
        case open = 0o644
    }

    func url(_ path: String) -> URL { root.appending(path: path) }

    func exists(_ path: String) -> Bool {
        access(url(path).path, F_OK) == 0
    }

    func read(_ path: String) throws(PKIError) -> Data {
        guard exists(path) else { throw .notFound(path: path) }
        guard let data = try? Data(contentsOf: url(path)) else { throw .unreadable(path: path) }
        return data
    }

    func readText(_ path: String) throws(PKIError) -> String {
        guard let text = String(data: try read(path), encoding: .utf8) else { throw .unreadable(path: path) }
        return text
    }

    func requireAbsent(_ paths: [String]) throws(PKIError) {
        if let taken = paths.first(where: exists) { throw .alreadyExists(path: taken) }
    }

    func create(_ path: String, _ bytes: some Sequence<UInt8>, _ access: Access) throws(PKIError) {
        let temporary = try writeTemporary(path, Array(bytes), access)
        defer { unlink(temporary) }
        guard link(temporary, url(path).path) == 0 else {
            throw errno == EEXIST ? .alreadyExists(path: path) : .unwritable(path: path)
        }
        try syncFolder(of: path)
    }

    func replace(_ path: String, _ bytes: some Sequence<UInt8>, _ access: Access) throws(PKIError) {
        let temporary = try writeTemporary(path, Array(bytes), access)
        guard rename(temporary, url(path).path) == 0 else {
            unlink(temporary)
            throw .unwritable(path: path)
        }
        try syncFolder(of: path)
    }

    private func writeTemporary(_ path: String, _ bytes: [UInt8], _ access: Access) throws(PKIError) -> String {
        let folder = url(path).deletingLastPathComponent()
        guard (try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)) != nil else {
            throw .unwritable(path: path)
        }
        var template = Array(folder.appending(path: ".new-XXXXXX").path.utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw .unwritable(path: path) }
        let temporary = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            guard fchmod(descriptor, access.rawValue) == 0 else { throw PKIError.unwritable(path: path) }
            try handle.write(contentsOf: bytes)
            try handle.synchronize()
            try handle.close()
        } catch {
            unlink(temporary)
            throw .unwritable(path: path)
        }
        return temporary
    }

    private func syncFolder(of path: String) throws(PKIError) {
        let descriptor = open(url(path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY)
        guard descriptor >= 0 else { throw .unwritable(path: path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .unwritable(path: path) }
    }
}
