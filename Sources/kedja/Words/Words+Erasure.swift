import Exchange

extension Words {
    /// `kedja participant erase` and `erasures`.
    enum Erasure {
        static let erase = Phrase(
            sv: "Radera en deltagare: en person begär, en annan bekräftar.", en: "Erase a participant: one person asks, another confirms.")
        static let discussion = Phrase(
            sv: """
                Begär:    kedja participant erase PAR --ground "GDPR art. 17.1 b" --reason "…"
                Bekräfta: kedja participant erase --confirm ERA
                Grunderna står i policies/retention.yaml. Finns en myndighets handlingar med krävs ett gallringsbeslut: --decision. \
                Det som raderas kan ingen få tillbaka. Loggen står kvar och går att kontrollera; texterna om personen är borta.
                """,
            en: """
                Ask:     kedja participant erase PAR --ground "GDPR art. 17.1 b" --reason "…"
                Confirm: kedja participant erase --confirm ERA
                The grounds stand in policies/retention.yaml. Where an authority's documents are among it a decision must be named: \
                --decision. What is erased nobody can bring back. The log stays and verifies; its texts about the person are gone.
                """)
        static let list = Phrase(
            sv: "Lista raderingar som rör din organisation.", en: "List the erasures that concern your organisation.")
        static let ground = Phrase(
            sv: "Lag och bestämmelse, som retention.yaml skriver dem.", en: "Act and section, as retention.yaml has them.")
        static let reason = Phrase(
            sv: "Varför. Försvinner med det som raderas.", en: "Why. It goes with what is erased.")
        static let decision = Phrase(
            sv: "Gallringsbeslutet: beteckning och datum. Inga personuppgifter; det står kvar i loggen.",
            en: "The decision (gallringsbeslut): reference and date. Nothing personal; it stays in the log.")
        static let confirm = Phrase(
            sv: "Bekräfta en radering som någon annan har begärt, era_….", en: "Confirm an erasure that somebody else has asked for, era_…."
        )
        static let decline = Phrase(sv: "Avslå den, eller ta tillbaka din egen.", en: "Decline it, or take your own back.")
        static let incomplete = Phrase(
            sv: "ange deltagare, --ground och --reason, eller --confirm, eller --decline",
            en: "give a participant, --ground and --reason, or --confirm, or --decline")
        static let oneOfThree = Phrase(
            sv: "begär, bekräfta eller avslå: ett åt gången", en: "ask, confirm or decline: one at a time")
        static let headings = [
            Phrase(sv: "Radering", en: "Erasure"), Phrase(sv: "Läge", en: "State"), Phrase(sv: "Av", en: "Of"),
            Phrase(sv: "Med handlingar hos", en: "With documents of"), Phrase(sv: "Grund", en: "Ground"), Phrase(sv: "Begärd", en: "Asked"),
            Phrase(sv: "Avgjord eller senast", en: "Ended, or at the latest"),
            Phrase(sv: "Post", en: "Entry"),
        ]

        static func asked(_ id: ErasureID) -> Phrase { Phrase(sv: "Raderingen är begärd: \(id)", en: "The erasure is asked for: \(id)") }
        static func awaits(until time: String) -> Phrase {
            Phrase(
                sv: "Inget är raderat än. Någon annan ska bekräfta den senast \(time).",
                en: "Nothing is erased yet. Somebody else is to confirm it by \(time).")
        }
        static let declined = Phrase(sv: "Raderingen blir inte av.", en: "The erasure won't be done.")
        static func done(_ target: String) -> Phrase { Phrase(sv: "Raderad: \(target)", en: "Erased: \(target)") }
        static func completeness(_ complete: Bool) -> Phrase {
            complete
                ? Phrase(sv: "Filer och databas är rensade.", en: "Files and database are cleared.")
                : Phrase(
                    sv: "Nycklarna är förstörda. Filer eller databas rensas klart senare; se «kedja participant erasures».",
                    en: "The keys are destroyed. Files or database are cleared later; see `kedja participant erasures`.")
        }
    }

    /// `kedja retention`.
    enum Retention {
        static let noun = Phrase(sv: "Gallring efter reglerna i retention.yaml.", en: "What is due by the rules of retention.yaml.")
        static let list = Phrase(sv: "Lista det som ska gallras hos din organisation.", en: "List what of your organisation's is due.")
        static let confirm = Phrase(
            sv: "Begär att något gallras, eller bekräfta det som någon annan har begärt.",
            en: "Ask for the erasure of what is due, or confirm what somebody else has asked.")
        static let discussion = Phrase(
            sv: "Den första skriver doc_… eller par_… ur listan, den andra den era_… som den första fick.",
            en: "The first person writes a doc_… or par_… of the list, the second the era_… that the first was given.")
        static let ids = Phrase(sv: "doc_… eller par_… ur listan, eller era_….", en: "A doc_… or par_… of the list, or an era_….")
        static let wholePerson = Phrase(sv: "hela personen", en: "the whole person")
        static let headings = [
            Phrase(same: "Id"), Phrase(sv: "Slag", en: "Category"), Phrase(sv: "Regel", en: "Rule"), Phrase(sv: "Stöd", en: "Reference"),
            Phrase(sv: "Sedan", en: "Since"), Phrase(sv: "Radering", en: "Erasure"),
        ]

        static func notDue(_ id: String) -> Phrase { Phrase(sv: "\(id) ska inte gallras nu", en: "\(id) is not due") }
        static let notDueHint = Phrase(sv: "se «kedja retention list»", en: "see `kedja retention list`")
    }
}

extension ErasureState: Worded {
    var words: Phrase {
        switch self {
        case .asked: Phrase(sv: "begärd", en: "asked")
        case .declined: Phrase(sv: "avslagen", en: "declined")
        case .expired: Phrase(sv: "för gammal", en: "expired")
        case .done: Phrase(sv: "gjord", en: "done")
        }
    }
}
