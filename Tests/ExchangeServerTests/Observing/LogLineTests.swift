import Exchange
@testable import ExchangeServer
import Foundation
import Logging
import StorageContract
import Synchronization
import Testing

/// The daemon's log: one line an event, whatever is in it.
@Suite struct LogLineTests {
    private let clock = ManualClock(Timestamp(milliseconds: 1_795_420_800_123))

    /// What was written, and a logger that writes it.
    private func logger(_ format: LogFormat, tally: LogTally? = nil) -> (LoggedLines, Logger) {
        let written = LoggedLines()
        let clock = clock.clock
        var logger = Logger(label: "kedjad") { DaemonLogHandler(label: $0, format: format, clock: clock, tally: tally) { written.add($0) } }
        logger.logLevel = .debug
        return (written, logger)
    }

    @Test func writesText() {
        let (written, logger) = logger(.text)
        logger.info("call", metadata: ["status": "200", "route": "/v1/cases/{case}", "words": "two words", "empty": ""])
        #expect(
            written.text
                == #"2026-11-23T08:00:00.123Z info kedjad: call empty="" route=/v1/cases/{case} status=200 words="two words""# + "\n")
    }

    @Test func writesJSON() throws {
        let (written, logger) = logger(.json)
        logger.warning("a \"quoted\" wörd", metadata: ["n": .stringConvertible(3), "nested": ["a": "b"]])
        let value = try #require(try JSONSerialization.jsonObject(with: Data(written.text.utf8)) as? [String: Any])
        #expect(value["time"] as? String == "2026-11-23T08:00:00.123Z")
        #expect(value["level"] as? String == "warning" && value["logger"] as? String == "kedjad")
        #expect(value["message"] as? String == "a \"quoted\" wörd")
        let metadata = try #require(value["metadata"] as? [String: String])
        #expect(metadata["n"] == "3" && metadata["nested"]?.contains("b") == true)
    }

    /// Line ends, for terminals and for JavaScript; escape sequences, C1 controls, turns of direction, what isn't seen.
    private static let dangerous =
        "\n2026-11-23T08:00:00.123Z error kedjad: forged\r\u{1B}[2J\u{9B}31m\u{85}\u{2028}\u{2029}\u{202E}\u{2066}\u{200B}\u{0}\u{7F}\u{FEFF}\u{E0041}"

    @Test(arguments: LogFormat.allCases)
    func aLineStaysALine(format: LogFormat) throws {
        let (written, logger) = logger(format)
        logger.error("m\(Self.dangerous)", metadata: ["k\(Self.dangerous)": "v\(Self.dangerous)", "x\" y": "a=b \"c\""])
        let line = written.text
        #expect(line.hasSuffix("\n"))
        let bad = line.dropLast().unicodeScalars.filter { scalar in
            [.control, .format, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
        }
        #expect(bad.isEmpty, "\(bad.map { String($0.value, radix: 16) })")
        guard format == .json else { return }
        let value = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(value["message"] as? String == "m\(Self.dangerous)", "it's all there, escaped")
    }

    /// A value can't be taken for another field, nor an escape for what it stands for.
    @Test func aValueStaysAValue() {
        let (written, logger) = logger(.text)
        logger.info("m", metadata: ["a": "1 level=error \"x\" \\n"])
        #expect(written.text.hasSuffix(#"m a="1 level=error \"x\" \\n""# + "\n"))
    }

    @Test(arguments: LogFormat.allCases)
    func aLineIsBounded(format: LogFormat) {
        let (written, logger) = logger(format)
        logger.info("m", metadata: ["a": "\(String(repeating: "x", count: 1 << 20))"])
        #expect(written.text.utf8.count < 5000)
    }

    /// Any logger's line bears the id of the call whose task it's written in, by one name.
    @Test func linesBearTheCallsID() {
        let (written, logger) = logger(.text)
        var call = logger
        call[metadataKey: CallLogging.libraryKey] = "0a1b"
        withLogger(call) { _ in
            logger.info("from deeper")
            call.info("from the call")
        }
        logger.info("from outside")
        #expect(written.lines.map { $0.contains("request=0a1b") } == [true, true, false])
        #expect(!written.text.contains(CallLogging.libraryKey))
    }

    @Test func countsWhatIsWrong() {
        let tally = LogTally()
        let (_, logger) = logger(.text, tally: tally)
        for level in Logger.Level.allCases { logger.log(level: level, "x") }
        #expect(Dictionary(uniqueKeysWithValues: tally.counts.map { ($0.level, $0.count) }) == ["warning": 1, "error": 1, "critical": 1])
    }
}

/// What was written, in order.
final class LoggedLines: Sendable {
    private let parts = Mutex("")

    var text: String { parts.withLock { $0 } }
    var lines: [Substring] { text.split(separator: "\n") }

    func add(_ line: String) { parts.withLock { $0 += line } }
}
