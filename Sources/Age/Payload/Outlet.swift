/// Hands on what lanes made, in the order of the blocks.
///
/// The first failure in that order is the one that counts: everything before it was handed on, nothing after it is.
actor Outlet<Sink: ByteWriting> {
    private(set) var sink: Sink
    private var place = 0
    private var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    private var failure: (any Error)?

    init(_ sink: Sink) {
        self.sink = sink
    }

    /// Waits for the block's turn, and has its bytes taken; then it fails where the block did.
    func take(_ lane: Lane, at own: Int, failure failed: (any Error)?) async throws {
        if own != place, failure == nil {
            await withCheckedContinuation { waiting[own] = $0 }
        }
        if let failure { throw failure }
        do {
            try lane.empty(&sink)
            if let failed { throw failed }
        } catch {
            failure = error
            waiting.values.forEach { $0.resume() }
            waiting = [:]
            throw error
        }
        place += 1
        waiting.removeValue(forKey: place)?.resume()
    }
}
