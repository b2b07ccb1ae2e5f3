import Foundation

/// The three streams of the process.
enum Terminal {
    enum Stream: Int32 { case standardInput = 0, standardOutput, standardError }

    static func isTerminal(_ stream: Stream) -> Bool { isatty(stream.rawValue) == 1 }

    /// How wide it is; 80 where it doesn't say.
    static var columns: Int {
        var size = winsize()
        guard ioctl(Stream.standardError.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    static func write(_ text: String, to stream: Stream) {
        let handle = FileHandle(fileDescriptor: stream.rawValue, closeOnDealloc: false)
        try? handle.write(contentsOf: Data(text.utf8))
    }

    /// Something that the user should know, apart from the answer: `kedja: råd: …` on standard error.
    static func note(_ phrase: Phrase) { write("kedja: \(Words.hint.text): \(phrase.text)\n", to: .standardError) }

    /// One line of standard input, asked for by `question` when a person sits there. `nil` at the end of input.
    static func line(asking question: Phrase) -> String? {
        if isTerminal(.standardInput) { write(question.text + " ", to: .standardError) }
        return readLine(strippingNewline: true)
    }
}
