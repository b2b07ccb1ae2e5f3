import Foundation
import Synchronization

/// Whether the rotations are over, and how many rounds of work were done before.
final class Rotations: Sendable {
    private let over = Mutex(false)
    private let done = Mutex(0)

    var rounds: Int { done.withLock { $0 } }

    func noteRound() { done.withLock { $0 += 1 } }

    var areOver: Bool { over.withLock { $0 } }

    func end() { over.withLock { $0 = true } }
}

/// Runs what blocks on a thread of its own, so that it takes none from the tests' tasks.
func aside<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
    }
}

extension Installation {
    func file(_ relative: String) -> URL { folder.appendingPathComponent(relative) }

    func kedjad(_ arguments: [String], wrapper: [String] = []) throws -> Run {
        try Program.run(wrapper + [Program.kedjad] + arguments + ["--config", path("kedjad.yaml")], in: folder)
    }

    func mode(_ relative: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path(relative))[.posixPermissions] as? Int
    }

    /// Writes a key file as an administrator would.
    func putKey(_ text: String, at relative: String = "master.key") throws {
        try Data(text.utf8).write(to: file(relative))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path(relative))
    }

    func keyInForce() throws -> String {
        let run = try kedjad(["keys", "show"])
        guard let match = run.output.firstMatch(of: /in force: ([0-9a-f]{16})/) else { throw StoryError("\(run)") }
        return String(match.1)
    }

    /// Registers the person with this number, each another, and answers their id.
    func register(_ number: Int) throws -> String {
        try must(
            0, "rut", "participant", "register", "--number", Installation.number(number), "--given-name", "P\(number)", "--family-name",
            "Testsson"
        ).id("par")
    }

    /// A personnummer for tests, each another.
    static func number(_ number: Int) -> String {
        let birth = "19\(50 + number / 300)-\(String(format: "%02d", 1 + number / 25 % 12))-\(String(format: "%02d", 1 + number % 25))"
        return identityNumber(birth, 238)
    }

    /// `1950-01-01` and a birth number become `19500101-238C`, with the check digit (Luhn).
    private static func identityNumber(_ birth: String, _ number: Int) -> String {
        let date = birth.replacingOccurrences(of: "-", with: "")
        let digits = Array((date.dropFirst(2) + "\(number)").utf8).map { Int($0) - 48 }
        let sum = digits.enumerated().reduce(0) { sum, digit in
            let doubled = digit.element * (digit.offset.isMultiple(of: 2) ? 2 : 1)
            return sum + doubled / 10 + doubled % 10
        }
        return "\(date)-\(number)\((10 - sum % 10) % 10)"
    }

    /// Starts `kedjad keys rotate` and kills it as soon as it has told this many lines. False when it came to its end before.
    func rotateKilled(afterLine lines: Int) throws -> Bool {
        let scratch = file("rotate-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        let command = [Program.kedjad, "keys", "rotate", "--batch", "1", "--config", path("kedjad.yaml")]
        let process = try Program.started(command, environment: [:], input: nil, scratch: scratch)
        while process.isRunning {
            let told = try Data(contentsOf: scratch.appendingPathComponent("err"))
            guard told.count(where: { $0 == UInt8(ascii: "\n") }) < lines else {
                kill(process.processIdentifier, SIGKILL)
                break
            }
        }
        process.waitForEnd()
        return process.terminationReason == .uncaughtSignal
    }

    func finishRotation() throws {
        let run = try kedjad(["keys", "rotate"])
        guard run.status == 0 else { throw StoryError("\(run)") }
    }

    /// The ciphertexts (nonce and tag with what lies between) that a master key has wrapped, as they lie in the database's files now: each begins
    /// with version 2 and the key's id, and a wrapped 32-byte key has 69 bytes. The last 24 bytes of each.
    func wrappings(by keyID: String) throws -> Set<Data> {
        let prefix = Data([2] + stride(from: 0, to: 16, by: 2).map { UInt8(keyID.dropFirst($0).prefix(2), radix: 16) ?? 0 })
        var found: Set<Data> = []
        for bytes in try dataFiles() {
            var from = bytes.startIndex
            while let match = bytes.range(of: prefix, in: from..<bytes.endIndex), match.lowerBound + 69 <= bytes.endIndex {
                found.insert(Data(bytes[(match.lowerBound + 9)..<(match.lowerBound + 33)]))
                from = match.upperBound
            }
        }
        return found
    }

    /// How many of these stand anywhere in the data folder.
    func leftInData(of parts: Set<Data>) throws -> Int {
        let files = try dataFiles()
        return parts.count { part in files.contains { $0.range(of: part) != nil } }
    }

    private func dataFiles() throws -> [Data] {
        let root = file("data")
        let names = try FileManager.default.subpathsOfDirectory(atPath: root.path)
        return try names.map { root.appendingPathComponent($0) }.filter { !$0.hasDirectoryPath }.compactMap { url in
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), !isFolder.boolValue else { return nil }
            return try Data(contentsOf: url)
        }
    }
}
