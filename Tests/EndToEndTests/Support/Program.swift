import Foundation

/// One run of a real program: what it was given, and what came back.
struct Run: CustomStringConvertible {
    let command: [String]
    let status: Int32
    let output: String
    let errors: String

    var description: String { "\(command.joined(separator: " ")) → \(status)\n\(output)\(errors)" }

    /// The last id of a kind in the output: `id("par")`.
    func id(_ prefix: String) throws -> String {
        let pattern = try Regex("\(prefix)_[0-9a-z]{26}")
        guard let match = output.matches(of: pattern).last else { throw StoryError("no \(prefix)_ id in: \(self)") }
        return String(output[match.range])
    }
}

struct StoryError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// Programs by name: those of this package beside the tests, others on PATH.
enum Program {
    static let buildFolder: URL = {
        let tests = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" } ?? Bundle.main.bundleURL
        let folder = tests.pathExtension == "xctest" ? tests.deletingLastPathComponent() : tests
        return folder
    }()

    static var kedja: String { buildFolder.appendingPathComponent("kedja").path }
    static var kedjad: String { buildFolder.appendingPathComponent("kedjad").path }

    static func found(_ name: String) -> Bool {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
        }
    }

    /// Runs to the end. Output goes through files, so that no pipe can fill up.
    static func run(_ command: [String], environment: [String: String] = [:], input: Data? = nil, in folder: URL) throws -> Run {
        let scratch = folder.appendingPathComponent("run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let process = try started(command, environment: environment, input: input, scratch: scratch)
        process.waitForEnd()
        return Run(
            command: command, status: process.terminationStatus,
            output: String(decoding: try Data(contentsOf: scratch.appendingPathComponent("out")), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: scratch.appendingPathComponent("err")), as: UTF8.self))
    }

    static func started(_ command: [String], environment: [String: String], input: Data?, scratch: URL) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardOutput = try handle(scratch.appendingPathComponent("out"))
        process.standardError = try handle(scratch.appendingPathComponent("err"))
        let inputFile = scratch.appendingPathComponent("in")
        try (input ?? Data()).write(to: inputFile)
        process.standardInput = try FileHandle(forReadingFrom: inputFile)
        try process.run()
        return process
    }

    private static func handle(_ url: URL) throws -> FileHandle {
        try Data().write(to: url)
        return try FileHandle(forWritingTo: url)
    }
}

extension Process {
    /// Waits without looking again and again, as Foundation does on any thread but the one that started the program.
    func waitForEnd() {
        var information = siginfo_t()
        // Leaves the status to Foundation; an error means that it has it already.
        while waitid(P_PID, id_t(processIdentifier), &information, WEXITED | WNOWAIT) == -1, errno == EINTR {}
        waitUntilExit()
    }
}
