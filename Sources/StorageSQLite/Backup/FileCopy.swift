import Crypto
import Exchange
import Foundation

/// Reads a file piece by piece for its size and digest, and copies it meanwhile.
enum FileCopy {
    private static let pieceSize = 1 << 20

    /// The copy (0600) must not be there yet; it's synced, its folder isn't.
    static func read(_ path: String, copyingTo target: String?) throws(ExchangeError) -> (size: UInt64, digest: [UInt8]) {
        let source = try FileCalls.openFile(path, O_RDONLY)
        defer { close(source) }
        let copy: Int32? = if let target { try FileCalls.openFile(target, O_WRONLY | O_CREAT | O_EXCL) } else { nil }
        defer { if let copy { close(copy) } }
        var (hash, size) = (SHA256(), UInt64(0))
        while true {
            let piece = try FileCalls.read(source, at: size, count: pieceSize)
            hash.update(data: piece)
            if let copy { try FileCalls.write(piece, to: copy, at: size) }
            size += UInt64(piece.count)
            guard piece.count == pieceSize else { break }
        }
        if let copy { try FileCalls.sync(copy) }
        return (size, Array(hash.finalize()))
    }
}
