import Foundation

/// What tests of long transfers look at while these run.
enum Watching {
    /// Waits until something is so, looking again and again; an error after a minute.
    static func until(_ what: String, _ isSo: () throws -> Bool) throws {
        for _ in 0..<60_000 {
            if try isSo() { return }
            usleep(1000)
        }
        throw StoryError("waited in vain until \(what)")
    }

    /// `VmHWM` of a running process, in bytes.
    static func peakMemory(of process: Process) throws -> UInt64 {
        let status = try String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
        guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM") }), let size = UInt64(line.filter(\.isNumber))
        else { throw StoryError("no VmHWM of \(process.processIdentifier)") }
        return size * 1024
    }

    /// A file's size; 0 when there is none.
    static func size(_ path: String) -> UInt64 {
        ((try? FileManager.default.attributesOfItem(atPath: path)[.size]) as? NSNumber)?.uint64Value ?? 0
    }
}

extension Pipe {
    /// How many bytes wait in it; -1 when it can't be asked.
    var waiting: Int {
        var count: Int32 = 0
        guard ioctl(fileHandleForReading.fileDescriptor, UInt(FIONREAD), &count) == 0 else { return -1 }
        return Int(count)
    }
}

extension Installation {
    /// Begins an upload as somebody else's client would, and answers its id.
    func beginUpload(to chain: Chain, by officer: String = "sdf-angered/rut") throws -> String {
        let begun = try curl(
            officer, "/v1/uploads", "-X", "POST", "-H", "Content-Type: application/json", "-H", "Idempotency-Key: \(UUID().uuidString)",
            "-d", #"{"caseID":"\#(chain.caseID)","category":"intyg","release":"policy"}"#)
        guard let match = begun.body.firstMatch(of: try Regex("upl_[0-9a-z]{26}")) else { throw StoryError("\(begun)") }
        return String(begun.body[match.range])
    }

    /// Starts the client and lets it run.
    func startClient(_ officer: String, _ arguments: String...) throws -> Process {
        let scratch = folder.appendingPathComponent("run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        return try Program.started(
            [Program.kedja] + arguments + ["--profile", officer], environment: ["KEDJA_CONFIG_DIR": path("profiles")], input: nil,
            scratch: scratch)
    }

    /// Starts curl with an officer's certificate. `output` is where its standard output goes.
    func startCurl(_ officer: String, _ path: String, _ options: [String], output: Any) throws -> Process {
        let files = "pki/officers/\(officer)"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            [
                "curl", "--silent", "--no-buffer", "--cacert", self.path("pki/ca/ca.pem"), "--cert", self.path("\(files)/auth.pem"),
                "--key",
                self.path("\(files)/auth.key"),
            ] + options + ["https://\(address)\(path)"]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// From now on the daemon listens where it listens now, so that profiles stay good when it's started again.
    func keepPort() throws {
        let port = address.split(separator: ":").last.map(String.init) ?? "0"
        try Data(configuration.replacing("port: 0", with: "port: \(port)").utf8).write(to: folder.appendingPathComponent("kedjad.yaml"))
    }
}
