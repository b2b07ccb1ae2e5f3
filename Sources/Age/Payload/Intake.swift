/// Reads a stream block by block into lanes, and knows which is the last.
actor Intake<Source: ByteReading> {
    /// How far it reads into the next block to see that there is one: as much as keeps the rest where the processor's vectors like it.
    static var aheadByteCount: Int { 64 }

    private var source: Source
    private let blockByteCount: Int
    private let chunksPerBlock: UInt64
    private var ahead: [UInt8] = []
    private var blocksRead = 0
    /// Whether the source said that it ends, which it isn't asked twice: a terminal would go on.
    private var isDrained = false
    private var isEnded = false

    init(_ source: Source, blockByteCount: Int, chunksPerBlock: Int) {
        self.source = source
        self.blockByteCount = blockByteCount
        self.chunksPerBlock = UInt64(chunksPerBlock)
    }

    /// A block's place in the order, which chunks it holds, and what went wrong when it was read.
    struct Ticket {
        let place: Int
        let firstNumber: UInt64
        let isLast: Bool
        let failure: (any Error)?
    }

    /// Fills the lane with the next block, which may be empty if it is the last. Nil after that.
    func fill(_ lane: Lane) -> Ticket? {
        guard !isEnded else { return nil }
        defer { blocksRead += 1 }
        var failure: (any Error)?
        do { try lane.fill(readBlock) } catch {
            isEnded = true
            failure = error
        }
        return Ticket(
            place: blocksRead, firstNumber: UInt64(blocksRead) * chunksPerBlock, isLast: isEnded, failure: failure)
    }

    /// The memory has room for a block and what lies ahead.
    private func readBlock(_ memory: inout MutableRawSpan) throws -> Int {
        try memory.withUnsafeMutableBytes { memory in
            memory.copyBytes(from: ahead)
            var count = ahead.count
            while count < blockByteCount + Self.aheadByteCount {
                var rest = UnsafeMutableRawBufferPointer(rebasing: memory[count..<(blockByteCount + Self.aheadByteCount)]).mutableBytes
                let read = isDrained ? 0 : try source.read(into: &rest)
                guard read > 0 else {
                    isDrained = true
                    isEnded = count <= blockByteCount
                    break
                }
                count += read
            }
            ahead = count > blockByteCount ? Array(memory[blockByteCount..<count]) : []
            return min(count, blockByteCount)
        }
    }
}
