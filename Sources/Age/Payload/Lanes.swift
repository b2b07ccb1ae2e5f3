import Crypto

/// Several workers on one stream: each reads a block in its turn, works on it beside the others, and writes it in its turn.
///
/// Reading, writing and the cipher overlap. A lane holds one block, whose memory it uses again: a slow reader or writer holds the
/// others back, and memory stays the same whatever the length.
struct Lanes {
    /// The chunks that a lane works on at once: enough to make a turn's cost small, few enough to stay in a core's cache.
    static let chunksPerBlock = 8

    /// How many cores are to be busy; with 1 all is done in the calling task.
    let cores: Int
    let key: SymmetricKey
    /// A chunk as it comes and as it goes.
    let chunkByteCounts: (input: Int, output: Int)

    /// While some lanes wait for their turn, others keep the cores busy.
    private var count: Int { cores > 1 ? min(cores, 64) * 2 : 1 }

    /// Gives the sink back once all is written.
    func run<Sink: ByteWriting>(from source: some ByteReading, to sink: Sink, work: @escaping Lane.Work) async throws -> Sink {
        let block = Self.chunksPerBlock * chunkByteCounts.input
        let intake = Intake(source, blockByteCount: block, chunksPerBlock: Self.chunksPerBlock)
        let outlet = Outlet(sink)
        guard count > 1 else {
            try await Self.work(work, lane: lane(for: intake), from: intake, to: outlet)
            return await outlet.sink
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<count {
                group.addTask { [lane = lane(for: intake)] in try await Self.work(work, lane: lane, from: intake, to: outlet) }
            }
            try await group.waitForAll()
        }
        return await outlet.sink
    }

    private func lane<Source>(for intake: Intake<Source>) -> Lane {
        Lane(
            key, inputSize: Self.chunksPerBlock * chunkByteCounts.input + Intake<Source>.aheadByteCount,
            outputSize: Self.chunksPerBlock * chunkByteCounts.output)
    }

    private static func work<Source, Sink>(
        _ work: Lane.Work, lane: Lane, from intake: Intake<Source>, to outlet: Outlet<Sink>
    ) async throws {
        while let ticket = await intake.fill(lane) {
            let failure = ticket.failure ?? lane.work(work, firstNumber: ticket.firstNumber, isLast: ticket.isLast)
            try await outlet.take(lane, at: ticket.place, failure: failure)
            try Task.checkCancellation()
        }
    }
}
