import Dispatch
import Exchange
import ExchangeServer
import Foundation
import Logging
import Synchronization

extension Clock {
    /// The system's clock.
    static let system = Clock { Timestamp(Date()) }
}

extension Stopwatch {
    /// `CLOCK_MONOTONIC`.
    static let system = Stopwatch { DispatchTime.now().uptimeNanoseconds }
}

extension RandomSource {
    /// The system's generator.
    static let system = RandomSource { count in
        // One call of the system fills up to 256 bytes whole (getentropy(3)); the language's generator asks for eight at a time.
        if count <= 256 {
            var bytes = [UInt8](repeating: 0, count: count)
            if bytes.withUnsafeMutableBytes({ getentropy($0.baseAddress, count) }) == 0 { return bytes }
        }
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        while bytes.count < count { withUnsafeBytes(of: generator.next() as UInt64) { bytes += $0 } }
        return Array(bytes.prefix(count))
    }
}

extension Logger {
    /// To standard error; standard output is for the line that tells the port.
    static func daemon(_ level: Logger.Level, _ format: LogFormat = .text, tally: LogTally? = nil) -> Logger {
        var logger = Logger(label: "kedjad") { label in
            DaemonLogHandler(label: label, format: format, clock: .system, tally: tally, write: StandardError.write)
        }
        logger.logLevel = level
        return logger
    }
}

/// Standard error, a line at a time: lines of several threads don't run into each other.
enum StandardError {
    private static let turn = Mutex(())

    /// What can't be written is lost: there's nowhere to say so.
    @Sendable static func write(_ line: String) {
        let bytes = Array(line.utf8)
        turn.withLock { _ in
            var written = 0
            while written < bytes.count {
                let count = bytes[written...].withUnsafeBytes { Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count) }
                guard count > 0 || errno == EINTR else { return }
                written += max(0, count)
            }
        }
    }
}
