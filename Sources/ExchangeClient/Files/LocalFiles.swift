import Foundation
import Glibc

/// The small files that a profile names: certificates, keys, identities.
package enum LocalFiles {
    /// The largest that is read, in bytes.
    static let limit = 1 << 20

    static func text(_ path: String) throws(ClientError) -> String {
        guard let text = String(validating: try bytes(path), as: UTF8.self) else {
            throw .local("unreadable-file", "the file \(path) isn't UTF-8 text", hint: "check the path in the profile")
        }
        return text
    }

    static func bytes(_ path: String) throws(ClientError) -> [UInt8] {
        try contents(of: .reading(path), path)
    }

    /// What is in a folder; `nil` where the path is none.
    static func names(in path: String) -> [String]? {
        try? FileManager.default.contentsOfDirectory(atPath: path)
    }

    /// A file that nobody else may read.
    static func secretBytes(_ path: String) throws(ClientError) -> [UInt8] {
        let file = try OpenFile.reading(path)
        guard let mode = file.status?.st_mode, mode & 0o077 == 0 else {
            throw .local("key-file-open", "the key file \(path) can be read by others", hint: "run chmod 600 on it")
        }
        return try contents(of: file, path)
    }

    /// The same, as text.
    package static func secretText(_ path: String) throws(ClientError) -> String {
        guard let text = String(validating: try secretBytes(path), as: UTF8.self) else {
            throw .local("unreadable-file", "the key file \(path) isn't text", hint: "check the path in the profile")
        }
        return text
    }

    private static func contents(of file: OpenFile, _ path: String) throws(ClientError) -> [UInt8] {
        guard let status = file.status, status.st_mode & S_IFMT == S_IFREG else {
            throw .local("unreadable-file", "\(path) is no regular file", hint: "check the path in the profile")
        }
        guard status.st_size <= limit else { throw .local("file-too-large", "the file \(path) is larger than 1 MiB") }
        var bytes: [UInt8] = []
        while bytes.count <= limit {
            let piece = try file.read(upTo: 64 << 10)
            guard !piece.isEmpty else { return bytes }
            bytes += piece
        }
        throw .local("file-too-large", "the file \(path) is larger than 1 MiB")
    }

    /// Replaces a small file whole: written beside it with mode 0600, synced, renamed.
    static func replace(_ path: String, with bytes: [UInt8]) throws(ClientError) {
        var template = Array((path + ".new-XXXXXX").utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else {
            throw .local("unwritable-file", "the file \(path) can't be written: \(String(cString: strerror(errno)))")
        }
        let temporary = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let file = OpenFile(owning: descriptor)
        do throws(ClientError) {
            try file.write(bytes)
            guard fsync(descriptor) == 0, rename(temporary, path) == 0 else {
                throw .local("unwritable-file", "the file \(path) can't be written: \(String(cString: strerror(errno)))")
            }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    /// Makes a folder that its owner alone may enter, with the folders above it.
    static func makeFolder(_ path: String) throws(ClientError) {
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: attributes)
        } catch {
            throw .local("unwritable-file", "the folder \(path) can't be made", hint: "check the folder above it")
        }
        guard chmod(path, 0o700) == 0 else { throw .local("unwritable-file", "the folder \(path) isn't yours") }
    }
}
