import Age
import ExchangeClient
import Foundation

/// What plugins of the age format may do here: programs of PATH, and questions on the terminal.
enum PluginPrompts {
    static func host() -> PluginHost {
        let environment = ProcessInfo.processInfo.environment
        return PluginHost(
            searchPath: environment["PATH"] ?? "", environment: environment, random: SystemSources.bytes, ask: answer)
    }

    /// For the keys of a profile.
    static var ofOfficer: OfficerKeys.Prompts {
        OfficerKeys.Prompts(passphrase: { try? SecretPrompt.read(Words.Sealing.askFor($0)) }, plugins: host())
    }

    private static func answer(_ name: PluginName, _ question: PluginQuestion) async -> PluginAnswer {
        switch question {
        case .message(let text):
            Terminal.write("kedja: \(words(name, text).text)\n", to: .standardError)
            return .shown
        case .value(let text, let isSecret):
            return (try? SecretPrompt.read(words(name, text), isShown: !isSecret)).map { .typed($0) } ?? .unavailable
        case .confirm(let text, let yes, let no):
            return confirm(words(name, text), SafeText.line(yes), no.map(SafeText.line))
        }
    }

    /// The first choice is 1, the second 2.
    private static func confirm(_ question: Phrase, _ yes: String, _ no: String?) -> PluginAnswer {
        let choices = Phrase(same: "[1: \(yes)\(no.map { ", 2: \($0)" } ?? "")]")
        switch try? SecretPrompt.read([question, choices].joined(" "), isShown: true) {
        case "1": return .chosen(yes: true)
        case "2" where no != nil: return .chosen(yes: false)
        default: return .unavailable
        }
    }

    private static func words(_ name: PluginName, _ text: String) -> Phrase {
        Words.Sealing.plugin(name.description, SafeText.line(text))
    }
}
