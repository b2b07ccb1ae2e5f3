import Exchange
import Foundation

/// The clock and the random bytes of this computer, for what lies below and takes them as parameters.
enum SystemSources {
    static let clock = Clock { Timestamp(Date()) }
    static let random = RandomSource { SystemSources.bytes($0) }

    /// `count` bytes from the operating system.
    static func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
