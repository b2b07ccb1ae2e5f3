import Dispatch
import Foundation
import Synchronization

/// The form that a person is to sign, written while the dialogue goes on. It goes with a dialogue that is given up, by whatever way.
final class FormFile: Sendable {
    private let written = Mutex<[String]>([])
    private let interrupt: Mutex<(any DispatchSourceSignal)?> = Mutex(nil)

    var files: DialogueFiles {
        DialogueFiles(
            scan: { path throws(LocalFault) in try PaperScan(path) },
            writeNew: { path, text throws(LocalFault) in try self.write(text, to: path) })
    }

    private func write(_ text: String, to path: String) throws(LocalFault) {
        guard !FileManager.default.fileExists(atPath: path) else { throw LocalFault(.unwritableFile, Words.Dialogue.fileExists(path)) }
        try FileText.write(path, text: text)
        written.withLock { $0.append(path) }
        removeOnInterrupt()
    }

    /// Control-C ends the process, as it does elsewhere, but not before the form is gone.
    private func removeOnInterrupt() {
        interrupt.withLock { source in
            guard source == nil else { return }
            signal(SIGINT, SIG_IGN)
            let new = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
            new.setEventHandler {
                self.remove()
                Terminal.write("\n", to: .standardError)
                exit(130)
            }
            new.resume()
            source = new
        }
    }

    func remove() {
        let paths = written.withLock { paths in
            defer { paths = [] }
            return paths
        }
        for path in paths { try? FileManager.default.removeItem(atPath: path) }
    }
}
