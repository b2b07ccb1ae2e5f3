import ExchangeClient
import Synchronization

/// Shows a ``ProgressBar`` on standard error while bytes move, on a terminal alone. May be told from any task.
final class ProgressLine: Sendable {
    private let began = ContinuousClock.now
    private let shown = Mutex<Shown>(Shown())
    private let language = Language.current
    private let visible: Bool
    private let unit: ProgressUnit

    private struct Shown {
        var at: ContinuousClock.Instant?
        var width = 0
    }

    init(visible: Bool, counting unit: ProgressUnit = .bytes) {
        self.visible = visible && Terminal.isTerminal(.standardError)
        self.unit = unit
    }

    /// Draws, at most ten times a second and always at the end.
    func show(bytes: UInt64, total: UInt64?) {
        guard visible else { return }
        let now = ContinuousClock.now
        let line = ProgressBar(total: total, unit: unit).line(bytes: bytes, seconds: (now - began).seconds)[language]
        shown.withLock { shown in
            if bytes < total ?? .max, let last = shown.at, now - last < .milliseconds(100) { return }
            Terminal.write("\r" + line + String(repeating: " ", count: max(0, shown.width - line.count)), to: .standardError)
            shown.at = now
            shown.width = line.count
        }
    }

    /// For those who report progress.
    var sink: ProgressSink { { self.show(bytes: $0.bytes, total: $0.total) } }

    /// Leaves the line, so that what follows begins a new one.
    func end() {
        let wasShown = shown.withLock { shown in
            defer { shown.at = nil }
            return shown.at != nil
        }
        guard wasShown else { return }
        Terminal.write("\n", to: .standardError)
    }
}

extension Duration {
    fileprivate var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
