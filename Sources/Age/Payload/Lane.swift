import Crypto
import Synchronization

/// What one worker works with, block after block: a cipher, and memory for a block and for what becomes of it.
///
/// It is handed from the task that reads to the one that works and to the one that writes, and used by one at a time.
final class Lane: Sendable {
    /// Seals or opens a block: says how many bytes it wrote to `output`, and why it stopped before the end.
    typealias Work = @Sendable (BlockCipher, _ input: RawSpan, _ output: inout MutableRawSpan) -> (count: Int, failure: AgeError?)

    private struct Memory: ~Copyable {
        let input: UnsafeMutableRawBufferPointer
        let output: UnsafeMutableRawBufferPointer
        var inputCount = 0
        var outputCount = 0

        init(_ inputSize: Int, _ outputSize: Int) {
            // As the processor's vectors like it.
            input = .allocate(byteCount: inputSize, alignment: 64)
            output = .allocate(byteCount: outputSize, alignment: 64)
        }

        deinit {
            input.deallocate()
            output.deallocate()
        }
    }

    private let key: ChunkKey
    private let memory: Mutex<Memory>

    init(_ key: SymmetricKey, inputSize: Int, outputSize: Int) {
        self.key = ChunkKey(key)
        memory = Mutex(Memory(inputSize, outputSize))
    }

    /// Has `fill` write a block to the memory for it, and say how long that is.
    func fill(_ fill: (inout MutableRawSpan) throws -> Int) throws {
        try memory.withLock { memory in
            // What it had is another block's, and must not be handed on again if this one can't be read.
            (memory.inputCount, memory.outputCount) = (0, 0)
            var room = memory.input.mutableBytes
            memory.inputCount = try fill(&room)
        }
    }

    /// Why the block is refused, if it is; what was good of it before is ready.
    func work(_ work: Work, firstNumber: UInt64, isLast: Bool) -> AgeError? {
        let cipher = BlockCipher(key: key, firstNumber: firstNumber, isLast: isLast)
        return memory.withLock { memory in
            var room = memory.output.mutableBytes
            let (count, failure) = work(cipher, UnsafeRawBufferPointer(rebasing: memory.input[..<memory.inputCount]).bytes, &room)
            memory.outputCount = count
            return failure
        }
    }

    /// Has the sink take what is ready.
    func empty(_ sink: inout some ByteWriting) throws {
        try memory.withLock { memory in
            guard memory.outputCount > 0 else { return }
            try sink.write(UnsafeRawBufferPointer(rebasing: memory.output[..<memory.outputCount]).bytes)
        }
    }
}
