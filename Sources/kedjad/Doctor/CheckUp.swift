import ExchangeServer
import Foundation

/// One thing that the doctor has looked at.
struct CheckUp: Encodable, Sendable {
    enum Verdict: String, Encodable, Sendable { case ok, warn, fail }

    let name: String
    let verdict: Verdict
    let text: String
    /// What to do; `nil` where all is well.
    let advice: String?

    static func ok(_ name: String, _ text: String) -> CheckUp { CheckUp(name: name, verdict: .ok, text: text, advice: nil) }
    static func warn(_ name: String, _ text: String, _ advice: String) -> CheckUp {
        CheckUp(name: name, verdict: .warn, text: text, advice: advice)
    }
    static func fail(_ name: String, _ text: String, _ advice: String) -> CheckUp {
        CheckUp(name: name, verdict: .fail, text: text, advice: advice)
    }
    static func fail(_ name: String, _ error: DaemonError) -> CheckUp {
        fail(name, error.codedSentence.replacing("\n", with: "; "), error.hint ?? "correct it and run kedjad doctor again")
    }

    /// `warn  backup: none is known; make one: kedjad backup FOLDER`.
    var line: String {
        verdict.rawValue.padding(toLength: 6, withPad: " ", startingAt: 0) + name + ": " + text + (advice.map { "; \($0)" } ?? "")
    }
}
