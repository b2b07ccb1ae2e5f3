import Cedar

/// Answers each line of standard input by a line.
enum LineLoop {
    /// The answer to a line, and whether it is one to what was asked.
    struct Answer {
        let text: String
        let isGood: Bool
    }

    static func run(_ answer: (ArraySlice<UInt8>) -> Answer) throws(Fault) -> ExitStatus {
        var reader = LineReader(descriptor: 0)
        var status = ExitStatus.done
        while let lines = try reader.next() {
            var output = ""
            for line in lines {
                guard let answer = Self.answer(line, by: answer) else { continue }
                output += answer.text + "\n"
                if !answer.isGood { status = .failed }
            }
            Terminal.write(output)
        }
        return status
    }

    /// Blank lines have no answer.
    private static func answer(_ line: LineReader.Line, by answer: (ArraySlice<UInt8>) -> Answer) -> Answer? {
        switch line {
        case .tooLong: return .error(Fault("line_too_long", "the line is longer than \(LineReader.maximumBytes >> 20) MiB"))
        case .whole(let bytes):
            let isBlank = bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
            return isBlank ? nil : answer(bytes)
        }
    }
}

extension LineLoop.Answer {
    /// `{"error": "code: message"}`.
    static func error(_ fault: Fault) -> Self {
        let words = ([fault.line] + fault.details).joined(separator: "\n")
        return Self(text: JSON.members(("error", .string(words))).text(), isGood: false)
    }
}
