import Foundation

/// The streams of the process.
enum Terminal {
    enum Stream: Int32 { case standardInput = 0, standardOutput, standardError }

    /// Writes all of a text. Nothing is answered where standard output can't take the answer.
    static func write(_ text: String, to stream: Stream = .standardOutput) {
        let handle = FileHandle(fileDescriptor: stream.rawValue, closeOnDealloc: false)
        do {
            try handle.write(contentsOf: Data(text.utf8))
        } catch {
            guard stream == .standardOutput else { return }
            complain(Fault("unwritable_output", "standard output can't be written"))
            exit(ExitStatus.failed.rawValue)
        }
    }

    /// Lines of an answer.
    static func show(_ lines: [String]) { write(lines.map { $0 + "\n" }.joined()) }

    /// `cedar: error: code: message`, and what comes with it.
    static func complain(_ fault: Fault) {
        write((["cedar: error: \(fault.line)"] + fault.details).map { $0 + "\n" }.joined(), to: .standardError)
    }
}
