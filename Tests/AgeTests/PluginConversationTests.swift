import Testing

@testable import Age

/// The state machines, without a program: stanzas in, steps out.
@Suite struct PluginConversationTests {
    private let name: PluginName
    private let fileKey: FileKey
    private static let noGrease: RandomBytes = { [UInt8](repeating: 0, count: $0) }
    private static let grease: RandomBytes = { [UInt8](repeating: 1, count: $0) }

    init() throws {
        name = try #require(PluginName("test"))
        fileKey = try FileKey(bytes: 0..<16)
    }

    private func wrap(_ random: RandomBytes = noGrease) throws -> WrapConversation {
        try WrapConversation(
            name: name, fileKey: fileKey, recipients: [PluginFolder.recipient("a")], identities: [PluginFolder.identity("b")],
            random: random)
    }

    private func unwrap(_ random: RandomBytes = noGrease) throws -> UnwrapConversation {
        let stanza = try Stanza(type: "x", arguments: ["1", "2"], body: [9])
        return try UnwrapConversation(name: name, identities: [PluginFolder.identity("b")], stanzas: [stanza], random: random)
    }

    private func text(_ stanzas: [Stanza]) -> String { String(decoding: stanzas.flatMap(\.encoded), as: UTF8.self) }

    @Test func phaseOneIsAsSpecified() throws {
        let recipient = try PluginFolder.recipient("a").description
        let identity = try PluginFolder.identity("b").exposedText
        #expect(
            text(try wrap().opening) == """
                -> add-recipient \(recipient)

                -> add-identity \(identity)

                -> wrap-file-key
                AAECAwQFBgcICQoLDA0ODw
                -> extension-labels

                -> done


                """)
        #expect(
            text(try unwrap().opening) == """
                -> add-identity \(identity)

                -> recipient-stanza 0 x 1 2
                CQ
                -> done


                """)
    }

    @Test func greaseIsSentSometimes() throws {
        let grease = Set(try wrap(Self.grease).opening).subtracting(try wrap().opening)
        #expect(grease.map(\.type) == ["grease-11111111"])
        #expect(try unwrap(Self.grease).opening.count == (try unwrap().opening.count) + 1)
        for seed in 0..<50 as Range<UInt64> {
            for stanza in try pluginGrease(SeededRandom(seed).bytes) { #expect(stanza.type.hasPrefix("grease-")) }
        }
    }

    private static func stanza(_ type: String, _ arguments: [String] = [], _ body: String = "") throws -> Stanza {
        try Stanza(type: type, arguments: arguments, body: Array(body.utf8))
    }

    /// What is answered: the reply's first line, `?` for a question, `!` for the outcome, or the refusal's code.
    private func step(_ conversation: inout some PluginConversation, _ stanza: Stanza) -> String {
        do throws(AgeError) {
            switch try conversation.receive(stanza) {
            case .reply(let stanza): return ([stanza.type] + stanza.arguments).joined(separator: " ")
            case .ask: return "?"
            case .finish: return "!"
            }
        } catch {
            return error.code
        }
    }

    @Test func wrapStepsAreAsSpecified() throws {
        let cases: [(Stanza, String)] = [
            (try Self.stanza("msg", [], "touch"), "?"), (try Self.stanza("request-secret"), "?"), (try Self.stanza("request-public"), "?"),
            (try Self.stanza("confirm", ["eQ"]), "?"), (try Self.stanza("confirm", ["eQ", "bg"]), "?"),
            (try Self.stanza("confirm"), "plugin-misbehaved"), (try Self.stanza("confirm", ["eQ", "bg", "bg"]), "plugin-misbehaved"),
            (try Self.stanza("confirm", ["eQ=="]), "plugin-misbehaved"), (try Self.stanza("file-key", ["0"]), "unsupported"),
            (try Self.stanza("grease-1", ["a"], "b"), "unsupported"), (try Self.stanza("labels", ["a", "b"]), "ok"),
            (try Self.stanza("labels"), "plugin-misbehaved"), (try Self.stanza("recipient-stanza", ["0"]), "plugin-misbehaved"),
            (try Self.stanza("recipient-stanza", ["1", "x"]), "plugin-misbehaved"),
            (try Self.stanza("recipient-stanza", ["00", "x"]), "plugin-misbehaved"),
            (try Self.stanza("recipient-stanza", ["0", "x", "y"], "z"), "ok"), (try Self.stanza("done"), "!"),
        ]
        var conversation = try wrap()
        for (stanza, expected) in cases { #expect(step(&conversation, stanza) == expected, "\(stanza.type)") }
        guard case .finish(let wrapped) = try conversation.receive(try Self.stanza("done")) else {
            Issue.record("it didn't finish")
            return
        }
        #expect(wrapped == WrappedKey(stanzas: [try Self.stanza("x", ["y"], "z")], labels: ["a", "b"]))
    }

    @Test func unwrapStepsAreAsSpecified() throws {
        let key = "0123456789abcdef"
        let cases: [(Stanza, String)] = [
            (try Self.stanza("recipient-stanza", ["0", "x"]), "unsupported"), (try Self.stanza("labels"), "unsupported"),
            (try Self.stanza("msg"), "?"), (try Self.stanza("file-key", ["1"], key), "plugin-misbehaved"),
            (try Self.stanza("file-key", [], key), "plugin-misbehaved"),
            (try Self.stanza("file-key", ["0"], key + "x"), "plugin-misbehaved"),
            (try Self.stanza("file-key", ["0"], key), "ok"), (try Self.stanza("file-key", ["0"], key), "plugin-misbehaved"),
            (try Self.stanza("done"), "!"),
        ]
        var conversation = try unwrap()
        for (stanza, expected) in cases { #expect(step(&conversation, stanza) == expected, "\(stanza.type)") }
        var empty = try unwrap()
        if case .finish(nil) = try empty.receive(try Self.stanza("done")) { return }
        Issue.record("something came of nothing")
    }

    /// The plugin hears `ok` to its error, and goes on to its end; whatever else it sent is void.
    @Test func errorsDecideAtTheEnd() throws {
        var conversation = try unwrap()
        #expect(step(&conversation, try Self.stanza("file-key", ["0"], "0123456789abcdef")) == "ok")
        #expect(step(&conversation, try Self.stanza("error", ["identity", "0"], "no token")) == "ok")
        #expect(step(&conversation, try Self.stanza("error", ["internal"], "later")) == "ok")
        #expect(throws: AgeError.pluginRefused(name: "test", message: "no token")) { try conversation.receive(try Self.stanza("done")) }
        var wrap = try wrap()
        #expect(step(&wrap, try Self.stanza("error", ["recipient", "0"], "no")) == "ok")
        #expect(step(&wrap, try Self.stanza("done")) == "plugin-refused")
    }

    @Test func pluginMayNotFillTheHeader() throws {
        var conversation = try wrap()
        let stanza = try Self.stanza("recipient-stanza", ["0", "x"])
        for _ in 0..<HeaderLimits.maximumStanzas { #expect(step(&conversation, stanza) == "ok") }
        #expect(step(&conversation, stanza) == "plugin-misbehaved")
    }

    @Test func answersAreAsSpecified() throws {
        let confirm = PluginQuestion.confirm("?", yes: "y", no: "n")
        let cases: [(PluginQuestion, PluginAnswer, String)] = [
            (.message("m"), .shown, "-> ok\n\n"), (.message("m"), .unavailable, "-> fail\n\n"), (.message("m"), .typed("x"), "-> fail\n\n"),
            (confirm, .chosen(yes: true), "-> ok yes\n\n"), (confirm, .chosen(yes: false), "-> ok no\n\n"),
            (.confirm("?", yes: "y", no: nil), .chosen(yes: true), "-> ok yes\n\n"),
            (.confirm("?", yes: "y", no: nil), .chosen(yes: false), "-> fail\n\n"), (confirm, .unavailable, "-> fail\n\n"),
            (.value("?", isSecret: true), .typed("hej"), "-> ok\naGVq\n"), (.value("?", isSecret: false), .typed(""), "-> ok\n\n"),
            (.value("?", isSecret: true), .shown, "-> fail\n\n"),
        ]
        for (question, answer, expected) in cases { #expect(text([try wrap().reply(to: question, with: answer)]) == expected) }
    }

    @Test func foreignTextIsMadeFit() {
        #expect(PluginText.safe(Array("a\u{1B}[2Jb\nc\u{202E}d\u{9B}".utf8)) == "a [2Jb c d ")
        #expect(PluginText.safe([0xFF]) == "\u{FFFD}")
        #expect(PluginText.safe([UInt8](repeating: 0x61, count: 5000)).utf8.count == PluginLimits.maximumMessageBytes)
    }

    @Test(arguments: [1, 3, 1000])
    func stanzasAreReadInPieces(pieceSize: Int) throws {
        let stanzas = [
            try Self.stanza("msg", [], String(repeating: "x", count: 48)), try Self.stanza("a", ["b"]),
            try Self.stanza("c", [], String(repeating: "y", count: 500)),
        ]
        let bytes = stanzas.flatMap(\.encoded)
        var reader = StanzaReader()
        var read: [Stanza] = []
        for start in stride(from: 0, to: bytes.count, by: pieceSize) {
            reader.feed(Array(bytes[start..<min(bytes.count, start + pieceSize)]))
            while let stanza = try reader.next() { read.append(stanza) }
        }
        #expect(read == stanzas)
    }

    @Test func readerHoldsItsBounds() throws {
        let line = String(repeating: "A", count: 64) + "\n"
        let cases = [
            "hello\n", "->\n\n", "-> a  b\n\n", "-> a\n*\n", "-> a\nAAAA=\n", "-> " + String(repeating: "a", count: 5000),
            "-> a\n" + String(repeating: line, count: 1100),
        ]
        for text in cases {
            var reader = StanzaReader()
            reader.feed(Array(text.utf8))
            #expect(throws: AgeError.self) { try reader.next() }
        }
        var reader = StanzaReader()
        reader.feed(Array(String(repeating: "-> a\n\n", count: PluginLimits.maximumStanzas + 1).utf8))
        for _ in 0..<PluginLimits.maximumStanzas { #expect(try reader.next() != nil) }
        #expect(throws: AgeError.self) { try reader.next() }
    }
}
