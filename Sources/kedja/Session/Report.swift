import Age
import Exchange
import ExchangeAPI
import ExchangeClient
import PKI
import WitnessServer

/// How an error ends the process: its words on standard error and the exit code. The one place where errors become words.
struct Report: Hashable, Sendable {
    let code: String
    let sentence: Phrase
    let hints: [Phrase]
    let exit: ExitStatus

    init(code: String, _ words: FaultWords, detail: String? = nil, exit: ExitStatus) {
        self.code = code
        sentence = Phrase(sv: words.sentence.sv, en: detail ?? words.sentence.en)
        hints = [words.hint, Language.current == .en ? nil : detail.map { Words.detail($0) }].compactMap { $0 }
        self.exit = exit
    }

    init(_ error: any Error) {
        switch error {
        case let error as LocalFault: self.init(code: error.code.rawValue, error.words, exit: error.exit)
        case let error as ClientError: self.init(client: error)
        case let error as AgeError: self.init(code: error.code, error.faultWords, detail: error.detail, exit: error.exit)
        case let error as WitnessFault: self.init(code: error.code, error.faultWords, exit: error.exit)
        case let error as PKIError: self.init(code: error.code, error.faultWords, exit: error.exit)
        case let error as ExchangeError: self.init(code: error.code.rawValue, error.code.faultWords, detail: error.sentence, exit: .failure)
        default: self.init(code: "failed", FaultWords(Words.failed), detail: String(describing: error), exit: .failure)
        }
    }

    /// `kedja: fel: …` and, apart from it, `kedja: råd: …`.
    var lines: [String] {
        ["kedja: \(Words.error.text): \(SafeText.line(sentence.text))"]
            + hints.map { "kedja: \(Words.hint.text): \(SafeText.line($0.text))" }
    }

    /// For programs: the stable code beside the words.
    var asJSON: ReportBody {
        ReportBody(error: .init(code: code, sentence: sentence.text, hints: hints.map(\.text), exit: exit.rawValue))
    }
}

/// An error on standard error with `--json`.
struct ReportBody: Codable, Hashable {
    struct Body: Codable, Hashable {
        let code: String
        let sentence: String
        let hints: [String]
        let exit: Int32
    }

    let error: Body
}

extension Report {
    /// The client's own errors, and the exchange's refusals that it passes on. A code that has no words keeps its English sentence.
    private init(client error: ClientError) {
        let exit = ExitStatus(error.exitClass)
        if let reason = error.unusableGround {
            self.init(code: error.code, reason.faultWords, exit: exit)
            return
        }
        guard let words = FaultWords(code: error.code) ?? FaultWords(clientCode: error.code) else {
            let hint = error.hint.map { Phrase(same: $0) }
            self.init(code: error.code, FaultWords(Phrase(same: error.sentence), hint: hint), exit: exit)
            return
        }
        self.init(code: error.code, words.naming(error.problem?.policies ?? []), detail: error.detail, exit: exit)
    }
}

extension FaultWords {
    /// The same, with the policies that decided: their names say much, and can be looked up.
    fileprivate func naming(_ policies: [String]) -> FaultWords {
        guard !policies.isEmpty else { return self }
        let names = Phrase(same: " (\(policies.joined(separator: ", ")))")
        return FaultWords([sentence, names].joined(""), hint: hint)
    }
}

extension ClientError {
    /// Which reason it was, of those that have words of their own.
    fileprivate var unusableGround: UnusableGround? {
        guard code == ExchangeError.Code.groundNotUsable.rawValue else { return nil }
        return problem?.reason.flatMap(UnusableGround.init(rawValue:))
    }

    /// The English sentence where it knows more than the words do: which file, which profile, what is wrong with it.
    fileprivate var detail: String? {
        guard let known = ExchangeError.Code(rawValue: code) else { return FaultWords.plainClientCodes.contains(code) ? nil : sentence }
        return known.needsDetail ? sentence : nil
    }
}

extension ExitStatus {
    init(_ exitClass: ClientError.ExitClass) {
        switch exitClass {
        case .usage: self = .usage
        case .refused: self = .refused
        case .notFound: self = .notFound
        case .unavailable: self = .unavailable
        case .integrity: self = .integrity
        case .local: self = .local
        }
    }
}
