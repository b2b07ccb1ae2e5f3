import Foundation

/// Runs lines in a folder that goes when it does, with the programs of this build first on PATH.
final class Shell {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("kedja-transcript-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Both streams' lines, in the order in which they came, and the exit status.
    func run(_ command: String) throws -> (lines: [String], status: Int32) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", command]
        process.currentDirectoryURL = folder
        process.environment = environment
        let output = folder.appendingPathComponent(".output")
        try Data().write(to: output)
        let handle = try FileHandle(forWritingTo: output)
        process.standardOutput = handle
        process.standardError = handle
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        var lines = String(decoding: try Data(contentsOf: output), as: UTF8.self).components(separatedBy: "\n")
        while lines.last?.isEmpty == true { lines.removeLast() }
        return (lines, process.terminationStatus)
    }

    /// Nothing of the user's own settings; a fixed time zone, and the sources' folder by name.
    private var environment: [String: String] {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return [
            "PATH": "\(Shell.buildFolder.path):\(path)", "HOME": folder.path, "TZ": "Europe/Stockholm", "LC_ALL": "C.UTF-8",
            "SOURCES": Shell.root.path, "SWIFT_BACKTRACE": "enable=no", "COLUMNS": "200",
        ]
    }

    static let root = URL(fileURLWithPath: "\(#filePath)").deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Beside the test bundle lie the programs that were built with it.
    static let buildFolder: URL = {
        let bundle = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" } ?? Bundle.main.bundleURL
        return bundle.pathExtension == "xctest" ? bundle.deletingLastPathComponent() : bundle
    }()
}
