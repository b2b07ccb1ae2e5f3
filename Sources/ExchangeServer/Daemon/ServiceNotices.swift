package import Exchange
import Foundation

/// What a service tells systemd of itself, by datagrams to `$NOTIFY_SOCKET` (sd_notify(3)): a few lines, so that nothing need be linked.
///
/// What can't be sent is left: a daemon that has nobody to tell serves all the same.
package struct ServiceNotices: Sendable {
    private let address: sockaddr_un
    private let length: socklen_t
    private let stopwatch: Stopwatch

    /// - Parameters:
    ///   - socket: `$NOTIFY_SOCKET`: a path, or `@` and an abstract name; `nil` or anything else, and nobody is told.
    ///   - stopwatch: must be `CLOCK_MONOTONIC`, which systemd compares with its own.
    package init?(socket: String?, stopwatch: Stopwatch) {
        guard let name = socket.map({ Array($0.utf8) }), name.count > 1, let first = name.first else { return nil }
        guard first == UInt8(ascii: "/") || first == UInt8(ascii: "@") else { return nil }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        // unix(7): an abstract name begins with a null byte and has no end but the address's length; a path ends with one.
        guard name.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        if first == UInt8(ascii: "@") { address.sun_path.0 = 0 }
        self.address = address
        length = socklen_t(MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2) + socklen_t(name.count)
        self.stopwatch = stopwatch
    }

    /// Calls are taken.
    package func ready() { send("READY=1") }

    /// It has been told to end.
    package func stopping() { send("STOPPING=1") }

    /// Configuration is being read again; `ready` follows. Type=notify-reload waits for both, and tells them from older ones by the time.
    package func reloading() { send("RELOADING=1\nMONOTONIC_USEC=\(stopwatch.nanoseconds() / 1000)") }

    /// It goes on working.
    package func alive() { send("WATCHDOG=1") }

    /// Half of how long systemd waits for `alive` before it kills; `nil` when it doesn't watch this process (sd_watchdog_enabled(3)).
    ///
    /// - Parameters:
    ///   - microseconds: `$WATCHDOG_USEC`.
    ///   - process: `$WATCHDOG_PID`: whom it's meant for, when it's said.
    package static func pause(microseconds: String?, process: String?, own: Int32) -> Duration? {
        guard let value = microseconds.flatMap(Int64.init), value > 1, process == nil || process == "\(own)" else { return nil }
        return .microseconds(value / 2)
    }

    private func send(_ text: String) {
        let file = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard file >= 0 else { return }
        defer { close(file) }
        let bytes = Array(text.utf8)
        withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                _ = sendto(file, bytes, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT), pointer, length)
            }
        }
    }
}
