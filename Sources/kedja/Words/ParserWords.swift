import ArgumentParser

/// What the argument parser says, which speaks English alone: its help's headings and its refusals, put into the user's language.
enum ParserWords {
    /// Help in the language of this run.
    static func help(_ text: String) -> String {
        guard Language.current == .sv else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { heading(String($0)) }.joined(separator: "\n")
    }

    /// A refusal by the parser as a usage error; `nil` for an error that came from elsewhere.
    static func refusal(_ error: any Error) -> Report? {
        let lines = Kedja.fullMessage(for: error).split(separator: "\n").map(String.init)
        guard Kedja.exitCode(for: error) == .validationFailure, let first = lines.first, lines.contains(where: { $0.hasPrefix("Usage: ") })
        else { return nil }
        let choices = lines.dropFirst().prefix { $0.hasPrefix("  - ") }.map { String($0.dropFirst(4)) }
        let opening = first.hasPrefix("Error: ") ? String(first.dropFirst("Error: ".count)) : first
        let english = opening.replacing(" the following:", with: "") + (choices.isEmpty ? "" : " " + choices.joined(separator: ", "))
        return Report(code: "usage", FaultWords(sentence(english), hint: hint(lines)), exit: .usage)
    }

    static func sentence(_ english: String) -> Phrase {
        let clean = english.last == "." ? String(english.dropLast()) : english
        let lowered = clean.prefix(1).lowercased() + clean.dropFirst()
        let swedish = openings.first { clean.hasPrefix($0.english) }.map { $0.swedish + clean.dropFirst($0.english.count) }
        let finished = insides.reduce(swedish ?? lowered) { $0.replacing($1.english, with: $1.swedish) }
        return Phrase(sv: finished, en: lowered)
    }

    private static func hint(_ lines: [String]) -> Phrase? {
        guard let line = lines.first(where: { $0.hasPrefix("  See '") }) else { return nil }
        let command = line.split(separator: "'").dropFirst().first.map(String.init) ?? "kedja --help"
        return Phrase(sv: "se «\(command)»", en: "see `\(command)`")
    }

    private static func heading(_ line: String) -> String {
        let translated = headings.first { line.hasPrefix($0.english) }.map { $0.swedish + line.dropFirst($0.english.count) } ?? line
        return helpInsides.reduce(translated) { $0.replacing($1.english, with: $1.swedish) }
    }

    private typealias Pair = (english: String, swedish: String)

    private static let openings: [Pair] = [
        ("Missing expected argument", "det saknas"), ("Missing value for", "det saknas ett värde för"),
        ("Unknown option", "okänd flagga"), ("Unexpected argument", "oväntat ord"),
        ("The value", "värdet"), ("Missing one of", "det saknas någon av"), ("Missing subcommand", "underkommandot saknas"),
    ]

    private static let insides: [Pair] = [
        (" is invalid for ", " går inte för "), (". Please provide one of ", "; välj bland "), (" or ", " eller "), (" and ", " och "),
        ("Did you mean", "menade du"), (" unexpected arguments: ", " oväntade ord: "), ("s unexpected", " oväntade"),
    ]

    private static let headings: [Pair] = [
        ("OVERVIEW:", "OM:"), ("USAGE:", "SKRIV SÅ:"), ("ARGUMENTS:", "ORD:"), ("OPTIONS:", "FLAGGOR:"), ("SUBCOMMANDS:", "KOMMANDON:"),
    ]

    private static let helpInsides: [Pair] = [
        ("Show help information.", "Visa hjälpen."), ("Show the version.", "Visa versionen."),
        ("Show subcommand help information.", "Visa ett kommandos hjälp."), ("(default:", "(annars:"), ("(values:", "(något av:"),
        ("<subcommand>", "<kommando>"), ("<options>", "<flaggor>"), ("for detailed help.", "för mer hjälp."), ("  See '", "  Se '"),
    ]
}
