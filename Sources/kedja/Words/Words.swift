// The one catalogue of what `kedja` says to people: commands ask it for phrases and hold no sentences of their own.
//
//     Words.Case.opened(id).text        // "Ärendet case_… är öppnat." or, with --lang en, "Case case_… is open."
//
// - `Words+<Noun>.swift`: help and answers of one noun's commands.
// - `ErrorWords.swift`, `WireFaultWords.swift`, `LocalFault.swift`: errors by their stable codes.
// - `Vocabulary.swift`: categories, purposes, states, roles.
// - `ParserWords.swift`: what the argument parser says, which speaks English only.
//
// What a receipt proves and which exit code an error has is decided elsewhere; here are words alone.

/// What `kedja` says.
enum Words {
    static let receipt: @Sendable (UInt64) -> Phrase = { index in
        Phrase(sv: "Loggpost \(index), bevis kontrollerat.", en: "Log entry \(index), proof checked.")
    }
    static func witnessed(_ signed: Int, of organisations: Int) -> Phrase {
        Phrase(
            sv: "Loggen är bevittnad av \(signed) av \(organisations).", en: "The log is witnessed by \(signed) of \(organisations).")
    }
    static let error = Phrase(sv: "fel", en: "error")
    static let hint = Phrase(sv: "råd", en: "hint")
    static let yes = Phrase(sv: "ja", en: "yes")
    static let no = Phrase(sv: "nej", en: "no")
    static let failed = Phrase(sv: "det gick inte", en: "it failed")
    static let nothing = Phrase(sv: "Inget att visa.", en: "Nothing to show.")

    /// The months' names, from January.
    static var months: [String] {
        Phrase(
            sv: "januari februari mars april maj juni juli augusti september oktober november december",
            en: "January February March April May June July August September October November December"
        ).text.split(separator: " ").map(String.init)
    }

    /// What a program said in its own English.
    static func detail(_ sentence: String) -> Phrase {
        Phrase(sv: "närmare bestämt, på engelska: \(sentence)", en: "in detail: \(sentence)")
    }

    static func answer(_ yes: Bool) -> Phrase { yes ? Words.yes : Words.no }
}
