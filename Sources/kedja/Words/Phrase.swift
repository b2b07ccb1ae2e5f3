import ArgumentParser

/// A sentence in every language that Kedja speaks. There is no way to make one with a language missing.
struct Phrase: Hashable, Sendable {
    let sv: String
    let en: String

    init(sv: String, en: String) {
        self.sv = sv
        self.en = en
    }

    /// What reads the same in every language: an id, a name, a path.
    init(same text: String) { self.init(sv: text, en: text) }

    subscript(language: Language) -> String {
        switch language {
        case .sv: sv
        case .en: en
        }
    }

    /// The sentence in the language of this run.
    var text: String { self[.current] }

    /// As at the beginning of a line.
    var capitalised: Phrase { Phrase(sv: sv.prefix(1).uppercased() + sv.dropFirst(), en: en.prefix(1).uppercased() + en.dropFirst()) }

    /// As the help of an argument.
    var help: ArgumentHelp { ArgumentHelp(stringLiteral: text) }

    /// As the help of an argument whose value is called `name`.
    func help(_ name: Phrase) -> ArgumentHelp { ArgumentHelp(text, valueName: name.text) }
}

extension [Phrase] {
    /// One after the other, with `separator` between.
    func joined(_ separator: String) -> Phrase {
        Phrase(sv: map(\.sv).joined(separator: separator), en: map(\.en).joined(separator: separator))
    }

    /// `a, b and c`.
    var enumeration: Phrase {
        guard let last, count > 1 else { return first ?? Phrase(same: "") }
        let before = Array(dropLast()).joined(", ")
        return Phrase(sv: "\(before.sv) och \(last.sv)", en: "\(before.en) and \(last.en)")
    }
}
