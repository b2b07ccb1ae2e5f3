/// A line that is typed unseen, key by key: the terminal does no editing of its own meanwhile.
struct PassphraseLine {
    enum Progress: Hashable {
        case more
        case done(String)
        /// Control-C, or the end of input before anything was typed.
        case interrupted
    }

    /// More is not taken in.
    static let maximumBytes = 1024

    private var bytes: [UInt8] = []

    mutating func take(_ key: UInt8) -> Progress {
        switch key {
        case 0x0A, 0x0D: return .done(String(decoding: bytes, as: UTF8.self))
        case 0x03: return .interrupted
        case 0x04: return bytes.isEmpty ? .interrupted : .done(String(decoding: bytes, as: UTF8.self))
        case 0x08, 0x7F: removeLast()
        case 0x15: bytes = []
        case 0x00..<0x20: break
        default: if bytes.count < Self.maximumBytes { bytes.append(key) }
        }
        return .more
    }

    /// A whole character of UTF-8.
    private mutating func removeLast() {
        while let last = bytes.popLast(), last & 0xC0 == 0x80 {}
    }
}
