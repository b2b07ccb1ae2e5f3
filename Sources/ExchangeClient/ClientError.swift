package import ExchangeAPI

/// Why the client didn't do what was asked. Equality goes by `code`; the sentence is for people.
package struct ClientError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What an executable's exit status tells apart.
    package enum ExitClass: String, Sendable, Hashable, CaseIterable {
        /// The caller's words or the call's form are wrong.
        case usage
        /// The exchange says no.
        case refused
        /// There is no such thing, or one may not see it.
        case notFound
        /// The daemon can't be reached, or can't answer now.
        case unavailable
        /// What came back isn't what it should be: don't rely on it.
        case integrity
        /// Something on this computer: a file, a certificate, a key.
        case local
    }

    /// Stable; what a program looks at. A refusal by the exchange has the problem's code.
    package let code: String
    /// What is wrong, in English, without a full stop. Holds no key and nothing of a document.
    package let sentence: String
    /// What to do next.
    package let hint: String?
    /// What the exchange answered, when it refused.
    package let problem: Problem?
    package let exitClass: ExitClass
    /// When the daemon wants to be asked again, as it wrote it.
    var retryAfter: String?

    package init(_ exitClass: ExitClass, _ code: String, _ sentence: String, hint: String? = nil, problem: Problem? = nil) {
        self.exitClass = exitClass
        self.code = code
        self.sentence = SafeText.line(sentence)
        self.hint = hint.map { SafeText.line($0) }
        self.problem = problem
    }

    package var description: String { sentence }

    package static func == (left: ClientError, right: ClientError) -> Bool { left.code == right.code }

    package func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension ClientError {
    static func integrity(_ code: String, _ sentence: String, hint: String? = nil) -> ClientError {
        ClientError(.integrity, code, sentence, hint: hint ?? "don't rely on it; report it to the exchange's administrator")
    }

    static func local(_ code: String, _ sentence: String, hint: String? = nil) -> ClientError {
        ClientError(.local, code, sentence, hint: hint)
    }
}

/// Text from elsewhere, made fit for a terminal: a daemon or a document's name must not move the cursor or hide a word.
package enum SafeText {
    /// The most characters that a line keeps.
    package static let longest = 2000

    /// One line: control characters, line separators and direction marks become `?`; what is too long ends in `…`.
    package static func line(_ text: String) -> String {
        whole(String(text.unicodeScalars.prefix(longest))) + (text.unicodeScalars.count > longest ? "…" : "")
    }

    /// The same, however long: for whoever is to be told everything.
    package static func whole(_ text: String) -> String {
        var safe = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { safe.append(isVisible(scalar) ? scalar : "?") }
        return String(safe)
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}
