import Foundation

/// A file that a command is given, read whole. Its size is bounded before it is held.
struct InputFile {
    /// The largest file that is read.
    static let maximumBytes = 64 << 20
    /// The path that stands for standard input.
    static let standardInput = "-"

    let name: String
    let bytes: [UInt8]

    init(_ path: String) throws(Fault) {
        name = path == Self.standardInput ? "standard input" : path
        bytes = try Self.read(path, named: name)
    }

    /// The bytes as text.
    func text() throws(Fault) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Fault("not_utf8", "\(name) isn't UTF-8") }
        return text
    }

    /// Whether the file holds JSON rather than Cedar: its first character that isn't blank is a brace.
    var isJSON: Bool { bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "{") }

    private static func read(_ path: String, named name: String) throws(Fault) -> [UInt8] {
        guard let handle = path == standardInput ? .standardInput : FileHandle(forReadingAtPath: path) else {
            throw Fault("unreadable_file", "\(path) can't be opened")
        }
        var bytes: [UInt8] = []
        do {
            while let data = try handle.read(upToCount: 1 << 20), !data.isEmpty {
                guard bytes.count + data.count <= maximumBytes else {
                    throw Fault("file_too_large", "\(name) is larger than \(maximumBytes >> 20) MiB")
                }
                bytes += data
            }
        } catch let fault as Fault {
            throw fault
        } catch {
            throw Fault("unreadable_file", "\(name) can't be read")
        }
        return bytes
    }
}
