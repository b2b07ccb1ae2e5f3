import Age
import ExchangeClient
import Foundation
import Testing

@testable import kedja

/// What `kedja seal` and `kedja open` are made of.
@Suite struct SealingTests {
    private static let errors: [AgeError] = [
        .noMatch, .headerMAC, .headerMalformed(reason: "r"), .headerTruncated, .headerTooLarge(reason: "r"), .payloadNonceMissing,
        .payloadDamaged(reason: "r"), .payloadTruncated, .payloadTrailingData, .payloadTooLong, .payloadFinished, .cipherMissing,
        .recipientMalformed(reason: "r"), .identityMalformed(reason: "r"), .recipientsMissing, .recipientsMixed(reason: "r"),
        .fileKeyMalformed, .randomnessMalformed, .stanzaMalformed(reason: "r"), .armorMalformed(reason: "r"),
        .pluginMissing(name: "n"), .pluginRefused(name: "n", message: "m"), .pluginMisbehaved(name: "n", reason: "r"),
    ]

    @Test func everyErrorHasWordsInBothLanguages() {
        for error in Self.errors {
            let words = error.faultWords
            for text in [words.sentence.sv, words.sentence.en, words.hint?.sv ?? "a", words.hint?.en ?? "a"] {
                #expect(!text.isEmpty && !text.hasSuffix(".") && text.first?.isUppercase == false, "\(error.code): \(text)")
            }
            #expect(error.exit != .ok)
            #expect(Report(error).code == error.code)
        }
    }

    @Test(
        arguments: [
            (.noMatch, 7), (.headerMAC, 5), (.payloadTruncated, 5), (.recipientsMissing, 2), (.pluginMissing(name: "n"), 7),
            (.recipientsMixed(reason: "r"), 2), (.randomnessMalformed, 1),
        ] as [(AgeError, Int32)])
    func exitCodeSaysWhoseFault(error: AgeError, exit: Int32) {
        #expect(Report(error).exit.rawValue == exit)
    }

    /// Keys as they are typed, `<` for backspace, and what comes of the line.
    @Test(arguments: [
        ("abc\n", "abc"), ("abc\r", "abc"), ("ax<bc\n", "abc"), ("<<a\n", "a"), ("häx<<äst\n", "häst"), ("å<\n", ""),
        ("abc\u{15}d\n", "d"),
        ("a\u{1B}\u{01}b\n", "ab"), ("ab\u{04}", "ab"), ("\n", ""),
    ])
    func lineIsEdited(keys: String, line: String) {
        var typed = PassphraseLine()
        var progress = PassphraseLine.Progress.more
        for key in keys.utf8 where progress == .more { progress = typed.take(key == UInt8(ascii: "<") ? 0x7F : key) }
        #expect(progress == .done(line))
    }

    @Test(arguments: ["\u{03}", "abc\u{03}", "\u{04}"])
    func lineIsInterrupted(keys: String) {
        var typed = PassphraseLine()
        #expect(keys.utf8.map { typed.take($0) }.last == .interrupted)
    }

    @Test func lineIsBounded() {
        var typed = PassphraseLine()
        for _ in 0..<5000 { _ = typed.take(0x61) }
        #expect(typed.take(0x0A) == .done(String(repeating: "a", count: PassphraseLine.maximumBytes)))
    }
}

/// Files that appear whole or not at all.
@Suite struct SealingOutputTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "kedja-output-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func path(_ name: String) -> String { folder.appending(path: name).path }

    private func output(_ name: String, apartFrom inputs: [SealingInput] = []) throws -> SealingOutput {
        try SealingOutput(path(name), mode: 0o640, onTerminal: .text, apartFrom: inputs)
    }

    private func text(_ name: String) -> String? { try? String(contentsOfFile: path(name), encoding: .utf8) }

    private func mode(_ name: String) -> UInt16? { FilePlace(path(name)).map { UInt16($0.mode) } }

    @Test func fileAppearsAtTheEnd() throws {
        var output = try output("new")
        try output.write(Array("hej".utf8))
        #expect(text("new") == nil)
        try output.finish()
        #expect(text("new") == "hej")
        #expect(mode("new") == 0o640)
    }

    @Test func fileThatWasThereKeepsItsModeAndItsLinks() throws {
        try Data("old".utf8).write(to: folder.appending(path: "old"))
        try FileManager.default.setAttributes([.posixPermissions: 0o604], ofItemAtPath: path("old"))
        try FileManager.default.createSymbolicLink(atPath: path("link"), withDestinationPath: path("old"))
        do {
            var abandoned = try output("link")
            try abandoned.write([1])
        }
        #expect(text("old") == "old")
        var output = try output("link")
        try output.write(Array("new".utf8))
        try output.finish()
        #expect(text("old") == "new")
        #expect(mode("old") == 0o604)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["link", "old"])
    }

    @Test func fileThatIsReadIsNotReplaced() throws {
        try Data("old".utf8).write(to: folder.appending(path: "old"))
        try FileManager.default.linkItem(atPath: path("old"), toPath: path("same"))
        let input = try SealingInput(path("old"))
        #expect(throws: LocalFault.self) { try output("same", apartFrom: [input]) }
        #expect(throws: Never.self) { try output("other", apartFrom: [input]) }
    }

    @Test func deviceIsWrittenAndNotReplaced() throws {
        var output = try SealingOutput("/dev/null", mode: 0o600, onTerminal: .text, apartFrom: [])
        try output.write([1])
        try output.finish()
        #expect(FilePlace("/dev/null")?.isRegular == false)
    }

    @Test func folderIsRefused() {
        #expect(throws: LocalFault.self) { try SealingOutput(folder.path, mode: 0o600, onTerminal: .text, apartFrom: []) }
        #expect(throws: LocalFault.self) { try SealingInput(folder.path) }
        #expect(throws: (any Error).self) { try output("missing/file") }
    }
}

extension SealingOutput {
    fileprivate mutating func write(_ bytes: [UInt8]) throws { try write(bytes.span.bytes) }
}
