extension Words {
    /// `kedja policy diff`.
    enum PolicyDiff {
        static let abstract = Phrase(
            sv: "Visa vad som ändras mellan två mappar med regler.", en: "Show what changes between two folders of policies.")
        static let discussion = Phrase(
            sv: """
                Ställer alla frågor i «kedja policy matrix», för varje ägare, och alla rader i båda mapparnas tests.yaml till båda mapparnas
                regler, och visar de svar som ändras: det som blir tillåtet först. Slutar med kod 8 om något blir tillåtet, annars med 0.
                """,
            en: """
                Asks the policies of both folders all that `kedja policy matrix` asks, for every owner, and every row of both tables
                tests.yaml, and shows the answers that change: what becomes permitted first. Ends with code 8 if anything does, else 0.
                """)
        static let old = Phrase(sv: "Mappen med reglerna som gäller.", en: "The folder of the policies in force.")
        static let new = Phrase(sv: "Mappen med reglerna som ska ta över.", en: "The folder of the policies to come.")
        static let opened = Phrase(sv: "de ändrade reglerna tillåter något nytt", en: "the changed policies permit something new")
        static let all = Phrase(sv: "alla", en: "all")

        static func mark(_ permitted: Bool, _ what: Phrase) -> Phrase {
            permitted
                ? Phrase(sv: "+ nu tillåtet: \(what.sv)", en: "+ now permitted: \(what.en)")
                : Phrase(sv: "- inte längre tillåtet: \(what.sv)", en: "- no longer permitted: \(what.en)")
        }
        static func row(_ name: String) -> Phrase { Phrase(sv: "raden «\(name)»", en: "the row “\(name)”") }
        static func reading(consent: Bool, _ categories: Phrase, _ purposes: Phrase) -> Phrase {
            Phrase(
                sv: "läsa \(consent ? "med" : "utan") samtycke; slag: \(categories.sv); ändamål: \(purposes.sv)",
                en: "reading \(consent ? "with" : "without") consent; categories: \(categories.en); purposes: \(purposes.en)")
        }
        static func pair(_ receivers: String, _ owners: String) -> Phrase {
            Phrase(sv: "\(receivers) läser från \(owners)", en: "\(receivers) reading from \(owners)")
        }
        static func change(from old: Phrase, to new: Phrase) -> Phrase {
            Phrase(sv: "förut \(old.sv), nu \(new.sv)", en: "before \(old.en), now \(new.en)")
        }
        static func counts(permitted: Int, denied: Int) -> Phrase {
            Phrase(sv: "\(permitted) svar blir ja, \(denied) blir nej.", en: "\(permitted) answers become yes, \(denied) become no.")
        }
    }
}
