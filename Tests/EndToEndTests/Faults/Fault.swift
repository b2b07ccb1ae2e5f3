import ExchangeClient
import Foundation

/// What the kernel says no to while it lasts: strace at the running daemon.
final class Fault {
    private let process: Process

    /// Whether this process may trace one that it has started, which isn't its own child.
    static var isPossible: Bool {
        guard Program.found("strace") else { return false }
        let scope = (try? String(contentsOfFile: "/proc/sys/kernel/yama/ptrace_scope", encoding: .utf8)) ?? "0"
        return getuid() == 0 || scope.hasPrefix("0")
    }

    /// - Parameter path: only calls on this file; all without it.
    init(_ call: String, _ error: String, at installation: Installation, onlyOn path: String? = nil) throws {
        guard let daemon = installation.daemon else { throw StoryError("there is no daemon") }
        let scratch = installation.folder.appendingPathComponent("fault-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        process = try Program.started(
            ["strace", "-f", "-o", "/dev/null"] + (path.map { ["-P", $0] } ?? [])
                + ["-e", "trace=\(call)", "-e", "inject=\(call):error=\(error)", "-p", String(daemon.processIdentifier)],
            environment: [:], input: nil, scratch: scratch)
        let process = process
        try Watching.until("strace is at the daemon") {
            guard process.isRunning else { throw StoryError("strace has ended") }
            return try String(contentsOf: scratch.appendingPathComponent("err"), encoding: .utf8).contains("attached")
        }
    }

    /// The disk is well again.
    ///
    /// Killed: a process that a task has started inherits its thread's signal mask, and strace would never hear of SIGTERM.
    func end() {
        kill(process.processIdentifier, SIGKILL)
        process.waitForEnd()
    }
}

/// The client's error of work that should fail; `nil` when it doesn't.
func clientError(of work: () async throws -> Void) async throws -> ClientError? {
    do { try await work() } catch let error as ClientError { return error }
    return nil
}

extension Installation {
    /// All that the daemon has written to its log, in all its lives.
    func daemonLog() throws -> String {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("daemon-") }
            .map { String(decoding: try Data(contentsOf: file("\($0)/err")), as: UTF8.self) }.joined()
    }
}
