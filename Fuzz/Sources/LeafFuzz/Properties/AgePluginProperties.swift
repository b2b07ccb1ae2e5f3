@testable import Age
import FuzzKit

/// What a plugin writes: stanzas come out of pieces as out of the whole, and both conversations end or go on, and never show the terminal
/// what could move its cursor.
enum AgePluginProperties {
    static let target = FuzzTarget("age-plugin", dictionary: "age", replays: 1500, seeds: { seeds }, check)

    private static let seeds: [[UInt8]] = [
        Array("-> msg\nVG91Y2ggaXQ\n-> confirm eWVz bm8\nR28gb24/\n-> request-secret\nUElOPw\n-> file-key 0\n")
            + Array("BwcHBwcHBwcHBwcHBwcHBw\n-> done\n\n"),
        Array("-> labels postquantum a\n\n-> recipient-stanza 0 x b\nYWJj\n-> grease-7 a\n\n-> done\n\n"),
        Array("-> error internal\nTm8gdG9rZW4\n-> done\n\n"),
    ]

    static func check(_ bytes: [UInt8]) -> FuzzOutcome {
        outcome {
            let whole = stanzas([bytes[...]])
            let pieces = stanzas(bytes.pieces(upTo: 70))
            try require(whole.stanzas == pieces.stanzas && whole.isSound == pieces.isSound, "other stanzas in pieces")
            let name = PluginName("fuzz") ?? fixture { throw AgeError.noMatch }
            let random = AgeFixtures.bytes(40)
            let header = AgeFixtures.headers[0]
            let unwrapping = try UnwrapConversation(name: name, identities: [], stanzas: header.stanzas, random: random)
            let wrapping = try WrapConversation(
                name: name, fileKey: AgeFixtures.fileKey, recipients: [], identities: [], random: random)
            try converse(unwrapping, whole.stanzas)
            try converse(wrapping, whole.stanzas)
            return !whole.stanzas.isEmpty
        }
    }

    private static func stanzas(_ pieces: [ArraySlice<UInt8>]) -> (stanzas: [Stanza], isSound: Bool) {
        var reader = StanzaReader()
        var found: [Stanza] = []
        for piece in pieces {
            reader.feed(Array(piece))
            do {
                while let stanza = try reader.next() { found.append(stanza) }
            } catch { return (found, false) }
        }
        return (found, true)
    }

    private static func converse(_ conversation: some PluginConversation, _ stanzas: [Stanza]) throws {
        var conversation = conversation
        for stanza in stanzas {
            let received = Result { try conversation.receive(stanza) }
            switch received {
            case .success(.reply(let reply)): try isWritten(reply)
            case .success(.ask(let question)):
                try isPlain(texts(of: question))
                for answer in [PluginAnswer.shown, .chosen(yes: false), .typed("1234"), .unavailable] {
                    try isWritten(try conversation.reply(to: question, with: answer))
                }
            case .failure(AgeError.pluginRefused(_, let message)): return try isPlain([message])
            case .success(.finish), .failure: return
            }
        }
    }

    /// A reply is read by a plugin as a stanza.
    private static func isWritten(_ reply: Stanza) throws {
        var parser = HeaderParser(reply.encoded)
        try require((try? parser.stanza()) == reply, "a reply that isn't read back: \(reply)")
    }

    private static func texts(of question: PluginQuestion) -> [String] {
        switch question {
        case .message(let text), .value(let text, _): [text]
        case .confirm(let text, let yes, let no): [text, yes, no ?? ""]
        }
    }

    private static func isPlain(_ texts: [String]) throws {
        let isPlain = texts.joined().unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7f...0x9f).contains($0.value) }
        try require(isPlain, "a control character for the terminal")
    }
}
