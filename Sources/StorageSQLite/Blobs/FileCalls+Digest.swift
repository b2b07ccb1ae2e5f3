import Crypto
import Exchange

extension FileCalls {
    private static let pieceSize: UInt64 = 1 << 20

    static var digestOfNothing: [UInt8] { Array(SHA256().finalize()) }

    /// Reads a file from its beginning, piece by piece, to its end or up to `limit`: how much that was, and its SHA-256.
    ///
    /// - Parameter take: gets each piece and where it lies.
    static func digest(
        of file: Int32, upTo limit: UInt64 = .max,
        take: (_ piece: [UInt8], _ offset: UInt64) throws(ExchangeError) -> Void = { _, _ throws(ExchangeError) in }
    ) throws(ExchangeError) -> (size: UInt64, digest: [UInt8]) {
        var (hash, size) = (SHA256(), UInt64(0))
        while size < limit {
            let wanted = Int(min(pieceSize, limit - size))
            let piece = try read(file, at: size, count: wanted)
            hash.update(data: piece)
            try take(piece, size)
            size += UInt64(piece.count)
            guard piece.count == wanted else { break }
        }
        return (size, Array(hash.finalize()))
    }
}
