import Exchange

extension Words {
    /// `kedja consent`.
    enum Consent {
        static let noun = Phrase(sv: "Samtycken.", en: "Consents.")
        static let record = Phrase(sv: "Anteckna vad som avtalats med personen.", en: "Record what was agreed with the person.")
        static let recordDiscussion = Phrase(
            sv: """
                Utan flaggorna för vad, vem och hur frågar kommandot om allt i terminalen, organisation för organisation och slag för slag, visar \
                texten att läsa upp, och sparar inget förrän allt är bekräftat. Varje lika svar blir ett samtycke, varje nej ett nekat. Med alla \
                flaggor, för program, skriver det ut texten, signerar och sparar; ett nej antecknas då med --refused.
                """,
            en: """
                Without the options for what, who and how it asks for everything in the terminal, organisation by organisation and category by \
                category, shows the text to read aloud, and keeps nothing before all is confirmed. Each answer that is the same becomes one consent, \
                each no a refused one. With all options, for programs, it prints the text, signs and keeps it; a no is then recorded with --refused.
                """)
        static let list = Phrase(sv: "Lista en deltagares samtycken.", en: "List a participant's consents.")
        static let show = Phrase(sv: "Visa ett samtycke med dess ordalydelse.", en: "Show a consent and its wording.")
        static let withdraw = Phrase(sv: "Återkalla ett samtycke. Det gäller genast.", en: "Withdraw a consent. It takes effect at once.")
        static let verify = Phrase(sv: "Kontrollera ett samtyckes signaturer.", en: "Verify a consent's signatures.")
        static let id = Phrase(sv: "Samtyckets id, cons_….", en: "The consent's id, cons_….")
        static let from = Phrase(
            sv: "Organisation som lämnar ut; kan anges flera gånger.", en: "Organisation that hands out; may be repeated.")
        static let to = Phrase(sv: "Organisation som får läsa; kan anges flera gånger.", en: "Organisation that may read; may be repeated.")
        static let category = Phrase(sv: "Slag av handling; kan anges flera gånger.", en: "Category of document; may be repeated.")
        static let purpose = Phrase(sv: "Ändamål; kan anges flera gånger.", en: "Purpose; may be repeated.")
        static let fromDate = Phrase(sv: "Första dagen (annars nu).", en: "The first day (else now).")
        static let until = Phrase(sv: "Sista dagen.", en: "The last day.")
        static let givenBy = Phrase(sv: "Vem som svarade.", en: "Who answered.")
        static let assignment = Phrase(sv: "Företrädarens uppdrag.", en: "The representative's assignment.")
        static let assignmentScope = Phrase(sv: "Vad uppdraget omfattar.", en: "What the assignment covers.")
        static let textLanguage = Phrase(
            sv: "Språket på texten som läses upp (annars kommandots).",
            en: "The language of the text that is read aloud (else the command's).")
        static let personHeard = Phrase(sv: "Personen själv har hörts.", en: "The person was heard.")
        static let method = Phrase(sv: "Hur svaret gavs.", en: "How the answer was given.")
        static let paper = Phrase(
            sv: "Det inskannade papperet: det läggs in i ärendet, och dess SHA-256 antecknas.",
            en: "The scanned paper: it is put into the case, and its SHA-256 is recorded.")
        static let witness = Phrase(sv: "Vem mer som var med.", en: "Who else was there.")
        static let refused = Phrase(sv: "Personen sa nej.", en: "The person said no.")
        static let supersedes = Phrase(sv: "Det samtycke som det här ersätter.", en: "The consent that this one replaces.")
        static let how = Phrase(sv: "Hur personen sa det.", en: "How the person said so.")
        static let labels = (
            consent: Phrase(sv: "Samtycke", en: "Consent"), state: Phrase(sv: "Läge", en: "State"),
            from: Phrase(sv: "Lämnar ut", en: "From"),
            to: Phrase(sv: "Får läsa", en: "To"), categories: Phrase(sv: "Handlingar", en: "Categories"),
            purposes: Phrase(sv: "Ändamål", en: "Purposes"), period: Phrase(sv: "Gäller", en: "Period"),
            given: Phrase(sv: "Svar från", en: "Given by"),
            recorded: Phrase(sv: "Antecknat", en: "Recorded"), grounds: Phrase(sv: "Grund", en: "Grounds"),
            wording: Phrase(sv: "Text", en: "Wording"),
            withdrawn: Phrase(sv: "Återkallat", en: "Withdrawn"), replacedBy: Phrase(sv: "Ersatt av", en: "Replaced by")
        )
        static func missing(_ options: [String]) -> Phrase {
            let list = options.map { Phrase(same: $0) }.enumeration
            return Phrase(sv: "det saknas \(list.sv)", en: "missing: \(list.en)")
        }
        static let missingHint = Phrase(
            sv: "ange alla, eller kör kommandot i en terminal utan dem: då frågar det",
            en: "give all of them, or run the command in a terminal without any: then it asks")
        static let caseClosed = Phrase(sv: "ärendet är avslutat: inget delas i det", en: "the case is closed: nothing is shared in it")
        static let alone = Phrase(
            sv: "ärendet har bara en organisation som kan dela", en: "the case has only one organisation that can share")
        static let aloneHint = Phrase(
            sv: "ta med handläggare från fler med «kedja case add-officer»", en: "add officers of others by `kedja case add-officer`")

