import Foundation
import SignedRecords

/// An independent implementation, asked by way of a Python script in `Tests/Judges`.
enum Judge {
    struct Failure: Error {}

    /// Whether the `joserfc` library is there.
    static let hasJoserfc = (try? run(["-c", "import joserfc, cryptography"], input: [])) != nil

    static func joserfc(_ action: String, _ request: JSONValue) throws -> JSONValue {
        let script = Conformance.packageRoot.appending(path: "Tests/Judges/joserfc_record.py").path
        return try JSONValue(parsing: run([script, action], input: request.canonicalBytes))
    }

    private static func run(_ arguments: [String], input: [UInt8]) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-W", "ignore"] + arguments
        let (stdin, stdout) = (Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = stdout
        process.standardError = FileHandle.nullDevice
        try process.run()
        try stdin.fileHandleForWriting.write(contentsOf: Data(input))
        try stdin.fileHandleForWriting.close()
        let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure() }
        return output
    }
}
