import Foundation

/// A file that a command writes. It is written beside and renamed, so that a failure leaves the old one.
enum OutputFile {
    static func replace(_ path: String, with text: String) throws(Fault) {
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw Fault("unwritable_file", "\(path) can't be written")
        }
    }
}
