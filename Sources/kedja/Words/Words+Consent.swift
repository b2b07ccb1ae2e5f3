import Exchange

extension Words {
    /// `kedja consent`.
    enum Consent {
        static let noun = Phrase(sv: "Samtycken.", en: "Consents.")
        static let record = Phrase(sv: "Anteckna vad som avtalats med personen.", en: "Record what was agreed with the person.")
        static let recordDiscussion = Phrase(
            sv: "Skriver ut den text som ska läsas upp för personen, signerar och sparar. Den som nekar antecknas med --refused.",
            en: "Prints the text to read aloud to the person, signs and keeps it. A no is recorded with --refused.")
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
        static let personHeard = Phrase(sv: "Personen själv har hörts.", en: "The person was heard.")
        static let method = Phrase(sv: "Hur svaret gavs.", en: "How the answer was given.")
        static let paper = Phrase(sv: "Det inlästa papperet; dess SHA-256 antecknas.", en: "The scanned paper; its SHA-256 is recorded.")
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
            withdrawn: Phrase(sv: "Återkallat", en: "Withdrawn"), replacedBy: Phrase(sv: "Ersatt av", en: "Replaced by")
        )
        static let headings = [labels.consent, labels.state, labels.from, labels.to, labels.categories, labels.period]
        static let withdrew = Phrase(
            sv: "Samtycket är återkallat. Ingen kan läsa på det längre.", en: "The consent is withdrawn. Nobody can read on it any more.")

        static func recorded(_ consent: ConsentView) -> Phrase {
            switch consent.terms.decision {
            case .given: Phrase(sv: "Samtycket är antecknat: \(consent.id)", en: "The consent is recorded: \(consent.id)")
            case .refused: Phrase(sv: "Nekat samtycke är antecknat: \(consent.id)", en: "The refusal is recorded: \(consent.id)")
            }
        }
    }
}
