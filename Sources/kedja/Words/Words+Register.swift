import Exchange

extension Words {
    /// `kedja participant register-extract`: what a person reads of all that is kept about them.
    enum Register {
        static let command = Phrase(
            sv: "Skriv en deltagares registerutdrag: allt som finns om personen i de ärenden där ni är med (GDPR art. 15).",
            en: "Write a participant's register extract: everything that is kept about the person in the cases that you take part in "
                + "(GDPR art. 15).")
        static let discussion = Phrase(
            sv: """
                Utdraget är till för deltagaren. Det tar med namn, nummer, ärenden, samtycken, handlingarnas beskrivningar, begäranden, \
                nödöppningar, begränsningar och rättelser, men inte vad handlingarna innehåller: kopior lämnar den som äger dem. Att utdraget \
                tas fram loggas. Det innehåller personnummer; lämna det bara till personen.
                """,
            en: """
                The extract is for the participant. It has names, numbers, cases, consents, the documents' descriptions, requests, emergency \
                reads, restrictions and corrections, but not what the documents say: whoever owns them gives copies. That it was made is \
                logged. It holds the personnummer; hand it to the person alone.
                """)
        static func written(_ path: String) -> Phrase {
            Phrase(sv: "Registerutdraget är skrivet: \(path)", en: "The register extract is written: \(path)")
        }

        static let title = Phrase(sv: "Registerutdrag", en: "Register extract")
        static let intro = Phrase(
            sv: "Här står allt som de som är med i dina ärenden här har om dig i Kedja, och hur det används. Vad handlingarna "
                + "innehåller får du av den som äger dem. Får du hjälp av andra också? Be dem om sitt registerutdrag.",
            en: "Here is everything that those who take part in your cases here have about you in Kedja, and how it's used. What the "
                + "documents say you get from whoever owns them. Do others help you, too? Ask them for their register extract.")
        static func about(_ id: ParticipantID) -> Phrase { Phrase(sv: "Ditt nummer i Kedja är \(id).", en: "In Kedja you are \(id).") }
        static func madeAt(_ time: String) -> Phrase {
            Phrase(sv: "Så här var det \(time).", en: "This is how it was at \(time).")
        }

        static func heading(_ section: RegisterReport.Section) -> Phrase {
            switch section {
            case .identity: Phrase(sv: "Vem du är, enligt dem som har registrerat dig", en: "Who you are, by those who registered you")
            case .corrections: Phrase(sv: "Rättelser", en: "Corrections")
            case .cases: Phrase(sv: "Dina ärenden", en: "Your cases")
            case .consents: Phrase(sv: "Dina samtycken", en: "Your consents")
            case .documents: Phrase(sv: "Handlingar om dig", en: "Documents about you")
            case .uploads: Phrase(sv: "Handlingar på väg in", en: "Documents on their way in")
            case .requests: Phrase(sv: "Begäranden om handlingar", en: "Requests for documents")
            case .retrievals: Phrase(sv: "Vem som har hämtat handlingar", en: "Who has retrieved documents")
            case .emergencies: Phrase(sv: "Nödöppningar", en: "Emergency reads")
            case .restrictions: Phrase(sv: "Begränsningar", en: "Restrictions")
            case .objections: Phrase(sv: "Dina invändningar", en: "Your objections")
            case .erasures: Phrase(sv: "Begärda raderingar", en: "Erasures that were asked")
            case .technical: Phrase(sv: "Loggen och tekniska uppgifter", en: "The log and technical data")
            }
        }
    }
}

// MARK: What art. 15.1 asks to be told

