import Foundation
import Testing

/// `Tests/Judges/check_accessible.py`.
enum AccessibilityJudge {
    static let isThere = (try? run(["-c", "import xml.etree.ElementTree"], input: ""))?.status == 0

    /// Tables, rows and headings; `nil` when the judge says no.
    static func judged(_ page: String) throws -> String? {
        let (status, output, faults) = try run([script], input: page)
        #expect(faults == "")
        return status == 0 ? output.trimmingCharacters(in: .whitespacesAndNewlines) : nil
    }

    static func faults(_ page: String) throws -> String { try run([script], input: page).faults }

    private static let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(
        path: "Judges/check_accessible.py"
    ).path

    private static func run(_ arguments: [String], input: String) throws -> (status: Int32, output: String, faults: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
        (process.standardInput, process.standardOutput, process.standardError) = (stdin, stdout, stderr)
        try process.run()
        try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try stdin.fileHandleForWriting.close()
        let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
        let faults = try stderr.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self), String(decoding: faults, as: UTF8.self))
    }
}
