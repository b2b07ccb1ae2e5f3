import Foundation

/// What strace saw, call by call: `strace -f -yy -o FILE`, which shows the path of each descriptor.
struct Trace {
    struct Event {
        let name: String
        /// All between the parentheses, as far as it was told when the call began.
        let arguments: String
        /// Lines of the trace: where it began and where it was done.
        let began: Int
        var ended: Int
        var result: String

        /// Whether it's done to a file of this name: `kedja.sqlite-wal`.
        func isOn(_ file: String) -> Bool { arguments.contains("/\(file)>") || arguments.contains("/\(file)\"") }
        var isAnswer: Bool { ["write", "writev", "sendto", "sendmsg"].contains(name) && arguments.contains("<TCP") }
    }

    private(set) var events: [Event] = []

    init(_ text: String) {
        var under: [String: Int] = [:]
        for (number, line) in text.split(separator: "\n").enumerated() {
            let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
            guard parts.count == 2 else { continue }
            let (thread, rest) = (String(parts[0]), parts[1].drop { $0 == " " })
            if rest.hasPrefix("<... ") {
                guard let index = under.removeValue(forKey: thread) else { continue }
                events[index].ended = number
                events[index].result = Self.result(rest)
                continue
            }
            guard let open = rest.firstIndex(of: "("), rest.first?.isLetter == true else { continue }
            let isUnfinished = rest.hasSuffix("<unfinished ...>")
            if isUnfinished { under[thread] = events.count }
            events.append(
                Event(
                    name: String(rest[..<open]), arguments: String(rest[rest.index(after: open)...]), began: number,
                    ended: isUnfinished ? .max : number, result: isUnfinished ? "" : Self.result(rest)))
        }
    }

    private static func result(_ line: Substring) -> String {
        line.range(of: ") = ", options: .backwards).map { String(line[$0.upperBound...]) } ?? ""
    }

    func first(after line: Int, _ isMeant: (Event) -> Bool) -> Event? { events.first { $0.began > line && isMeant($0) } }
    func last(before line: Int, _ isMeant: (Event) -> Bool) -> Event? { events.last { $0.began < line && isMeant($0) } }

    /// The events in this order, each begun when the one before was done; `nil` where it isn't so.
    func chain(from line: Int = -1, _ steps: [(Event) -> Bool]) -> [Event]? {
        var (found, line): ([Event], Int) = ([], line)
        for step in steps {
            guard let next = first(after: line, step), next.ended != .max else { return nil }
            found.append(next)
            line = next.ended
        }
        return found
    }
}

extension Installation {
    static let traced = "pwrite64,write,writev,sendto,sendmsg,fsync,fdatasync,ftruncate,link,linkat,rename,renameat,renameat2,unlink,mkdir"

    /// Starts the daemon so that what it does is told in `file`.
    func startTraced(to file: String) throws {
        try start(wrapper: ["strace", "-D", "-f", "-yy", "-s", "16", "-o", file, "-e", "trace=\(Self.traced)"])
    }

    /// The trace of a program that has ended, once the tracer has written its last word.
    func trace(_ file: String) throws -> Trace {
        var text = ""
        try Watching.until("the trace is whole") {
            text = String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
            return text.hasSuffix("+++\n")
        }
        return Trace(text)
    }
}
