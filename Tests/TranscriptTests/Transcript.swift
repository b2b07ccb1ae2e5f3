import Foundation

/// A text file that shows a program at work: what is typed after `$ `, and what is to be seen after it.
///
///     # Comments say what it is about.
///     $ kedja case open
///     kedja: fel: det saknas '<id>'
///     …
///     [exit 2]
///
/// `…` stands for any text within a line; on a line of its own for any lines. `[exit N]` is the exit status, 0 where none is given.
/// A line is given to the shell as it stands, in a folder of the transcript's own, with both streams in one.
struct Transcript {
    struct Step: Hashable {
        let line: Int
        let command: String
        var expected: [String] = []
        var status: Int32 = 0
    }

    let steps: [Step]

    init(parsing text: String) {
        var steps: [Step] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix("$ ") {
                steps.append(Step(line: index + 1, command: String(line.dropFirst(2))))
            } else if let status = Transcript.status(line), !steps.isEmpty {
                steps[steps.count - 1].status = status
            } else if !line.hasPrefix("# "), line != "#", !steps.isEmpty {
                steps[steps.count - 1].expected.append(String(line))
            }
        }
        self.steps = steps.map { step in
            var step = step
            while step.expected.last?.isEmpty == true { step.expected.removeLast() }
            return step
        }
    }

    private static func status(_ line: Substring) -> Int32? {
        guard line.hasPrefix("[exit "), line.hasSuffix("]") else { return nil }
        return Int32(line.dropFirst(6).dropLast())
    }
}

extension Transcript.Step {
    /// Whether lines are those that are expected, wildcards taken as such.
    func matches(_ lines: [String]) -> Bool { matches(expected[...], lines[...]) }

    private func matches(_ expected: ArraySlice<String>, _ lines: ArraySlice<String>) -> Bool {
        guard let first = expected.first else { return lines.isEmpty }
        if first == "…" {
            return (lines.startIndex...lines.endIndex).contains { matches(expected.dropFirst(), lines[$0...]) }
        }
        guard let line = lines.first, fits(Array(first), Array(line)) else { return false }
        return matches(expected.dropFirst(), lines.dropFirst())
    }

    private func fits(_ pattern: [Character], _ line: [Character]) -> Bool {
        let parts = String(pattern).components(separatedBy: "…")
        guard parts.count > 1 else { return pattern == line }
        var rest = Substring(String(line))
        guard rest.hasPrefix(parts[0]) else { return false }
        rest = rest.dropFirst(parts[0].count)
        for part in parts.dropFirst().dropLast() {
            guard let found = rest.range(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.hasSuffix(parts[parts.count - 1])
    }
}
