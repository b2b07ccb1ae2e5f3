/// The languages that people are spoken to in. Swedish unless they ask for English.
enum Language: String, CaseIterable, Sendable {
    case sv, en

    /// The language of this run. Set once, around everything, by ``Start``.
    @TaskLocal static var current: Language = .sv
}

/// Where the language comes from, first one that says: `--lang`, `KEDJA_LANG`, the profile.
struct LanguageChoice {
    let language: Language

    init(arguments: [String], environment: [String: String], profile: () -> String?) {
        let asked = LanguageChoice.value(of: "--lang", in: arguments) ?? environment["KEDJA_LANG"]
        language = (asked ?? profile()).flatMap { Language(rawValue: $0) } ?? .sv
    }

    /// What stands after an option, before the arguments have been parsed: also the help and the parser's errors have a language.
    static func value(of option: String, in arguments: [String]) -> String? {
        if let joined = arguments.first(where: { $0.hasPrefix(option + "=") }) { return String(joined.dropFirst(option.count + 1)) }
        guard let index = arguments.firstIndex(of: option), index + 1 < arguments.count else { return nil }
        return arguments[index + 1]
    }
}
