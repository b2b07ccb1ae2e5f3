import NIOCore
import NIOPosix

/// The threads that serve connections.
package enum EventLoops {
    /// Returns when each of them has come round once: a daemon whose loops hang says nothing more to systemd's watchdog.
    package static func turn() async throws {
        for loop in MultiThreadedEventLoopGroup.singleton.makeIterator() { try await loop.submit {}.get() }
    }
}
