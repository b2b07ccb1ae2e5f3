/// Cuts a stream that comes in pieces of any size into full chunks; what isn't one yet waits in ``pending``.
struct ChunkSplitter: Sendable {
    /// The length of a full chunk in bytes.
    let chunkByteCount: Int
    /// How many bytes must be there before a chunk is given out.
    let neededByteCount: Int
    /// The bytes that wait; fewer than ``neededByteCount``.
    private(set) var pending: [UInt8] = []

    /// The next full chunk; nil once `input` is used up.
    mutating func next(from input: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard pending.count + input.count >= neededByteCount else {
            pending += input
            input = []
            return nil
        }
        let missing = chunkByteCount - pending.count
        let head = input.prefix(missing)
        input = input.dropFirst(missing)
        guard !pending.isEmpty else { return head }
        defer { pending = [] }
        pending += head
        return pending[...]
    }
}
