import Foundation
package import TimeStamps

/// The authority of the tests, `Tests/Doubles/time-authority`: `openssl ts` with keys that are made anew for each run of the tests.
package struct Authority: Sendable {
    package static let made: Result<Authority, any Error> = Result { try Authority() }

    /// Holds `roots.pem`, `other-roots.pem` and the signers.
    package let folder: String
    package let roots: TimeStampRoots
    package let others: TimeStampRoots

    static let double = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Doubles/time-authority").standardized.path

    /// One with keys of its own.
    package init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "kedja-time-\(UUID().uuidString)").path
        try run([Self.double, "make", folder])
        roots = try TimeStampRoots(pem: try String(contentsOfFile: folder + "/roots.pem", encoding: .utf8))
        others = try TimeStampRoots(pem: try String(contentsOfFile: folder + "/other-roots.pem", encoding: .utf8))
    }

    package func answer(_ query: [UInt8]) throws -> [UInt8] { try run([Self.double, "answer", folder], input: query) }

    /// The same token, signed by a certificate that isn't for time-stamping.
    package func unfit(_ token: TimeStampToken) throws -> TimeStampToken {
        try TimeStampToken(der: try run([Self.double, "unfit", folder], input: token.der))
    }

    package func token(_ request: TimeStampRequest) throws -> TimeStampToken {
        try TimeStampResponse(der: try answer(request.der)).requireToken()
    }

    package func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        let path = "\(folder)/\(UUID().uuidString)-\(name)"
        try Data(bytes).write(to: URL(filePath: path))
        return path
    }
}

/// The authority over HTTP, on a free port of this computer, until `stop`.
package struct ServedAuthority: Sendable {
    package let url: String
    private let folder: String
    private let process: Process

    package init(_ authority: Authority) throws {
        folder = authority.folder
        try Data("honest".utf8).write(to: URL(filePath: folder + "/mode"))
        process = Process()
        process.executableURL = URL(filePath: Authority.double)
        process.arguments = ["serve", folder]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        // It prints its port once it listens.
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self).trimmingCharacters(in: .newlines)
        url = "http://127.0.0.1:\(line)/tsa"
    }

    /// How it answers from now on: see the double.
    package func answer(as mode: String) throws { try Data(mode.utf8).write(to: URL(filePath: folder + "/mode")) }

    /// By force: a child inherits that the threads of tests hear no SIGTERM.
    package func stop() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}

/// A program that didn't end well, and what it said.
package struct Failed: Error, CustomStringConvertible {
    package let description: String
}

/// Runs a program to its end. Output goes through files, so that no pipe can fill up.
@discardableResult
package func run(_ command: [String], input: [UInt8] = []) throws -> [UInt8] {
    let scratch = FileManager.default.temporaryDirectory.appending(path: "kedja-run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    for (name, bytes) in [("in", input), ("out", []), ("err", [])] { try Data(bytes).write(to: scratch.appending(path: name)) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.standardInput = try FileHandle(forReadingFrom: scratch.appending(path: "in"))
    process.standardOutput = try FileHandle(forWritingTo: scratch.appending(path: "out"))
    process.standardError = try FileHandle(forWritingTo: scratch.appending(path: "err"))
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
        throw Failed(description: "\(command): \(try String(contentsOf: scratch.appending(path: "err"), encoding: .utf8))")
    }
    return Array(try Data(contentsOf: scratch.appending(path: "out")))
}