extension Words.Register {
    static let information = Phrase(sv: "Hur uppgifterna används", en: "How the data is used")
    static let purposes = Phrase(sv: "Varför uppgifterna används", en: "What the data is used for")
    static let grounds = Phrase(
        sv:
            "Den rättsliga grunden står i varje samtycke. Att du säger ja bryter sekretessen; myndigheterna har egna lagar för behandlingen.",
        en: """
            The legal ground stands in each consent. Your yes lifts the secrecy; the authorities have laws of their own for processing.
            """)
    static let categories = Phrase(sv: "Vilka uppgifter det är", en: "Which kinds of data")
    static func kept(_ categories: Phrase?) -> Phrase {
        let rest = Phrase(
            sv: "Namn, nummer, ärenden, samtycken, begäranden och logg", en: "Name, number, cases, consents, requests and the log")
        guard let categories else { return Phrase(sv: rest.sv + ".", en: rest.en + ".") }
        return Phrase(sv: "\(rest.sv). Handlingar: \(categories.sv).", en: "\(rest.en). Documents: \(categories.en).")
    }
    static let recipients = Phrase(sv: "Vilka som får eller har fått uppgifter", en: "Who receives or has received data")
    static let noTransfers = Phrase(
        sv: "Kedja lämnar inga uppgifter till andra än de organisationer som är med.",
        en: "Kedja hands no data to others than the organisations that take part.")
    static let retention = Phrase(sv: "Hur länge uppgifterna finns kvar", en: "How long the data is kept")
    static let retentionOfTheRest = Phrase(
        sv:
            "Namn, ärenden, samtycken och begäranden finns kvar tills du raderas. I loggen står det sedan kvar att något hände, utan ditt namn.",
        en:
            "Name, cases, consents and requests stay until you are erased. The log then still says that something happened, without you in it."
    )
    static func retention(
        _ category: Phrase, _ owner: String, keep: String?, after: RetentionRule.Event?, toEndOfYear: Bool, reference: String?,
        forResearch: Bool
    ) -> Phrase {
        guard let keep, keep != "forever", let after else {
            return Phrase(
                sv: "\(category.sv.capitalisedFirst), \(owner): tills vidare.",
                en: "\(category.en.capitalisedFirst), \(owner): with no end set.")
        }
        let year = toEndOfYear ? Phrase(sv: ", räknat från årets slut", en: ", counted from the end of the year") : Phrase(same: "")
        let research =
            forResearch ? Phrase(sv: ". Undantag finns för forskning", en: ". There are exceptions for research") : Phrase(same: "")
        let basis = reference.map { " (\($0))" } ?? ""
        return Phrase(
            sv: "\(category.sv.capitalisedFirst), \(owner): \(swedish(keep)) efter \(after.words.sv)\(year.sv)\(basis)\(research.sv).",
            en: "\(category.en.capitalisedFirst), \(owner): \(keep) after \(after.words.en)\(year.en)\(basis)\(research.en).")
    }

    /// `3 years` as Swedish says it.
    private static func swedish(_ keep: String) -> String {
        keep.replacing("years", with: "år").replacing("year", with: "år").replacing("months", with: "månader").replacing(
            "month", with: "månad")
    }

    static let rights = Phrase(sv: "Vad du kan begära", en: "What you can ask for")
    static let yourRights = Phrase(
        sv: """
            Du kan begära att något rättas, raderas eller begränsas, och du kan invända mot att det används. Ett samtycke kan du ta tillbaka \
            när som helst, hos vem som helst som är med. Säg till den du har kontakt med.
            """,
        en: """
            You can ask that something is corrected, erased or restricted, and you can object to its being used. You can withdraw a consent at \
            any time, with anybody who takes part. Tell whoever you are in touch with.
            """)
    static let complaint = Phrase(sv: "Om du vill klaga", en: "If you want to complain")
    static let toIMY = Phrase(
        sv: "Du kan klaga hos Integritetsskyddsmyndigheten (IMY), www.imy.se.",
        en: "You can complain to Integritetsskyddsmyndigheten (IMY), the Swedish authority for privacy protection, www.imy.se.")
    static let sources = Phrase(sv: "Var uppgifterna kommer ifrån", en: "Where the data comes from")
    static let automation = Phrase(sv: "Automatiska beslut", en: "Automated decisions")
    static let automatedDecisions = Phrase(
        sv: "Regler avgör automatiskt vem som får läsa en handling. De avgör ingenting om dig, och ingen profil görs av dig.",
        en: "Rules decide automatically who may read a document. They decide nothing about you, and no profile is made of you.")
}

extension RetentionRule.Event: Worded {
    var words: Phrase {
        switch self {
        case .caseClosed: Phrase(sv: "att ärendet avslutas", en: "the case is closed")
        case .documentUploaded: Phrase(sv: "att handlingen läggs in", en: "the document is put in")
        case .consentEnded: Phrase(sv: "att samtycket upphör", en: "the consent ends")
        }
    }
}

extension String {
    fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
