import Dispatch
import Glibc
import Synchronization

/// A plugin's program while it runs: started without a shell, from an absolute folder of the search path, with a socket as
/// standard input and output and nothing for its errors.
///
/// What waits for the program runs on a thread of its own. A program that takes too long is killed, which ends the wait.
final class PluginProcess: Sendable {
    private let name: PluginName
    private let process: pid_t
    private let socket: Int32
    /// Whether the process is still ours to signal: its number may be another's once it was waited for.
    private let isRunning = Mutex(true)

    /// - Throws: `plugin-missing`.
    init(_ name: PluginName, stateMachine: String, searchPath: String, environment: [String: String]) throws(AgeError) {
        guard let path = Self.find(name.programName, in: searchPath) else { throw .pluginMissing(name: name.description) }
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw .pluginMissing(name: name.description)
        }
        defer { close(ends[1]) }
        let arguments = [path, "--age-plugin=\(stateMachine)"]
        guard let process = Self.spawn(path, arguments, environment.map { "\($0.key)=\($0.value)" }, socket: ends[1]) else {
            close(ends[0])
            throw .pluginMissing(name: name.description)
        }
        self.name = name
        self.process = process
        socket = ends[0]
    }

    deinit { close(socket) }

    /// An executable file of that name in the first absolute folder that has one.
    private static func find(_ program: String, in searchPath: String) -> String? {
        searchPath.split(separator: ":").filter { $0.hasPrefix("/") }.map { "\($0)/\(program)" }.first { path in
            var status = stat()
            return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
        }
    }

    private static func spawn(_ path: String, _ arguments: [String], _ environment: [String], socket: Int32) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        guard posix_spawn_file_actions_init(&actions) == 0 else { return nil }
        defer { posix_spawn_file_actions_destroy(&actions) }
        guard posix_spawnattr_init(&attributes) == 0 else { return nil }
        defer { posix_spawnattr_destroy(&attributes) }
        // The threads of a pool block signals, and the program would inherit that.
        var (none, defaults) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigfillset(&defaults)
        guard posix_spawn_file_actions_adddup2(&actions, socket, 0) == 0, posix_spawn_file_actions_adddup2(&actions, socket, 1) == 0,
            posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0) == 0,
            closesInherited(&actions),
            posix_spawnattr_setsigmask(&attributes, &none) == 0, posix_spawnattr_setsigdefault(&attributes, &defaults) == 0,
            posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)) == 0
        else { return nil }
        var process: pid_t = 0
        let status = withStrings(arguments) { arguments in
            withStrings(environment) { posix_spawn(&process, path, &actions, &attributes, arguments, $0) }
        }
        return status == 0 ? process : nil
    }

    /// Nothing else that is open here is the plugin's business: no file, no connection. Closing what isn't open is no error. (glibc's
    /// `posix_spawn_file_actions_addclosefrom_np` isn't imported.)
    private static func closesInherited(_ actions: inout posix_spawn_file_actions_t) -> Bool {
        (3..<Int32(min(4096, max(4, sysconf(Int32(_SC_OPEN_MAX)))))).allSatisfy { posix_spawn_file_actions_addclose(&actions, $0) == 0 }
    }

    /// C's array of strings, for as long as `body` runs.
    private static func withStrings<Result>(_ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result) -> Result {
        let copies = strings.map { strdup($0) }
        defer { copies.forEach { free($0) } }
        return body(copies + [nil])
    }

    /// What the program writes next, at most 64 KiB; nothing at its end.
    func read() async throws -> [UInt8] {
        try await onThread { socket in
            [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
                var got = 0
                repeat { got = recv(socket, buffer.baseAddress, buffer.count, 0) } while got < 0 && errno == EINTR
                count = max(got, 0)
            }
        }
    }

    /// Writes all of it. A program that has ended is noticed by the next ``read()``.
    func write(_ bytes: [UInt8], within patience: Duration) async throws {
        try await within(patience) {
            try await self.onThread { socket in
                var rest = bytes[...]
                while !rest.isEmpty {
                    let sent = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                    guard sent >= 0 || errno == EINTR else { return }
                    rest = rest.dropFirst(max(sent, 0))
                }
            }
        }
    }

    /// Kills the program if `body` takes longer.
    ///
    /// - Throws: `plugin-misbehaved` then.
    func within<Result: Sendable>(_ patience: Duration, _ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
        try await withThrowingTaskGroup(of: Result.self) { group in
            group.addTask(operation: body)
            group.addTask {
                try await Task.sleep(for: patience)
                throw AgeError.pluginMisbehaved(name: self.name.description, reason: "it took too long")
            }
            defer { group.cancelAll() }
            guard let result = try await group.next() else { throw CancellationError() }
            return result
        }
    }

    /// Waits for the end of the program: it is asked to go, and killed where it doesn't within two seconds.
    func end() async {
        shutdown(socket, Int32(SHUT_RDWR))
        signal(SIGTERM)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.wait() }
            group.addTask {
                // Also where the task was cancelled: then at once.
                try? await Task.sleep(for: .seconds(2))
                self.signal(SIGKILL)
            }
            await group.next()
            group.cancelAll()
        }
    }

    private func wait() async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                var information = siginfo_t()
                // Without taking it away yet: until it is marked as gone, nobody else can have its number.
                while waitid(P_PID, id_t(self.process), &information, WEXITED | WNOWAIT) < 0 && errno == EINTR {}
                self.isRunning.withLock { isRunning in
                    isRunning = false
                    waitpid(self.process, nil, 0)
                }
                continuation.resume()
            }
        }
    }

    private func signal(_ number: Int32) {
        isRunning.withLock { if $0 { _ = kill(process, number) } }
    }

    /// Runs what blocks on a thread; cancelled, the program is killed and the socket shut, which ends the block.
    private func onThread<Result: Sendable>(_ body: @escaping @Sendable (Int32) -> Result) async throws -> Result {
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                DispatchQueue.global().async { continuation.resume(returning: body(self.socket)) }
            }
        } onCancel: {
            signal(SIGKILL)
            shutdown(socket, Int32(SHUT_RDWR))
        }
        try Task.checkCancellation()
        return result
    }
}
