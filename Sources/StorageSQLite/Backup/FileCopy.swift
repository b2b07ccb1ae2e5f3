import Exchange
import Foundation

/// Reads a file piece by piece for its size and digest, and copies it meanwhile.
enum FileCopy {
    /// Reads no more than the file has when it's opened, and nothing where that isn't what is expected. The copy (0600) must not be there yet; it's synced, its folder isn't.
    static func read(_ path: String, expecting expected: UInt64?, copyingTo target: String?) throws(ExchangeError) -> (
        size: UInt64, digest: [UInt8]
    ) {
        let source = try FileCalls.openPlainFile(path)
        defer { close(source) }
        let limit = try FileCalls.size(of: source)
        guard expected.map({ $0 == limit }) ?? true else {
            throw ExchangeError(.damaged, "the backup's database isn't of the size that its manifest tells")
        }
        let copy: Int32? = if let target { try FileCalls.openFile(target, O_WRONLY | O_CREAT | O_EXCL) } else { nil }
        defer { if let copy { close(copy) } }
        let read = try FileCalls.digest(of: source, upTo: limit) { piece, offset throws(ExchangeError) in
            if let copy { try FileCalls.write(piece, to: copy, at: offset) }
        }
        if let copy { try FileCalls.sync(copy) }
        return read
    }
}
