import Exchange
import Foundation
import Logging

extension Clock {
    /// The system's clock.
    static let system = Clock { Timestamp(Date()) }
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
    static func daemon(_ level: Logger.Level) -> Logger {
        var logger = Logger(label: "kedjad") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = level
        return logger
    }
}
