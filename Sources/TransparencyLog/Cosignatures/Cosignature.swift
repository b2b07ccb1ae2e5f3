/// A witness's statement that a checkpoint continues all that it has seen of the log (C2SP tlog-cosignature, Ed25519).
///
/// In a note it is one signature line more; its bytes are the time, 8 bytes big-endian, and 64 bytes of Ed25519:
///
///     — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
public struct Cosignature: Hashable, Sendable {
    static let byteCount = 72

    /// When it was made, seconds since 1970: from 1 to 2^63 − 1.
    public let time: UInt64

    /// The 64 bytes of Ed25519.
    let signature: [UInt8]

    init(time: UInt64, signature: [UInt8]) {
        self.time = time
        self.signature = signature
    }

    /// Reads the bytes of a note's signature; nil where they can't be a cosignature's.
    ///
    /// Neither is a time of 0, which stands for no statement about when and which only the ML-DSA form may carry.
    init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        time = bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) }
        signature = Array(bytes[8...])
        guard Self.isTime(time) else { return nil }
    }

    var bytes: [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: time >> UInt64(56 - 8 * $0)) } + signature
    }

    static func isTime(_ time: UInt64) -> Bool { (1...UInt64(Int64.max)).contains(time) }

    /// What is signed ("Ed25519 signed message"): two lines, and the whole text of the checkpoint.
    static func message(_ text: String, at time: UInt64) -> [UInt8] {
        Array("cosignature/v1\ntime \(time)\n\(text)".utf8)
    }
}
