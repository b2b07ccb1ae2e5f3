/// Works on several blocks at once and hands on what comes of them in their order.
///
/// No more than `window` blocks are between `next` and `deliver`: a slow reader or writer holds the others back, and memory
/// stays the same whatever the length. `next` and `deliver` are called by one task, one at a time.
struct OrderedLanes {
    /// How many blocks are worked on at once; 1 does all in the calling task.
    let lanes: Int

    private var window: Int { lanes * 2 }

    init(_ lanes: Int) {
        self.lanes = max(1, min(lanes, 64))
    }

    func run<Block: Sendable, Product: Sendable>(
        next: () async throws -> Block?,
        work: @escaping @Sendable (Block) -> Product,
        deliver: (Product) async throws -> Void
    ) async throws {
        guard lanes > 1 else {
            while let block = try await next() {
                try Task.checkCancellation()
                try await deliver(work(block))
            }
            return
        }
        try await withThrowingTaskGroup(of: (Int, Product).self) { group in
            var (started, delivered, isAtEnd) = (0, 0, false)
            var early: [Int: Product] = [:]
            while true {
                try Task.checkCancellation()
                while !isAtEnd, started - delivered < window {
                    guard let block = try await next() else {
                        isAtEnd = true
                        break
                    }
                    let number = started
                    group.addTask { (number, work(block)) }
                    started += 1
                }
                if let product = early.removeValue(forKey: delivered) {
                    try await deliver(product)
                    delivered += 1
                } else {
                    guard let (number, product) = try await group.next() else { return }
                    early[number] = product
                }
            }
        }
    }
}
