import Foundation

/// Who there is, and each one's jobs in their order. When all are done they begin anew, without those that can't be done twice.
final class Work {
    let officers: [String]
    let kinds: [String]
    private var jobs: [[PreparedJob]]
    private var next: [Int]

    init(reading file: String, host: String) throws {
        var (officers, kinds, jobs) = ([String](), [String](), [[PreparedJob]]())
        let decoder = JSONDecoder()
        for line in try Data(contentsOf: URL(filePath: file)).split(separator: UInt8(ascii: "\n")) {
            let job = try decoder.decode(Job.self, from: line)
            let kind = kinds.place(of: job.kind)
            let officer = officers.place(of: job.officer)
            if officer == jobs.count { jobs.append([]) }
            jobs[officer].append(
                PreparedJob(kind: kind, once: job.once ?? false, steps: try job.steps.map { try PreparedStep($0, host: host) }))
        }
        guard !jobs.isEmpty else { throw LoadError("\(file) has no jobs") }
        (self.officers, self.kinds, self.jobs, next) = (officers, kinds, jobs, jobs.map { _ in 0 })
    }

    /// The officer's next one; `nil` when nothing is left.
    func job(of officer: Int) -> PreparedJob? {
        if next[officer] == jobs[officer].count {
            jobs[officer].removeAll(where: \.once)
            next[officer] = 0
        }
        guard !jobs[officer].isEmpty else { return nil }
        defer { next[officer] += 1 }
        return jobs[officer][next[officer]]
    }

    /// The officers of so many connections, spread over all.
    func officers(of connections: Int) -> [Int] {
        (0..<connections).map { connections < officers.count ? $0 * officers.count / connections : $0 % officers.count }
    }
}

extension [String] {
    /// Where it stands; at the end if it's new.
    fileprivate mutating func place(of text: String) -> Int {
        if let found = firstIndex(of: text) { return found }
        append(text)
        return count - 1
    }
}
