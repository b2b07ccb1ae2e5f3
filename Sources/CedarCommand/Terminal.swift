import Foundation

/// The streams of the process.
enum Terminal {
    enum Stream: Int32 { case standardInput = 0, standardOutput, standardError }

    static func write(_ text: String, to stream: Stream = .standardOutput) {
        let handle = FileHandle(fileDescriptor: stream.rawValue, closeOnDealloc: false)
        try? handle.write(contentsOf: Data(text.utf8))
    }

    /// Lines of an answer.
    static func show(_ lines: [String]) { write(lines.map { $0 + "\n" }.joined()) }

    /// `cedar: error: code: message`, and what comes with it.
    static func complain(_ fault: Fault) {
        write((["cedar: error: \(fault.line)"] + fault.details).map { $0 + "\n" }.joined(), to: .standardError)
    }
}
