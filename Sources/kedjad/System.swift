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
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
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
