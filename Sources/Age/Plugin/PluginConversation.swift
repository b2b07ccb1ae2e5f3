/// What a plugin wants of the user.
public enum PluginQuestion: Hashable, Sendable {
    /// To know this: touch the token, insert it.
    case message(String)
    /// To choose one of two; `no` may be absent.
    case confirm(String, yes: String, no: String?)
    /// To type something, without echo where it is secret.
    case value(String, isSecret: Bool)
}

/// What the user says. An answer that doesn't fit its question counts as ``unavailable``.
public enum PluginAnswer: Hashable, Sendable {
    /// The message was shown.
    case shown
    /// One of two was chosen.
    case chosen(yes: Bool)
    /// What was typed. Keep it out of logs.
    case typed(String)
    /// There is nobody to ask, or nothing was answered.
    case unavailable
}

/// What the client does after a stanza of the plugin.
enum PluginStep<Outcome: Sendable>: Sendable {
    case reply(Stanza)
    case ask(PluginQuestion)
    case finish(Outcome)
}

/// One run of a plugin, without the program: bytes to begin with, then a step for each stanza that comes
/// (C2SP age-plugin.md, "State machines").
protocol PluginConversation: Sendable {
    associatedtype Outcome: Sendable

    /// As the program is told: `recipient-v1`, `identity-v1`.
    static var stateMachine: String { get }
    var name: PluginName { get }
    /// All that the client says in phase 1.
    var opening: [Stanza] { get }
    /// Phase 2.
    mutating func receive(_ stanza: Stanza) throws(AgeError) -> PluginStep<Outcome>
}

extension PluginConversation {
    func misbehaved(_ reason: String) -> AgeError {
        .pluginMisbehaved(name: name.description, reason: reason)
    }

    static func stanza(_ type: String, _ arguments: [String] = [], body: [UInt8] = []) throws(AgeError) -> Stanza {
        try Stanza(type: type, arguments: arguments, body: body)
    }

    /// The commands that both state machines have; others are answered with `unsupported`, grease among them.
    func common(_ stanza: Stanza) throws(AgeError) -> PluginStep<Outcome> {
        let text = PluginText.safe(stanza.body)
        switch stanza.type {
        case "msg": return .ask(.message(text))
        case "request-public": return .ask(.value(text, isSecret: false))
        case "request-secret": return .ask(.value(text, isSecret: true))
        case "confirm": return .ask(try confirmation(stanza, text))
        default: return .reply(try Self.stanza("unsupported"))
        }
    }

    private func confirmation(_ stanza: Stanza, _ text: String) throws(AgeError) -> PluginQuestion {
        let choices = stanza.arguments.compactMap { Base64.decode($0.utf8) }.map(PluginText.safe)
        guard (1...2).contains(stanza.arguments.count), choices.count == stanza.arguments.count else {
            throw misbehaved("a question for confirmation that is malformed")
        }
        return .confirm(text, yes: choices[0], no: choices.count == 2 ? choices[1] : nil)
    }

    /// What the plugin is told; `fail` where the answer doesn't fit.
    func reply(to question: PluginQuestion, with answer: PluginAnswer) throws(AgeError) -> Stanza {
        switch (question, answer) {
        case (.message, .shown): try Self.stanza("ok")
        case (.confirm(_, _, _), .chosen(yes: true)): try Self.stanza("ok", ["yes"])
        case (.confirm(_, _, .some), .chosen(yes: false)): try Self.stanza("ok", ["no"])
        case (.value, .typed(let text)): try Self.stanza("ok", body: Array(text.utf8))
        default: try Self.stanza("fail")
        }
    }

    /// The plugin's own words for its failure.
    func refusal(_ stanza: Stanza) -> AgeError {
        .pluginRefused(name: name.description, message: PluginText.safe(stanza.body))
    }
}

/// Foreign text, made fit to be shown.
enum PluginText {
    /// Cut to a bound; control characters, which could move a terminal's cursor, become spaces.
    static func safe(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes.prefix(PluginLimits.maximumMessageBytes), as: UTF8.self)
        return String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? " " : $0 }))
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        [.control, .format, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
    }
}

/// A stanza that no version of the protocol knows, so that plugins stay used to ignoring such.
func pluginGrease(_ random: RandomBytes) throws(AgeError) -> [Stanza] {
    let bytes = try draw(8, from: random)
    guard bytes[0] & 3 != 0 else { return [] }
    let type = "grease-" + bytes.map { String($0, radix: 16) }.joined()
    return [try Stanza(type: type, arguments: bytes[1] & 1 == 0 ? [] : [String(bytes[2])], body: bytes[3] & 1 == 0 ? [] : bytes)]
}
