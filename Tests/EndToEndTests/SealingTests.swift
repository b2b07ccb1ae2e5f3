import Foundation
import Testing

/// `kedja seal`, `open` and `keygen` beside Debian's `age`: what one makes the other takes, both ways.
@Suite(.ownThreads, .enabled(if: Program.found("age") && Program.found("age-keygen"), "the age program isn't installed"))
struct SealingTests {
    private static let sizes = [0, 1, 65_536, 65_537, 1_000_000]

    /// A folder of its own, with both programs' keys in it.
    private struct Place: ~Copyable {
        let folder: URL

        init() throws {
            folder = FileManager.default.temporaryDirectory.appending(path: "kedja-sealing-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(at: folder) }

        func path(_ name: String) -> String { folder.appending(path: name).path }

        @discardableResult
        func must(_ command: String...) throws -> String {
            let run = try Program.run(command, in: folder)
            guard run.status == 0 else { throw StoryError(run.description) }
            return run.output.trimmingCharacters(in: .newlines)
        }

        func write(_ name: String, _ size: Int) throws -> Data {
            let data = Data((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 131 >> 4) })
            try data.write(to: folder.appending(path: name))
            return data
        }

        func read(_ name: String) throws -> Data { try Data(contentsOf: folder.appending(path: name)) }
    }

    @Test(arguments: sizes, [false, true])
    func ageOpensWhatKedjaSeals(size: Int, armored: Bool) throws {
        let place = try Place()
        let plaintext = try place.write("plain", size)
        try place.must(Program.kedja, "keygen", "--x25519", "-o", place.path("key"))
        let recipient = try place.must("age-keygen", "-y", place.path("key"))
        if armored {
            try place.must(Program.kedja, "seal", "-a", "-r", recipient, "-o", place.path("sealed"), place.path("plain"))
        } else {
            try place.must(Program.kedja, "seal", "-r", recipient, "-o", place.path("sealed"), place.path("plain"))
        }
        // It leaves no file where there is no plaintext.
        try Data().write(to: place.folder.appending(path: "out"))
        try place.must("age", "-d", "-i", place.path("key"), "-o", place.path("out"), place.path("sealed"))
        #expect(try place.read("out") == plaintext)
    }

    @Test(arguments: sizes, [false, true])
    func kedjaOpensWhatAgeSeals(size: Int, armored: Bool) throws {
        let place = try Place()
        let plaintext = try place.write("plain", size)
        try place.must("age-keygen", "-o", place.path("key"))
        try place.must("age-keygen", "-y", "-o", place.path("recipients"), place.path("key"))
        if armored {
            try place.must("age", "-a", "-R", place.path("recipients"), "-o", place.path("sealed"), place.path("plain"))
        } else {
            try place.must("age", "-R", place.path("recipients"), "-o", place.path("sealed"), place.path("plain"))
        }
        try place.must(Program.kedja, "open", "-i", place.path("key"), "-o", place.path("out"), place.path("sealed"))
        #expect(try place.read("out") == plaintext)
    }

    private static let terminal = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Doubles/on-terminal").path

    /// Passphrases both ways, and a key file that age sealed by one.
    @Test(.enabled(if: Program.found("python3"), "Python isn't installed"))
    func passphrasesAreTheSame() throws {
        let place = try Place()
        let plaintext = try place.write("plain", 1000)
        try place.must(Self.terminal, "häst", "häst", "--", Program.kedja, "seal", "-p", "-o", place.path("ours"), place.path("plain"))
        try place.must(Self.terminal, "häst", "--", "age", "-d", "-o", place.path("out1"), place.path("ours"))
        #expect(try place.read("out1") == plaintext)
        try place.must(Self.terminal, "ko", "ko", "--", "age", "-p", "-o", place.path("theirs"), place.path("plain"))
        try place.must(Self.terminal, "ko", "--", Program.kedja, "open", "-o", place.path("out2"), place.path("theirs"))
        #expect(try place.read("out2") == plaintext)

        try place.must("age-keygen", "-o", place.path("key"))
        let recipient = try place.must("age-keygen", "-y", place.path("key"))
        try place.must(Self.terminal, "ko", "ko", "--", "age", "-p", "-a", "-o", place.path("key.age"), place.path("key"))
        try place.must("age", "-r", recipient, "-o", place.path("sealed"), place.path("plain"))
        try place.must(
            Self.terminal, "ko", "--", Program.kedja, "open", "-i", place.path("key.age"), "-o", place.path("out3"), place.path("sealed"))
        #expect(try place.read("out3") == plaintext)
    }
}
