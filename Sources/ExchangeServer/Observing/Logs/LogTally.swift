import Exchange
import Logging

/// How many lines told of something that is wrong: a rising number is a reason to read them.
package final class LogTally: Sendable {
    private let lines: [Logger.Level: Tally]

    package init() {
        lines = Dictionary(uniqueKeysWithValues: [Logger.Level.warning, .error, .critical].map { ($0, Tally()) })
    }

    func note(_ level: Logger.Level) { lines[level]?.add() }

    var counts: [(level: String, count: UInt64)] { lines.map { ($0.rawValue, $1.count) } }
}
