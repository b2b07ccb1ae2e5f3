import Exchange
import Foundation
import Synchronization

/// Tells on standard error how far a change of master key is: one line that is drawn again on a terminal, else a line for each whole percent.
final class KeysProgress: Sendable {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let lastPercent = Mutex(-1)

    func report(_ step: MasterKeyRotation.Step) {
        switch step {
        case .begun(let rotation, let again):
            say("changing the master key from \(rotation.old) to \(rotation.new)\(again ? ", begun \(rotation.begunAt)" : "")")
        case .rewrapped(let done, let all): count(done, all)
        case .finished: say("the new key is in force; leaving nothing of what the old one wrapped")
        }
    }

    func say(_ line: String) { write("kedjad: \(line)\n") }

    private func count(_ done: Int, _ all: Int) {
        let percent = all == 0 ? 100 : done * 100 / all
        guard lastPercent.withLock({ $0.exchange(percent) }) != percent else { return }
        let text = "kedjad: \(done) of \(all) participants' keys, \(percent) %"
        write(isTerminal ? "\r\u{1B}[K\(text)\(done == all ? "\n" : "")" : text + "\n")
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

extension Int {
    fileprivate mutating func exchange(_ new: Int) -> Int {
        defer { self = new }
        return self
    }
}
