import Foundation
import Testing

@testable import Exchange

/// `Tests/Judges/attack_figures.py`, an attacker in another language, takes everything that is issued about random populations.
@Suite("An attacker with a solver", .enabled(if: FiguresAttacker.isPresent, "python3 with scipy is not installed")) struct AttackTests {
    @Test(arguments: [(smallest: 5, seeds: UInt64(1)..<201), (smallest: 3, seeds: UInt64(201)..<301)])
    func computesNoSmallGroup(smallest: Int, seeds: Range<UInt64>) throws {
        let populations = try seeds.map { try Population(seed: $0).attacked(issues: { try $0.issues(smallest: smallest) }) }
        let found = try FiguresAttacker.attack(populations, smallest: smallest)
        #expect(found.status == 0, "\(found.errors.prefix(2000))")
        #expect(found.numbers.first == seeds.count && found.numbers[1] > 20 * seeds.count && found.numbers[2] == 0)
    }

    /// The same attacker where only small cells are hidden.
    @Test func winsWithoutSecondarySuppression() throws {
        let populations = try (UInt64(1)..<31).map { try Population(seed: $0).attacked { try $0.primaryOnly(smallest: 5) } }
        let found = try FiguresAttacker.attack(populations, smallest: 5)
        #expect(found.status == 1 && found.numbers[2] > 20)
    }
}

/// What the judge is asked.
struct Attacked: Encodable {
    let issues: [Figures.Issue]
    let municipalities: [String]
    let truth: Truth
}

enum FiguresAttacker {
    static let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Judges/attack_figures.py").path()
    static let isPresent = (try? run(["-c", "import scipy.optimize"], Data()).status) == 0

    private struct Asked: Encodable {
        let smallest: Int
        let populations: [Attacked]
    }

    static func attack(_ populations: [Attacked], smallest: Int) throws -> (status: Int32, numbers: [Int], errors: String) {
        let run = try run([script], try JSONEncoder().encode(Asked(smallest: smallest, populations: populations)))
        return (run.status, run.output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }, run.errors)
    }

    /// Through files, so that no pipe can fill up.
    private static func run(_ arguments: [String], _ input: Data) throws -> (status: Int32, output: String, errors: String) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kedja-attack-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = ["in", "out", "err"].map { folder.appending(path: $0) }
        try input.write(to: files[0])
        for file in files.dropFirst() { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        process.waitUntilExit()
        return (
            process.terminationStatus, try String(contentsOf: files[1], encoding: .utf8), try String(contentsOf: files[2], encoding: .utf8)
        )
    }
}
