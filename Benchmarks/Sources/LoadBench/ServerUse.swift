import Foundation

/// What processes use of the processor and of memory, as Linux tells it.
struct ServerUse {
    let processes: [Int32]

    /// Seconds, of all threads until now.
    func processorSeconds() throws -> Double {
        try processes.reduce(0) { sum, process in
            let text = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
            // Behind the name, which may have spaces and parentheses: state is field 3, utime and stime are 14 and 15.
            let fields = text[(text.lastIndex(of: ")") ?? text.startIndex)...].split(separator: " ")
            guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else { return sum }
            return sum + (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
        }
    }

    func forgetPeak() {
        for process in processes { try? Data("5".utf8).write(to: URL(filePath: "/proc/\(process)/clear_refs")) }
    }

    /// MiB at most since then.
    func peak() throws -> Double {
        try processes.reduce(0) { sum, process in
            let text = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
            let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
            return sum + (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) } ?? 0) / 1024
        }
    }

    /// This program's.
    static func own() -> Double { Double(clock()) / 1_000_000 }
}
