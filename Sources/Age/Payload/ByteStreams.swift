/// Where bytes come from: a file, a pipe, memory.
public protocol ByteReading: Sendable {
    /// Fills the memory from its start, as far as there is something now.
    ///
    /// - Returns: How many bytes; 0 at the end, and only there.
    mutating func read(into memory: inout MutableRawSpan) throws -> Int
}

/// Where bytes go.
public protocol ByteWriting: Sendable {
    /// Takes all of them before it returns.
    mutating func write(_ bytes: RawSpan) throws
}
