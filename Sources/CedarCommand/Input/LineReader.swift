#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Splits a stream into lines as they come: what is there is given out before more is waited for, so that a program at the other end of
/// a pipe gets its answers. A line is bounded; of one that is longer nothing but that is told.
struct LineReader: ~Copyable {
    /// The longest line.
    static let maximumBytes = 16 << 20

    enum Line {
        case whole(ArraySlice<UInt8>)
        case tooLong
    }

    private var pending: [UInt8] = []
    private var isSkipping = false
    private var isAtEnd = false
    private let descriptor: Int32
    private let maximum: Int

    init(descriptor: Int32, maximum: Int = LineReader.maximumBytes) {
        self.descriptor = descriptor
        self.maximum = maximum
    }

    /// The lines that came next, without their line feeds; nil at the end.
    mutating func next() throws(Fault) -> [Line]? {
        while !isAtEnd {
            let start = pending.count
            try fill()
            let lines = isAtEnd ? rest() : split(from: start)
            if !lines.isEmpty { return lines }
        }
        return nil
    }

    /// Adds what is there to what is pending, waiting for at least a byte.
    private mutating func fill() throws(Fault) {
        let chunk = 1 << 16
        var count = 0
        pending += [UInt8](unsafeUninitializedCapacity: chunk) { buffer, initialized in
            repeat { count = read(descriptor, buffer.baseAddress, chunk) } while count < 0 && errno == EINTR
            initialized = max(0, count)
        }
        guard count >= 0 else { throw Fault("unreadable_file", "standard input can't be read") }
        isAtEnd = count == 0
    }

    private mutating func split(from start: Int) -> [Line] {
        var lines: [Line] = []
        var lower = 0
        var search = start
        while let end = pending[search...].firstIndex(of: 0x0A) {
            lines.append(isSkipping || end - lower > maximum ? .tooLong : .whole(pending[lower..<end]))
            isSkipping = false
            lower = end + 1
            search = lower
        }
        pending.removeSubrange(..<lower)
        if isSkipping || pending.count > maximum {
            isSkipping = true
            pending.removeAll()
        }
        return lines
    }

    /// What no line feed ended.
    private mutating func rest() -> [Line] {
        defer { pending = [] }
        if isSkipping { return [.tooLong] }
        return pending.isEmpty ? [] : [.whole(pending[...])]
    }
}
