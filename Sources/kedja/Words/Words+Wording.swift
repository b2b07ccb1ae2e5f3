extension Words {
    /// The texts that are read aloud, as files.
    enum Wording {
        static func unusable(_ file: String, _ fault: WordingFault) -> Phrase {
            let reason = reason(fault)
            return Phrase(sv: "texten \(file) går inte att använda: \(reason.sv)", en: "the wording \(file) can't be used: \(reason.en)")
        }
        static let unusableHint = Phrase(
            sv: "rätta filen, eller flytta bort den; «wordings» i README säger hur den ska se ut",
            en: "mend the file, or move it away; the README says under wordings what it looks like")

        static func noLanguage(_ language: String, among known: [String]) -> Phrase {
            let list = known.joined(separator: ", ")
            return Phrase(
                sv: "det finns ingen text på \(language); välj bland \(list)",
                en: "there is no wording in \(language); choose among \(list)")
        }

        private static func reason(_ fault: WordingFault) -> Phrase {
            switch fault {
            case .tooLarge: Phrase(sv: "den är för stor", en: "it is too large")
            case .unprintable:
                Phrase(sv: "den har tecken som inte går att läsa", en: "it has characters that can't be read")
            case .noText: Phrase(sv: "raden --- och texten efter den saknas", en: "the line --- and the text after it are missing")
            case .unreadableLine(let line):
                Phrase(sv: "raden «\(line)» ska skrivas «namn = ord», en gång", en: "the line `\(line)` must read `name = words`, once")
            case .missingWord(let word): Phrase(sv: "\(word) saknas", en: "\(word) is missing")
            case .unknownWord(let word): Phrase(sv: "\(word) är okänt", en: "\(word) is unknown")
            case .missingPlaceholder(let name): Phrase(sv: "texten saknar {\(name)}", en: "the text lacks {\(name)}")
            case .unknownPlaceholder(let name): Phrase(sv: "{\(name)} är okänt", en: "{\(name)} is unknown")
            case .looseBrace(let line): Phrase(sv: "en klammer står ensam i «\(line)»", en: "a brace stands alone in `\(line)`")
            case .listNotAlone(let name):
                Phrase(
                    sv: "{\(name)} ska stå ensam på en rad, som - {\(name)}", en: "{\(name)} must have a line of its own, as - {\(name)}")
            case .released:
                Phrase(
                    sv: "programmet har redan det språket, och en text ändras aldrig",
                    en: "the program has that language, and a released text never changes")
            case .badName:
                Phrase(sv: "filen ska heta som språket, till exempel so.txt", en: "the file must be named by its language, such as so.txt")
            }
        }
    }
}
