import ServiceLifecycle

/// Work that the daemon does at its start, and again after each pause until it ends.
package struct Periodic: Service {
    private let pause: @Sendable () async throws -> Void
    private let work: @Sendable () async -> Void

    /// - Parameter pause: waits for the next time; throwing ends the service.
    package init(pause: @escaping @Sendable () async throws -> Void, work: @escaping @Sendable () async -> Void) {
        self.pause = pause
        self.work = work
    }

    package func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await work()
                try await pause()
            }
        }
    }
}
