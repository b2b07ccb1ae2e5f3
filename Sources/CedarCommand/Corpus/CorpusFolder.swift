import Cedar
import Foundation

/// A folder of cases. One that was unpacked goes when this does.
final class CorpusFolder: Sendable {
    private let root: String
    private let temporary: String?

    init(_ path: String) throws(Fault) {
        guard path.hasSuffix(".tar.gz") || path.hasSuffix(".tgz") else {
            root = path
            temporary = nil
            return
        }
        let fresh = FileManager.default.temporaryDirectory.appending(path: "cedar-corpus-\(UUID().uuidString)").path
        try Self.unpack(path, into: fresh)
        temporary = fresh
        root = Self.topmost(fresh)
    }

    deinit {
        if let temporary { try? FileManager.default.removeItem(atPath: temporary) }
    }

    private static func unpack(_ archive: String, into folder: String) throws(Fault) {
        let tar = Process()
        tar.executableURL = URL(filePath: "/usr/bin/env")
        tar.arguments = ["tar", "xzf", archive, "-C", folder]
        tar.standardError = FileHandle.nullDevice
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try tar.run()
        } catch {
            throw Fault("unreadable_file", "\(archive) can't be unpacked")
        }
        tar.waitUntilExit()
        guard tar.terminationStatus == 0 else {
            try? FileManager.default.removeItem(atPath: folder)
            throw Fault("unreadable_file", "\(archive) can't be unpacked")
        }
    }

    /// The folder itself, or the only one in it that holds cases.
    private static func topmost(_ folder: String) -> String {
        let inside = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        if inside.contains(where: { $0 == "corpus-tests" || $0 == "tests" }) { return folder }
        return inside.first { holdsCases("\(folder)/\($0)") }.map { "\(folder)/\($0)" } ?? folder
    }

    private static func holdsCases(_ folder: String) -> Bool {
        ["corpus-tests", "tests"].contains { FileManager.default.fileExists(atPath: "\(folder)/\($0)") }
    }

    /// Runs all cases in two tasks.
    func run() async throws(Fault) -> CorpusTally {
        let paths = try casePaths()
        async let odd = tally(paths, from: 1)
        let even = tally(paths, from: 0)
        return even + (await odd)
    }

    private func tally(_ paths: [String], from first: Int) -> CorpusTally {
        var tally = CorpusTally()
        for number in stride(from: first, to: paths.count, by: 2) { CorpusCase(paths[number], number, in: self).run(&tally) }
        return tally
    }

    /// The paths of the cases below the root: those that the index lists, else those that are there.
    private func casePaths() throws(Fault) -> [String] {
        let index = "INDEX.jsonl"
        let paths = exists(index) ? try listed(in: index) : found
        guard !paths.isEmpty else { throw Fault("no_cases", "\(root) holds no cases") }
        return paths
    }

    private func listed(in index: String) throws(Fault) -> [String] {
        var paths: [String] = []
        for line in try read(index).split(separator: 0x0A) {
            guard let name = (try? JSON.parse(Array(line)))?["name"]?.string else {
                throw Fault("unexpected_json", "\(index): expected an object with `name` a line")
            }
            paths.append(name.hasSuffix(".json") ? name : "corpus-tests/\(name).json")
        }
        return paths
    }

    private var found: [String] {
        let corpus = names(in: "corpus-tests").filter { !$0.hasSuffix(".entities.json") }.map { "corpus-tests/\($0)" }
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/tests"))?.sorted() ?? []
        return corpus + folders.flatMap { folder in names(in: "tests/\(folder)").map { "tests/\(folder)/\($0)" } }
    }

    private func names(in folder: String) -> [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
        return all.filter { $0.hasSuffix(".json") }.sorted()
    }

    func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: "\(root)/\(path)") }

    func read(_ path: String) throws(Fault) -> [UInt8] { try InputFile("\(root)/\(path)").bytes }
}
