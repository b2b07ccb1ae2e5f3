import Cedar

/// Why a command couldn't do its work.
struct Fault: Error {
    /// A stable name of the kind of fault.
    let code: String
    /// What is wrong, on one line.
    let message: String
    /// Findings with their excerpts, below the message.
    let details: [String]

    init(_ code: String, _ message: String, details: [String] = []) {
        self.code = code
        self.message = message
        self.details = details
    }

    /// What is wrong with a file that isn't Cedar, each finding with carets.
    init(_ errors: SyntaxErrors, in text: String) {
        let count = errors.errors.count
        self.init(
            errors.errors.first?.code.rawValue ?? "syntax",
            "\(errors.errors.first?.file ?? "the text") doesn't parse: \(count) "
                + (count == 1 ? "error" : "errors"), details: errors.errors.flatMap { $0.lines(in: text) })
    }

    init(_ error: JSONError, in file: String) { self.init(error.code.rawValue, "\(file): \(error)") }

    init(_ error: LinkError) { self.init(error.code, error.description) }

    /// `code: message` and what comes with it, on one line.
    var line: String { "\(code): \(message)" }
}

extension Diagnostic {
    /// The finding on a line, and below it the place in the text where that is known.
    func lines(in text: String) -> [String] {
        let excerpt = excerpt(in: text)
        return [description] + (excerpt.isEmpty ? [] : excerpt.split(separator: "\n").map { "  " + $0 })
    }
}