        static func mayRead(to: Phrase, _ categories: Phrase, from: Phrase) -> Phrase {
            Phrase(sv: "\(to.sv) får läsa \(categories.sv) från \(from.sv)", en: "\(to.en) may read \(categories.en) from \(from.en)")
        }
        static func mayNotRead(to: Phrase, _ categories: Phrase, from: Phrase) -> Phrase {
            Phrase(
                sv: "\(to.sv) får inte läsa \(categories.sv) från \(from.sv)", en: "\(to.en) may not read \(categories.en) from \(from.en)")
        }
        static func mightRead(to: Phrase, _ categories: Phrase, from: Phrase) -> Phrase {
            Phrase(
                sv: "\(to.sv) fick läsa \(categories.sv) från \(from.sv)",
                en: "\(to.en) was allowed to read \(categories.en) from \(from.en)")
        }
        static func wantsToRead(to: Phrase, _ categories: Phrase, from: Phrase) -> Phrase {
            Phrase(
                sv: "\(to.sv) vill läsa \(categories.sv) från \(from.sv)", en: "\(to.en) wants to read \(categories.en) from \(from.en)")
        }
        static let withdrew = Phrase(
            sv: "Samtycket är återkallat. Ingen kan läsa på det längre.", en: "The consent is withdrawn. Nobody can read on it any more.")

        static func daysLeft(_ days: Int) -> Phrase {
            switch days {
            case ...0: Phrase(sv: "sista dagen", en: "last day")
            case 1: Phrase(sv: "1 dag kvar", en: "1 day left")
            default: Phrase(sv: "\(days) dagar kvar", en: "\(days) days left")
            }
        }
        static func begins(_ day: String) -> Phrase { Phrase(sv: "börjar gälla \(day)", en: "begins on \(day)") }
        static func scope(_ purposes: Phrase, until day: String?) -> Phrase {
            guard let day else { return Phrase(sv: "för \(purposes.sv)", en: "for \(purposes.en)") }
            return Phrase(sv: "för \(purposes.sv), till och med \(day)", en: "for \(purposes.en), to the end of \(day)")
        }
        /// `återkallat 2026-11-24`; what was replaced was recorded on that day.
        static func ended(_ state: ConsentState, day: String) -> Phrase {
            let words = state.words
            return state == .superseded
                ? Phrase(sv: "\(words.sv), antecknat \(day)", en: "\(words.en), recorded \(day)")
                : Phrase(sv: "\(words.sv) \(day)", en: "\(words.en) \(day)")
        }
        static func count(_ count: Int, _ state: ConsentState) -> Phrase {
            Phrase(sv: "\(count) \(state.words.sv)", en: "\(count) \(state.words.en)")
        }
        static let wasHeard = Phrase(sv: "personen har hörts", en: "the person was heard")
        static let wasNotHeard = Phrase(sv: "personen har inte hörts", en: "the person was not heard")
        static func heardText(_ id: String, _ version: String, _ language: String, isKnown: Bool) -> Phrase {
            let name = "\(id) \(version), \(language)"
            return isKnown
                ? Phrase(sv: "\(name), ordagrant", en: "\(name), word for word")
                : Phrase(sv: "\(name), inte programmets egen", en: "\(name), not the program's own")
        }

        static func recorded(_ consent: ConsentView) -> Phrase {
            switch consent.terms.decision {
            case .given: Phrase(sv: "Samtycket är antecknat: \(consent.id)", en: "The consent is recorded: \(consent.id)")
            case .refused: Phrase(sv: "Nekat samtycke är antecknat: \(consent.id)", en: "The refusal is recorded: \(consent.id)")
            }
        }
    }
}
